"""What no program may write into the record, however well it knows the contract."""

from datetime import datetime

import pytest

from app import timekeeping
from app.casework.terms.sweep import fire_due_timers
from app.database import db
from app.office.people import appoint, find_person
from app.office.vocabulary import Role
from tests.api.caller import Caller
from tests.support.county import LONG_AGO, County
from tests.support.office import GRANTED, SEARCH, Office, paper

pytestmark = pytest.mark.database


@pytest.fixture
def caller(client):
    return Caller(client)


def asked(caller: Caller) -> None:
    caller.apply()
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    caller.do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
              clarification_guidance="写明年度")  # fmt: skip


def lapsing(caller: Caller) -> None:
    asked(caller)
    caller.now = datetime(2026, 3, 17, 9, tzinfo=timekeeping.OFFICE_TIME)
    with timekeeping.moved_to(caller.now):
        fire_due_timers(caller.now)


def drafted(caller: Caller) -> None:
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    caller.do("reviewer", "T_screening", screening="accept")
    caller.do("reviewer", "T_assign", unit="LF-ZRZY")
    caller.do("handler", "T_handle", **SEARCH, outcome="granted")
    assert caller.attach("handler", "补贴发放明细.pdf", paper("明细")).status_code == 201
    caller.do("handler", "T_draft", **GRANTED)


def attempt(caller: Caller, login: str, node: str, **values):
    """Complete a task whatever comes of it."""
    task = caller.tasks()[node]["id"]
    return caller.call("POST", f"/tasks/{task}/complete", login, json=values)


@pytest.mark.parametrize("day", ["2019-05-15", "2026-03-06", "2027-01-04"])
def test_the_day_of_an_answer_is_not_the_senders_to_state(caller, day):
    asked(caller)
    caller.later(days=4)
    answer = caller.public("POST", "clarification", json={"answer": "2024年度", "answered_on": day})
    assert (answer.status_code, answer.json["code"]) == (422, "day_is_recorded")
    assert set(answer.json["fields"]) == {"answered_on"}
    assert caller.public("POST", "clarification", json={"answer": "2024年度"}).status_code == 200
    clock = [one for one in caller.case()["clocks"] if one["kind"] == "reply"][-1]
    assert (clock["started_on"], clock["due_on"]) == ("2026-03-06", "2026-04-03")


def test_the_desk_states_no_day_before_the_notice(caller):
    asked(caller)
    caller.later(days=4)
    answer = attempt(caller, "clerk", "T_clarification", answer="2024年度", answered_on="2023-06-30")
    assert (answer.status_code, answer.json["code"]) == (422, "day_out_of_range")


def test_a_reply_is_not_delivered_before_it_exists(caller):
    caller.register()
    caller.later(days=3)
    drafted(caller)
    caller.do("unithead", "T_sign_unit_head", decision="approve")
    caller.do("officehead", "T_sign_office_head", decision="approve")
    caller.do("reviewer", "T_issue", checked=True)
    answer = attempt(caller, "clerk", "T_deliver", delivery="delivered", method="in_person",
                     delivered_on="2026-03-02")  # fmt: skip
    assert answer.json["fields"] == {"delivered_on": "日期不应早于文书制成的日期（2026-03-05）"}


def test_a_withdrawal_after_the_number_is_refused_to_applicant_and_clerk(caller):
    caller.register()
    drafted(caller)
    caller.do("unithead", "T_sign_unit_head", decision="approve")
    caller.do("officehead", "T_sign_office_head", decision="approve")
    caller.do("reviewer", "T_issue", checked=True)
    by_clerk = caller.call("POST", f"/cases/{caller.number}/withdrawal", "clerk", json={"reason": "x"})
    by_applicant = caller.public("POST", "withdrawal", json={"reason": "x"})
    for answer in (by_clerk, by_applicant):
        assert (answer.status_code, answer.json["code"]) == (409, "reply_already_issued")
    assert caller.case()["state"] == "open"
    assert not caller.public().json["may_withdraw"]


@pytest.mark.usefixtures("drafting_organ")
def test_a_late_answer_on_record_is_not_denied(caller):
    lapsing(caller)
    assert caller.public("POST", "clarification", json={"answer": "因住院迟延"}).json == {"late": True}
    answer = attempt(caller, "clerk", "T_confirm_lapse", lapse="lapsed", opinion="均未收到")
    assert (answer.status_code, answer.json["code"]) == (422, "late_answer_undecided")
    assert caller.case()["outcome"] is None


def test_a_drafter_does_not_sign(caller, app):
    county = County.load()
    appoint(county.people["handler"], county.units["LF-ZRZY"], Role.UNIT_HEAD, LONG_AGO)
    appoint(county.people["handler"], county.units["LF"], Role.OFFICE_HEAD, LONG_AGO)
    db.session.commit()
    caller.apply()
    drafted(caller)
    for node, other in (("T_sign_unit_head", "unithead"), ("T_sign_office_head", "officehead")):
        answer = attempt(caller, "handler", node, decision="approve")
        assert answer.status_code == 403, node
        caller.do(other, node, decision="approve")
    assert set(caller.tasks()) == {"T_issue"}


def test_a_drafter_does_not_claim_what_lies_in_the_pool(caller, app):
    county = County.load()
    for login in ("handler", "handler2"):
        appoint(county.people[login], county.units["LF-ZRZY"], Role.UNIT_HEAD, LONG_AGO)
    db.session.commit()
    caller.apply()
    drafted(caller)
    task = caller.tasks()["T_sign_unit_head"]
    assert task["assignee"] is None
    answer = caller.call("POST", f"/tasks/{task['id']}/claim", "handler")
    assert (answer.status_code, answer.json["code"]) == (403, "own_draft")
    assert find_person("handler2").name in answer.json["message"]
    assert caller.call("POST", f"/tasks/{task['id']}/claim", "handler2").status_code == 200


def test_programs_read_who_was_asked_and_not_where_they_live(app, client):
    office = Office()
    office.apply()
    office.assigned()
    office.consulted()
    api = Caller(client, now=office.now)
    whole = api.call("GET", f"/cases/{office.number}", "handler").json
    asked = whole["consultations"][0]
    assert (asked["party"], asked["state"], asked["answer"]) == ("third_party", "answered", "objected")
    assert (asked["sent_on"], asked["due_on"]) == ("2026-03-02", "2026-03-23")
    assert "address" not in asked


def test_programs_do_not_read_the_name_of_a_person_who_was_asked(app, client):
    office = Office()
    office.apply()
    office.assigned()
    office.consulted(kind="natural_person", name="欧阳示例")
    answer = Caller(client, now=office.now).call("GET", f"/cases/{office.number}", "clerk")
    assert [one["name"] for one in answer.json["consultations"]] == ["欧***"]
    assert "欧阳示例" not in answer.text
