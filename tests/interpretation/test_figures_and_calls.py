"""The quarter in numbers with its findings; the same packages for programs."""

import pytest

from app.law.policy_material import Quarter
from app.processes.interpretation.statistics import figures_of
from tests.api.caller import Caller
from tests.support.packages import TITLE

pytestmark = pytest.mark.database


def test_a_quarter_counts_documents_and_names_what_was_wrong(office, county):
    office.begun().drafted(co_signing="no").planned(first_interpreter="").sent_in()
    office.do("reviewer", "T_gate", decision="send_back", opinion="请补齐")
    office.drafted(co_signing="no").planned().sent_in()
    office.do("reviewer", "T_gate", decision="accept", after_reminder=True)
    office.signed().numbered().deployed()
    found = figures_of({county.units["LF"].id}, Quarter(2026, 1), office.later(minutes=1).now)
    assert (found.documents, found.to_explain, found.explained, found.together, found.several_forms) == (
        1,
        1,
        1,
        1,
        0,
    )
    assert len(found.findings) == 3
    assert "没有写明第一解读人" in found.findings[0]
    none = figures_of({county.units["YM"].id}, Quarter(2026, 1), office.now)
    assert (none.documents, none.days, none.findings) == (0, None, ())
    assert figures_of({county.units["LF"].id}, Quarter(2026, 2), office.now).documents == 0


def test_programs_begin_read_and_withdraw_a_package(app, office):
    caller = Caller(app.test_client())
    begun = caller.call(
        "POST", "/packages", "handler", key="one-key", json={"unit": "LF-ZRZY", "title": TITLE}
    )
    again = caller.call(
        "POST", "/packages", "handler", key="one-key", json={"unit": "LF-ZRZY", "title": TITLE}
    )
    assert (begun.status_code, begun.json["number"]) == (201, again.json["number"])
    office.number = begun.json["number"]
    office.drafted().planned(outline="").sent_in()
    shown = caller.call("GET", f"/packages/{office.number}", "reviewer").json
    assert (shown["openness"], shown["missing"]) == ("active", ["解读方案没有解读提纲"])
    assert [one["slot"] for one in shown["texts"]] == ["document", "plan", "material"]
    assert caller.call("GET", f"/packages/{office.number}", "foreign").status_code == 404
    refused = caller.call(
        "POST", f"/packages/{office.number}/withdrawal", "reviewer", key="w-1", json={"reason": ""}
    )
    assert refused.status_code == 422
    done = caller.call(
        "POST", f"/packages/{office.number}/withdrawal", "reviewer", key="w-2", json={"reason": "不再制发"}
    )
    assert done.json["withdrawn"] == 0
    assert caller.call("GET", f"/packages/{office.number}", "reviewer").json["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("day", "quarter", "last"),
    [("2026-01-01", 1, "2026-03-31"), ("2026-06-30", 2, "2026-06-30"), ("2026-12-31", 4, "2026-12-31")],
)
def test_a_quarter_begins_and_ends(day, quarter, last):
    from datetime import date

    found = Quarter.of(date.fromisoformat(day))
    assert (found.number, found.last.isoformat()) == (quarter, last)
