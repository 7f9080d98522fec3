"""Commands for the yearly notice and for diagrams: what they change, and how they refuse in one line."""

from pathlib import Path

import pytest

from app.casework.run.diagram_versions import versions_of
from tests.support.office import Office

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(app):
    return app.test_cli_runner().invoke


class TestCalendars:
    def test_a_notice_moves_open_due_days_and_says_which(self, app, run, tmp_path):
        office = Office()
        office.apply()
        notice = (ROOT / "app/law/data/calendars/2026.toml").read_text("utf-8")
        changed = tmp_path / "2026.toml"
        changed.write_text(notice.replace("2026-04-06,", "2026-04-06, 2026-03-30,", 1), "utf-8")
        answer = run(args=["calendars", "import", str(changed)])
        assert answer.exit_code == 0, answer.output
        assert f"{office.number}  2026-03-30 → 2026-03-31" in answer.output
        assert "期限有变动的 1 件" in answer.output

    @pytest.mark.parametrize("text", ["not toml [", "year = 2026", ""])
    def test_a_bad_file_is_one_line_and_changes_nothing(self, app, run, tmp_path, text):
        file = tmp_path / "bad.toml"
        file.write_text(text, "utf-8")
        answer = run(args=["calendars", "import", str(file)])
        assert answer.exit_code == 2
        assert "Traceback" not in answer.output
        assert run(args=["calendars", "recompute"]).output.strip().endswith("期限有变动的 0 件")

    def test_a_missing_file_is_one_line(self, app, run):
        assert run(args=["calendars", "import", "/nowhere/2027.toml"]).exit_code == 2


class TestDiagrams:
    def test_deploying_the_same_files_again_adds_no_version(self, app, run):
        before = len(versions_of("disclosure"))
        answer = run(args=["diagrams", "deploy"])
        assert (answer.exit_code, len(versions_of("disclosure"))) == (0, before)

    def test_an_unsound_diagram_is_refused_with_file_and_element(self, app, run, tmp_path):
        for file in (ROOT / "bpmn/disclosure").iterdir():
            body = file.read_text("utf-8").replace('id="issue_receipt"', 'id="issue_reciept"')
            (tmp_path / file.name).write_text(body, "utf-8")
        answer = run(args=["diagrams", "deploy", str(tmp_path)])
        assert answer.exit_code == 2
        assert "disclosure.bpmn:S_receipt" in answer.output
        assert len(versions_of("disclosure")) == 1

    def test_what_is_no_diagram_is_one_line(self, app, run, tmp_path):
        (tmp_path / "README.md").touch()
        for path in (tmp_path / "README.md", tmp_path / "nowhere", tmp_path):
            answer = run(args=["diagrams", "deploy", str(path)])
            assert answer.exit_code == 2
            assert len(answer.stderr.splitlines()) == 1, answer.output
            assert str(path) in answer.stderr
