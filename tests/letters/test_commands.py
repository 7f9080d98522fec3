"""`flask letters …`, run without Flask."""

import hashlib
import json

import pytest
from click.testing import CliRunner

from app.cli.letters import letters_group


@pytest.fixture
def register():
    return {}


@pytest.fixture
def run(register):
    group = letters_group(register.get)
    return lambda *arguments: CliRunner().invoke(group, [str(each) for each in arguments])


@pytest.fixture
def facts_file(tmp_path, granted):
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(granted.sample_facts(), ensure_ascii=False), "utf-8")
    return file


def test_list_names_every_kind(run, catalogue):
    assert len(run("list").output.splitlines()) == len(catalogue)


def test_list_as_json_has_the_schema_of_the_facts(run):
    listed = {kind["kind"]: kind for kind in json.loads(run("list", "--json").output)}
    assert "items" in listed["reply_granted"]["facts"]["required"]
    assert listed["reply_granted"]["remedy_class"] == "E"


def test_render_writes_a_letter_that_verifies(run, register, facts_file, tmp_path):
    letter = tmp_path / "letter.pdf"
    assert run("render", "reply_granted", "--facts", facts_file, "--output", letter).exit_code == 0
    assert run("verify", letter).exit_code == 1
    register["7F3K-92QD-X4AS"] = hashlib.sha256(letter.read_bytes()).hexdigest()
    genuine = run("verify", letter)
    assert (genuine.exit_code, genuine.output[:2]) == (0, "真实")


@pytest.mark.parametrize(
    ("facts", "words"),
    [("[]", "JSON 对象"), ("{", "不是 JSON"), ("{}", "未填写机关名称"), ('{"colour": 1}', "colour")],
)
def test_bad_facts_are_told_in_one_line(run, tmp_path, facts, words):
    file = tmp_path / "facts.json"
    file.write_text(facts, "utf-8")
    result = run("render", "reply_granted", "--facts", file, "--output", tmp_path / "letter.pdf")
    assert result.exit_code == 2
    assert words in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert not (tmp_path / "letter.pdf").exists()


def test_an_unknown_kind_is_wrong_usage(run, facts_file, tmp_path):
    result = run("render", "love_letter", "--facts", facts_file, "--output", tmp_path / "x.pdf")
    assert result.exit_code == 2


def test_a_foreign_file_is_unknown(run, tmp_path):
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.4\n")
    result = run("verify", tmp_path / "other.pdf")
    assert (result.exit_code, result.output[:2]) == (1, "未知")


def test_samples_are_written_as_pdf_and_png(run, tmp_path):
    assert run("sample", "reply_granted", "--output", tmp_path, "--dpi", "30").exit_code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "reply_granted-1.png", "reply_granted-2.png", "reply_granted.pdf",
    ]  # fmt: skip
