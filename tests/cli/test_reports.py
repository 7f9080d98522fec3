"""`flask reports check`: what it finds, what it says of bad files."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.casework.models import AnnualReport
from app.casework.models.annual import Covers, ReportState
from app.cli.reports import reports
from app.cli.saying import one_line_for_each
from app.database import db

PUBLISHED = Path(__file__).parents[1] / "law" / "annual_reports.json"
command = one_line_for_each(reports)


def check(*files):
    done = CliRunner().invoke(command, ["check", *map(str, files)])
    return done.exit_code, done.output.splitlines()


def test_published_reports_come_to_what_they_are_known_for():
    assert check(PUBLISHED) == (0, ["9 passed, 0 failed"])


def test_faults_are_told_one_a_line(tmp_path):
    file = tmp_path / "report.json"
    row = {
        "organ": "甲镇",
        "year": 2025,
        "id": "甲",
        "table4": {"reconsideration": {"upheld": 1, "total": 2}},
    }
    file.write_text(json.dumps(row), "utf-8")
    status, lines = check(file)
    assert status == 1
    assert lines == ["甲 E5 table4.reconsideration.total：“行政复议”总计为 2，四项之和为 1，相差 1"]


@pytest.mark.parametrize("content", [b"no json", b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path, content):
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    status, lines = check(file)
    assert (status, len(lines)) == (2, 1)
    assert check(tmp_path / "none.json")[0] == 2


@pytest.mark.database
def test_a_final_report_is_written_as_a_file_and_no_other(app, county, tmp_path):
    db.session.add(
        AnnualReport(
            organ_id=county.units["LF"].id, year=2024, covers=Covers.OWN, state=ReportState.FROZEN, texts={}, fee="0",
            cells={"table3.new.total": "12"}, opened_at=datetime(2025, 1, 6, tzinfo=UTC),
        )
    )  # fmt: skip
    db.session.commit()
    file = tmp_path / "report.json"

    def run(organ, year):
        arguments = ["annual", "--year", year, "--organ", organ, "--output", file]
        return app.test_cli_runner().invoke(command, [str(one) for one in arguments])

    assert run("LF", 2024).exit_code == 0
    assert json.loads(file.read_text("utf-8"))["table3"]["new"]["total"] == 12
    assert [run(*one).exit_code for one in (("YM", 2024), ("LF", 2099), ("XX", 2024))] == [2, 2, 2]
