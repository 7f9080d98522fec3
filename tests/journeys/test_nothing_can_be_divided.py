"""区分处理 (条例第三十七条): every refusal says why no part of it can be given; the letter and the signers read it."""

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.work import work_items
from app.database import db
from app.law.errors import InvalidInput
from app.law.outcomes import is_refusal
from app.processes.disclosure.decisions import ON_HANDLING
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from tests.journeys.letters_seen import signed_and_issued, words_of
from tests.journeys.test_sign_off import sample_of_reply
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
WHY = SEARCH["inseparable"]


@pytest.fixture
def office() -> Office:
    found = Office()
    found.apply()
    return found.assigned()


def test_no_refusal_without_an_answer(office):
    office.consulted()
    refusals = [one for one in ON_HANDLING if is_refusal(one)]
    assert len(refusals) == 7
    for code in refusals:
        for said in ("", "无"):
            with pytest.raises(InvalidInput) as refused:
                office.do("handler", "T_handle", **{**SEARCH, "inseparable": said}, outcome=code)
            assert "inseparable" in refused.value.fields, code


def test_signers_and_the_letter_tell_the_answer(office):
    office.do("handler", "T_handle", **SEARCH, outcome="denied_process")
    office.do("handler", "T_draft", **sample_of_reply(office))
    item = office.item("T_sign_unit_head")
    assert f"区分处理：不能区分：{WHY}" in work_items.form_of(item).advice(office.case, office.now.date())
    assert f"不能作区分处理：{WHY}。" in words_of(letters_of(signed_and_issued(office).case)[-1])


def test_a_decision_of_an_earlier_release_is_told_without_it_and_the_signers_see_that(office):
    office.do("handler", "T_handle", **SEARCH, outcome="denied_process")
    request_of(office.case).inseparable = ""
    db.session.commit()
    office.do("handler", "T_draft", **sample_of_reply(office))
    assert "没有说明为什么不能区分处理" in str([fact.value for fact in facts_of(office.case)])


def test_another_decision_has_none(office):
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    assert request_of(office.case).inseparable == ""
    assert "区分处理" not in [fact.label for fact in facts_of(office.case)]
