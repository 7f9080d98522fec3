"""Annual reports in public: only what is published, a corrected one beside the one before it, files for everybody."""

import json
from datetime import UTC, datetime

import pytest

from app.casework.models import AnnualReport
from app.casework.models.annual import Covers, ReportState
from app.database import db

pytestmark = pytest.mark.database
AT = datetime(2026, 1, 20, 2, tzinfo=UTC)


@pytest.fixture
def rows(app, county):
    def made(organ, state, version=1, correction=""):
        report = AnnualReport(
            organ_id=county.units[organ].id, year=2025, covers=Covers.OWN, version=version, state=state, opened_at=AT,
            published_at=AT, texts={"section5": "人手<不足>。"}, cells={"table3.new.total": "12"}, fee="0",
            correction=correction,
        )  # fmt: skip
        db.session.add(report)
        db.session.flush()
        return report

    first, second = made("LF", ReportState.PUBLISHED), made("LF", ReportState.PUBLISHED, 2, "更正了数字")
    first.replaced_by_id = second.id
    hidden = made("LF-ZRZY", ReportState.FROZEN)
    db.session.commit()
    return [first.id, second.id, hidden.id]


def test_the_newest_published_version_is_listed_and_the_older_one_says_so(client, rows):
    first, second, hidden = rows
    page = client.get("/annual-reports").text
    assert f"/annual-reports/{second}" in page
    assert f"/annual-reports/{first}" not in page
    assert f"/annual-reports/{hidden}" not in page
    assert "这一版已经更正" in client.get(f"/annual-reports/{first}").text
    shown = client.get(f"/annual-reports/{second}").text
    assert "更正说明：更正了数字" in shown
    assert "人手&lt;不足&gt;" in shown
    assert client.get(f"/annual-reports/{hidden}").status_code == 404


def test_files_of_what_is_published(client, rows):
    _, second, hidden = rows
    answer = client.get(f"/annual-reports/{second}/files/json")
    assert json.loads(answer.data)["table3"]["new"]["total"] == 12
    assert client.get(f"/annual-reports/{second}/files/docx").data.startswith(b"PK")
    assert client.get(f"/annual-reports/{second}/files/pdf").status_code == 404
    assert client.get(f"/annual-reports/{hidden}/files/json").status_code == 404
