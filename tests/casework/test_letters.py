"""The letter check at issue and on the drafter's page: one rule, and nothing wrong gets a number."""

from dataclasses import replace
from datetime import date

import pytest

from app.casework.acts.commands import perform, use_case
from app.casework.letters import issuing
from app.casework.letters.issuing import LetterIncomplete
from app.casework.models.letters import DeliveryMethod
from app.database import db
from app.law.errors import InvalidInput
from app.letters.circumstances import Circumstances
from app.office.places import place_of
from app.processes.disclosure import draft_check
from app.processes.disclosure.letters import circumstances, remedy_facts, reply_facts, reply_kind
from app.processes.disclosure.registration import request_of
from tests.support.office import GRANTED, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
SOMEBODY = "身份证11010519491231002X的发放明细｜电子文件｜12"


@use_case("issue_for_a_test")
def issue_for_a_test(act, kind, changes, case):
    request = request_of(act.the_case)
    facts = {**reply_facts(request, act.today), **changes}
    to = issuing.Recipient("申请人甲", "natural_person", DeliveryMethod.PORTAL)
    return {"number": issuing.issue(act, kind, facts, to, case).document_number}


@pytest.fixture
def office():
    office = Office()
    office.apply()
    office.signed()
    return office


def issue(office, kind="reply_granted", case=None, **changes):
    known = circumstances(request_of(office.case), office.now.date())
    return perform(issue_for_a_test, actor=office.person("reviewer"), now=office.now, case_id=office.case.id,
                   kind=kind, changes=changes, case=case or known)["number"]  # fmt: skip


class TestAtIssue:
    def test_a_good_letter_is_numbered(self, office):
        assert issue(office)

    def test_each_problem_is_named_and_no_number_is_used(self, office):
        wrong = {
            "remedy": ["如不服本告知书，可以申请行政复议。"],
            "items": [{"name": SOMEBODY[:26], "carrier": "纸质"}],
        }
        with pytest.raises(LetterIncomplete) as refused:
            issue(office, **wrong)
        assert set(refused.value.fields) == {"remedy", "items"}
        assert "救济告知" in refused.value.message
        assert "110…2X" in refused.value.message
        assert "11010519491231002X" not in refused.value.message
        before = issuing.letters_of(office.case)[-1].document_number
        serial = int(before.split("〕")[1].removesuffix("号"))
        assert issue(office).endswith(f"〕{serial + 1}号")

    def test_a_letter_of_another_outcome_is_refused(self, office):
        known = circumstances(request_of(office.case), office.now.date())
        with pytest.raises(LetterIncomplete, match="不应使用"):
            issue(office, case=replace(known, outcome="not_existing"))

    def test_a_late_day_needs_its_reason(self, office):
        known = circumstances(request_of(office.case), office.now.date(), due_on=date(2026, 3, 1))
        with pytest.raises(LetterIncomplete, match="没有记录逾期原因"):
            issue(office, case=known)
        assert issue(office, case=replace(known, late_reason="材料移交迟延"))

    def test_without_circumstances_the_place_of_the_organ_is_still_checked(self, office):
        place = place_of(office.case.organ, office.now.date())
        with pytest.raises(LetterIncomplete):
            issue(office, case=Circumstances(place=place), remedy=["可以向任何机关申请行政复议。"])


class TestBeforeIssue:
    def test_a_draft_with_the_number_of_another_person_is_refused_beside_its_field(self):
        office = Office()
        office.apply()
        office.attached()
        with pytest.raises(InvalidInput) as refused:
            office.do("handler", "T_draft", **{**GRANTED, "fact_items": SOMEBODY})
        assert set(refused.value.fields) == {"fact_items"}

    def test_the_applicants_own_number_may_be_written(self):
        office = Office()
        office.apply(identity_document="resident_id", identity_number="11010519491231002X")
        office.attached().do("handler", "T_draft", **{**GRANTED, "fact_items": SOMEBODY})
        assert "T_draft" not in office.open_nodes()

    def test_the_list_shows_what_would_be_refused_and_what_only_wants_a_look(self):
        office = Office()
        office.apply()
        office.handled()
        office.later(days=60)
        rows = draft_check.checks_of(office.case, office.now.date(), {**GRANTED, "fact_items": SOMEBODY})
        found = {row["words"]: row for row in rows}
        numbers, late = (
            found["没有第三方的身份证件、手机、社会保障、车牌号码和银行账号"],
            found["落款日期在期限以内，或者已记录逾期原因"],
        )
        assert (numbers["ok"], numbers["must"]) == (False, True)
        assert (late["ok"], late["must"]) == (False, False)
        assert found["文书种类与处理结果相符"]["ok"]

    def test_the_list_is_green_for_a_good_draft(self):
        office = Office()
        office.apply()
        office.attached()
        rows = draft_check.checks_of(office.case, office.now.date(), GRANTED)
        assert [row["words"] for row in rows if row["must"] and not row["ok"]] == []

    def test_an_organ_without_a_reconsideration_organ_is_told_on_the_list(self, office):
        organ = office.case.organ
        organ.reconsideration_organ, organ.parent_id = "", None
        db.session.flush()
        request, today = request_of(office.case), office.now.date()
        if place_of(organ, today).parent is None:
            assert remedy_facts(request, today) == {}
            rows = draft_check.checks_of(office.case, today, GRANTED)
            assert any("无法确定" in row["note"] for row in rows if not row["ok"])


def test_the_remedy_calls_the_letter_by_its_own_name(office):
    request = request_of(office.case)
    name = reply_kind(request).self_name
    assert all(name in paragraph for paragraph in remedy_facts(request, office.now.date())["remedy"])
