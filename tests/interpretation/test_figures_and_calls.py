"""The quarter in numbers with its findings; the same packages for programs."""

import pytest

from app.board.urging import urge
from app.law.policy_material import Quarter
from app.processes.interpretation.statistics import check_of
from app.processes.interpretation.use_cases import withdraw_package
from tests.api.caller import Caller
from tests.support.packages import TITLE

pytestmark = pytest.mark.database


def returned_once(office):
    """Sent in without its head, returned, sent in again after a reminder, published as a text alone."""
    office.begun().drafted(co_signing="no").planned(first_interpreter="").sent_in()
    office.do("reviewer", "T_gate", decision="send_back", opinion="请补齐")
    office.drafted(co_signing="no").planned().sent_in()
    office.do("reviewer", "T_gate", decision="accept", after_reminder=True)
    office.signed().numbered().deployed()


def test_a_quarter_counts_documents_and_names_what_was_wrong(office, county):
    returned_once(office)
    check = check_of({county.units["LF"].id}, Quarter(2026, 1), office.later(minutes=1).now)
    found = check.whole
    assert (found.documents, found.marked, found.to_explain, found.explained) == (1, 1, 1, 1)
    assert (found.together, found.organised, found.in_step, found.several_forms) == (1, 0, 0, 0)
    assert [one.kind.value for one in check.findings] == ["sent_without", "after_reminder", "single_form"]
    assert check.findings[0].words == f"《{TITLE}》（禄丰市自然资源局）：解读方案没有写明第一解读人"
    none = check_of({county.units["YM"].id}, Quarter(2026, 1), office.now)
    assert (none.whole.documents, none.steps, none.findings, none.departments) == (0, (), (), ())
    assert check_of({county.units["LF"].id}, Quarter(2026, 2), office.now).whole.documents == 0


def test_a_quarter_counts_by_department_and_by_step(office, county):
    office.organised({"co_signing": "no"}, {"forms": ["card"]})
    office.later(days=2).review("T_legal")
    for node in ("T_secrecy", "T_openness", "T_sign_leader"):
        office.review(node)
    office.numbered().deployed()
    office.do("handler", "T_further", card_title="建房明白卡", card_text="一户一宅。")
    office.do("reviewer", "T_check_further", further_check="default")
    check = check_of({county.units["LF"].id}, Quarter(2026, 1), office.later(minutes=1).now)
    [(name, mine)] = check.departments
    assert (name, mine.documents, mine.in_step, mine.forms) == ("禄丰市自然资源局", 1, 1, {"明白卡": 1})
    days = {one.title: (one.packages, one.days) for one in check.steps}
    assert (days["审查"], days["编号"]) == ((1, 2.0), (1, 0.0))
    assert check.findings == ()


def test_what_is_not_open_need_not_be_explained_and_what_was_withdrawn_does_not_count(office, county):
    office.ready(
        openness="refused", openness_clause="16", openness_reason="属于内部工作安排", co_signing="no"
    )
    office.organised({"co_signing": "no"}).signed().numbered("禄政发〔2026〕13号").deployed()
    office.run(
        withdraw_package, office.person("reviewer"), case_id=office.case.id, data={"reason": "内容有误"}
    )
    check = check_of({county.units["LF"].id}, Quarter(2026, 1), office.later(minutes=1).now)
    assert (check.whole.documents, check.whole.to_explain, check.withdrawn, check.findings) == (1, 0, 1, ())


def test_a_reminder_on_the_record_before_it_was_sent_in_is_told(office, county):
    office.begun().drafted(co_signing="no").planned()
    office.run(urge, office.person("supervisor"), case_id=office.case.id, text="请抓紧报送解读材料")
    office.sent_in()
    office.do("reviewer", "T_gate", decision="accept")
    office.signed().numbered().deployed()
    check = check_of({county.units["LF"].id}, Quarter(2026, 1), office.later(minutes=1).now)
    assert [one.kind.value for one in check.findings] == ["after_reminder", "single_form"]


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


def test_programs_read_a_quarter_and_who_co_signs(app, office):
    caller = Caller(app.test_client())
    office.organised().chosen("财政局、农业农村局")
    office.co_sign("财政局")
    listed = caller.call("GET", f"/packages/{office.number}/co-signers", "reviewer").json["co_signers"]
    told = {one["name"]: (one["waiting"], one["signed"]) for one in listed}
    assert told == {"禄丰市财政局": (False, True), "禄丰市农业农村局": (True, False)}
    body = {"units": "禄丰市司法局", "reason": "涉及行政处罚"}
    added = caller.call("POST", f"/packages/{office.number}/co-signers", "handler", key="c-1", json=body)
    assert added.status_code == 200
    office.co_sign("农业农村局"), office.co_sign("司法局")
    office.signed().numbered().deployed()
    found = caller.call("GET", "/packages/quarters/LF/2026/1", "supervisor").json
    assert (found["whole"]["documents"], found["whole"]["to_explain"], found["notice"]) == (1, 1, None)
    for path, login in (("LF/2026/5", "supervisor"), ("XX/2026/1", "supervisor"), ("LF/2026/1", "handler")):
        assert caller.call("GET", f"/packages/quarters/{path}", login).status_code == 404


@pytest.mark.parametrize(
    ("day", "quarter", "last"),
    [("2026-01-01", 1, "2026-03-31"), ("2026-06-30", 2, "2026-06-30"), ("2026-12-31", 4, "2026-12-31")],
)
def test_a_quarter_begins_and_ends(day, quarter, last):
    from datetime import date

    found = Quarter.of(date.fromisoformat(day))
    assert (found.number, found.last.isoformat()) == (quarter, last)
