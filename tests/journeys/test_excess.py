"""第三十五条 walked: the notice, the reason, its judgement, the refusal or the later limit."""

from datetime import date

import pytest

from app.casework.letters import deliveries
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.casework.terms import clocks
from app.database import db
from app.law.errors import DayOutOfRange, InvalidInput, NotAllowed
from app.law.excess import DeferralTooLate, NoReasonableReason, ReasonIsReasonable, ReasonNotJudged
from app.processes.disclosure import excess_acts
from app.processes.disclosure.overview import facts_of
from tests.desk.test_issuing_letters import REASONS, issue
from tests.journeys.told import POST, at
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app", "drafting_organ")]

GIVEN = {"words": "用于核对本村各户的补贴", "received_on": "2026-03-05", "way": "post"}
GOOD = {"judged": "reasonable", "judgement": "申请与本人利益相关，各件内容不同"}
BAD = {"judged": "unreasonable", "judgement": "所申请的内容与已获取的相同，没有合理需要"}
LATER = {"working_days": 40, "reason": "涉及46件，须逐件查找和区分处理"}


def asked(**request: str) -> Office:
    """The notice is out on 2 March; the case waits for screening on 5 March."""
    office = Office()
    office.apply(**request)
    office.registered()
    issue(office, "reason_request_notice", REASONS)
    return office.later(days=3)


def act(office: Office, use, login: str, **data):
    return office.run(use, office.person(login), case_id=office.case.id, data=data)


def judged(how: dict[str, str], **request: str) -> Office:
    office = asked(**request)
    act(office, excess_acts.record_reason, "clerk", **GIVEN)
    act(office, excess_acts.judge_reason, "reviewer", **how)
    return office


def reply(office: Office):
    return clocks.clocks_of(office.case).running("reply")


def deferred(office: Office, decision: str = "approve") -> Office:
    act(office, excess_acts.request_deferral, "reviewer", **LATER)
    office.do("officehead", "T_approve_deferral", deferral_decision=decision)
    return office


def test_the_period_of_the_reason_runs_from_the_day_on_which_the_notice_was_got():
    office = asked()
    (clock,) = clocks.clocks_of(office.case).of_kind("reason")
    assert (clock.started_on, clock.due_on, clock.ended_on) == (date(2026, 3, 2), date(2026, 3, 16), None)
    act(office, excess_acts.record_reason, "clerk", **GIVEN)
    (clock,) = clocks.clocks_of(office.case).of_kind("reason")
    assert clock.ended_on == date(2026, 3, 5)
    assert reply(office).due_on == date(2026, 3, 30)


def test_an_unjudged_reason_and_a_good_one_are_no_ground_to_refuse():
    office = asked()
    act(office, excess_acts.record_reason, "clerk", **GIVEN)
    with pytest.raises(ReasonNotJudged):
        office.do("reviewer", "T_screening", screening="excessive")
    act(office, excess_acts.judge_reason, "reviewer", **GOOD)
    with pytest.raises(ReasonIsReasonable):
        office.do("reviewer", "T_screening", screening="excessive")
    office.do("reviewer", "T_screening", screening="accept")


def test_a_bad_reason_is_told_as_it_was_given_and_judged():
    office = judged(BAD)
    office.do("reviewer", "T_screening", screening="excessive")
    office.do("handler", "T_draft")
    for who in ("unit_head", "legal", "office_head"):
        office.do(who.replace("_", ""), f"T_sign_{who}", decision="approve", opinion="理由说明已逐项核对")
    office.do("reviewer", "T_issue", checked=True)
    told = letters_of(office.case)[-1].facts
    assert told["statistics"] == REASONS["statistics"]
    assert told["reason_result"] == "unreasonable"
    assert (
        told["reason_given"]
        == "您说明的理由是：用于核对本村各户的补贴。经审查，所申请的内容与已获取的相同，没有合理需要"
    )


def test_a_reason_that_comes_after_the_draft_stops_the_letter():
    office = asked()
    office.do("reviewer", "T_screening", screening="excessive")
    act(office, excess_acts.record_reason, "clerk", **GIVEN)
    with pytest.raises(ReasonNotJudged):
        office.do("handler", "T_draft")


def test_the_later_limit_takes_the_place_of_the_reply_clock_and_is_told():
    office = deferred(judged(GOOD))
    letter = letters_of(office.case)[-1]
    assert letter.kind == "deferred_reply_notice"
    assert (letter.facts["reason_received_on"], letter.facts["deferral_reason"]) == (
        "2026-03-05",
        LATER["reason"],
    )
    clock = reply(office)
    assert (clock.started_on, clock.time_limit, clock.article) == (date(2026, 3, 5), 40, "条例第三十五条")
    assert letter.facts["new_due_on"] == clock.due_on.isoformat()
    shown = {fact.label: fact.value for fact in facts_of(office.case)}
    assert "已同意，告知书2026-03-05送出" in shown["延迟答复"]
    assert "理由合理，继续办理" in shown["理由说明"]


def test_on_paper_it_holds_from_its_sending_and_ends_on_the_day_that_the_letter_names():
    office = posted()
    act(office, excess_acts.judge_reason, "reviewer", **GOOD)
    deferred(office)
    letter = letters_of(office.case)[-1]
    assert reply(office).due_on == date(2026, 3, 30)
    office.now = at(date(2026, 3, 9))
    record(office, sent_on="2026-03-09")
    assert reply(office).due_on.isoformat() == letter.facts["new_due_on"]


def test_sent_after_the_due_day_it_has_no_effect():
    office = posted()
    act(office, excess_acts.judge_reason, "reviewer", **GOOD)
    deferred(office)
    office.now = at(date(2026, 3, 31))
    record(office, sent_on="2026-03-31")
    assert reply(office).due_on == date(2026, 3, 30)
    assert db.session.query(AuditEntry).filter_by(tag="excess.deferral_late").count() == 1


def posted() -> Office:
    office = Office()
    office.register()
    office.registered()
    issue(office, "reason_request_notice", REASONS)
    record(office, sent_on="2026-03-02", delivered_on="2026-03-02")
    office.later(days=3)
    act(office, excess_acts.record_reason, "clerk", **GIVEN)
    return office


def record(office: Office, **days: str) -> None:
    office.run(deliveries.record_delivery, office.person("clerk"), case_id=office.case.id,
               letter_id=letters_of(office.case)[-1].id, data={**POST, **days})  # fmt: skip


def test_a_refused_deferral_may_be_asked_for_again_and_a_granted_one_not():
    office = deferred(judged(GOOD), "refuse")
    assert reply(office).due_on == date(2026, 3, 30)
    deferred(office)
    with pytest.raises(Exception, match="不能再次延迟"):
        act(office, excess_acts.request_deferral, "reviewer", **LATER)


def test_a_deferral_needs_a_good_reason_and_is_in_time():
    for office in (asked(), judged(BAD)):
        with pytest.raises(NoReasonableReason):
            act(office, excess_acts.request_deferral, "reviewer", **LATER)
    office = judged(GOOD)
    office.now = at(date(2026, 3, 31))
    with pytest.raises(DeferralTooLate):
        act(office, excess_acts.request_deferral, "reviewer", **LATER)


@pytest.mark.parametrize(("day", "field"), [("2026-03-01", "received_on"), ("2026-03-06", "received_on")])
def test_the_reason_came_between_the_notice_and_today(day, field):
    with pytest.raises(DayOutOfRange) as refused:
        act(asked(), excess_acts.record_reason, "clerk", **{**GIVEN, "received_on": day})
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    ("use", "data", "field"),
    [
        (excess_acts.judge_reason, {**BAD, "judgement": "无"}, "judgement"),
        (excess_acts.judge_reason, {**BAD, "judged": "perhaps"}, "judged"),
        (excess_acts.request_deferral, {**LATER, "working_days": 0}, "working_days"),
        (excess_acts.request_deferral, {**LATER, "working_days": 241}, "working_days"),
        (excess_acts.request_deferral, {**LATER, "reason": "略"}, "reason"),
    ],
)
def test_empty_words_and_days_without_end_are_refused_beside_their_field(use, data, field):
    office = asked()
    act(office, excess_acts.record_reason, "clerk", **GIVEN)
    if use is excess_acts.request_deferral:
        act(office, excess_acts.judge_reason, "reviewer", **GOOD)
    with pytest.raises(InvalidInput) as refused:
        act(office, use, "reviewer", **data)
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize("login", ["foreign", "handler", "leader", "auditor"])
def test_who_is_not_of_the_office_enters_and_judges_nothing(login):
    office = asked()
    with pytest.raises(NotAllowed):
        act(office, excess_acts.record_reason, login, **GIVEN)
    with pytest.raises(NotAllowed):
        act(office, excess_acts.judge_reason, login, **GOOD)


def test_the_intake_clerk_enters_but_does_not_judge():
    office = asked()
    act(office, excess_acts.record_reason, "clerk", **GIVEN)
    with pytest.raises(NotAllowed):
        act(office, excess_acts.judge_reason, "clerk", **GOOD)


def test_a_deferral_is_asked_for_while_others_search():
    office = judged(GOOD)
    office.do("reviewer", "T_screening", screening="accept")
    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    act(office, excess_acts.request_deferral, "reviewer", **LATER)
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    assert office.open_nodes() == {"T_draft", "T_approve_deferral"}
