"""`flask diagrams check`, as a command: what it prints and how it ends."""

import shutil

import pytest
from click.testing import CliRunner
from flask import Flask

from app.casework.contract.drawing import Drawing
from app.cli.diagrams import diagrams
from tests.engine.helpers import DIAGRAMS, VOCABULARY


class SmallProcess:
    """The card of the small process, as far as the command looks at it."""

    drawing = Drawing("small", DIAGRAMS / "small")

    @staticmethod
    def vocabulary():
        return VOCABULARY


class SmallPlatform:
    processes = {"small": SmallProcess}  # noqa: RUF012 - a stand-in, never changed

    @staticmethod
    def vocabulary_of(process):
        return process.vocabulary()


@pytest.fixture
def app():
    app = Flask(__name__)
    app.extensions["mingbai"] = SmallPlatform
    return app


def run(*arguments):
    return CliRunner().invoke(diagrams, [*map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def broken(tmp_path):
    text = (DIAGRAMS / "small" / "small.bpmn").read_text()
    (tmp_path / "small.bpmn").write_text(
        text.replace('value="check"', 'value="cheque"').replace('name="核对"', "")
    )
    return tmp_path


def test_good_diagrams_end_with_0():
    result = run("check", DIAGRAMS / "request", DIAGRAMS / "small" / "small.bpmn")
    assert (result.exit_code, result.output) == (0, "流程图检查通过：2 套\n")


def test_findings_end_with_1_one_line_each(app, broken):
    with app.app_context():
        result = run("check", broken)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "small.bpmn:T_check: 任务缺少名称",
        "small.bpmn:T_check: 未知的表单 cheque",
    ]


def test_outside_an_application_names_are_not_checked(broken):
    assert run("check", broken).output.splitlines() == ["small.bpmn:T_check: 任务缺少名称"]


def test_without_a_path_the_folders_of_all_processes_are_checked(app):
    with app.app_context():
        assert run("check").output == "流程图检查通过：1 套\n"


def test_a_single_file_is_reported_alone(tmp_path):
    for path in (DIAGRAMS / "request").iterdir():
        shutil.copy(path, tmp_path)
    signing = tmp_path / "signing.bpmn"
    signing.write_text(signing.read_text().replace('name="合法性审查"', ""))
    assert run("check", tmp_path / "request.bpmn").exit_code == 0
    assert run("check", signing).output == "signing.bpmn:T_sign_legal: 任务缺少名称\n"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"<!DOCTYPE a><a/>", b"<a/>", b"<a"])
def test_a_file_that_is_no_diagram_is_a_finding(tmp_path, content):
    (tmp_path / "small.bpmn").write_bytes(content)
    result = run("check", tmp_path / "small.bpmn")
    assert result.exit_code == 1
    assert all(line.startswith("small.bpmn:") for line in result.output.splitlines())


def test_bad_paths_end_with_2_and_one_line(tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    for path in (tmp_path, tmp_path / "missing.bpmn", tmp_path / "notes.txt"):
        result = run("check", path)
        assert result.exit_code == 2
        assert len(result.output.splitlines()) == 1
        assert result.output.startswith("错误：")


def test_wrong_usage_ends_with_2():
    assert run("check", "--nonsense").exit_code == 2
