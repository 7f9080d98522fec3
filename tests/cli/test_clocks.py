"""`flask clocks …` and `flask calendars list`, as a person at a terminal sees them."""

import json

import pytest
from click.testing import CliRunner

from app.cli.clocks import clocks

CASE = {
    "id": "甲",
    "title": "当面提交",
    "events": [{"type": "received", "on": "2026-03-02", "channel": "in_person"}],
    "expect": {"reply_due_on": "2026-03-30"},
}
WRONG = {**CASE, "id": "乙", "expect": {"reply_due_on": "2026-03-31", "received_on": "2026-03-03"}}
BEYOND = {**CASE, "id": "丙", "events": [{"type": "received", "on": "2028-03-01", "channel": "in_person"}]}


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *arguments: runner.invoke(clocks, [str(argument) for argument in arguments])


@pytest.fixture
def file_of(tmp_path):
    def write(*cases):
        file = tmp_path / "cases.json"
        file.write_text(json.dumps({"cases": list(cases)}, ensure_ascii=False), encoding="utf-8")
        return file

    return write


def test_cases_that_come_out_pass(run, file_of):
    result = run("check", file_of(CASE))
    assert (result.output, result.exit_code) == ("1 passed, 0 failed\n", 0)


def test_each_mismatch_is_a_line_and_each_case_fails_once(run, file_of):
    result = run("check", file_of(CASE, WRONG, BEYOND))
    lines = result.output.splitlines()
    assert lines[0] == '乙 reply_due_on: expected "2026-03-31" got "2026-03-30"'
    assert lines[1] == '乙 received_on: expected "2026-03-03" got "2026-03-02"'
    assert lines[2].startswith("丙 refused: 缺少2028年")
    assert (lines[3], result.exit_code) == ("1 passed, 2 failed", 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b'{"cases": 1}',
        b'{"cases": [{"id": "1", "events": [{"type": "x"}]}]}',
    ],
)
@pytest.mark.parametrize("arguments", [("check",), ("explain", "--id", "1")])
def test_a_malformed_file_is_one_line_and_exit_2(run, tmp_path, content, arguments):
    file = tmp_path / "broken.json"
    file.write_bytes(content)
    result = run(*arguments, file)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert not result.stdout


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_an_unreadable_file_is_one_line_and_exit_2(run, tmp_path, name):
    result = run("check", tmp_path / name)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_the_sheet_shows_each_day_and_why(run, file_of):
    result = run("explain", file_of(CASE), "--id", "甲")
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "期限计算单  甲  当面提交"
    assert "  2026-03-03 周二  第1日  工作日" in lines
    assert "  2026-03-07 周六  不计入  周六" in lines
    assert "  2026-03-30 周一  第20日  工作日" in lines


def test_the_sheet_as_json(run, file_of):
    report = json.loads(run("explain", file_of(CASE), "--id", "甲", "--json").output)
    assert report["results"]["reply_due_on"] == "2026-03-30"
    rows = report["clocks"][0]["rows"]
    assert rows[-1] == {
        "on": "2026-03-30",
        "weekday": "周一",
        "counted": True,
        "number": 20,
        "reason": "工作日",
    }


def test_an_unknown_case_is_one_line_and_exit_2(run, file_of):
    result = run("explain", file_of(CASE), "--id", "丁")
    assert (result.exit_code, "没有编号为 丁 的用例" in result.stderr) == (2, True)


def test_a_case_that_cannot_be_counted_is_one_line_and_exit_2(run, file_of):
    result = run("explain", file_of(BEYOND), "--id", "丙")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_calendars_are_listed_with_status_and_source(app):
    lines = app.test_cli_runner().invoke(args=["calendars", "list"]).output.splitlines()
    assert lines[0].startswith("2019  正式  国办发明电〔2018〕15号")
    assert any(line.startswith("2027  暂定  按法定节日推算") for line in lines)
