"""转主动公开 (第四十四条): suggested or asked for by many, decided by another, published as approved, in its limit."""

from datetime import date

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters.issuing import letters_of
from app.casework.models import CaseClock, Publication
from app.casework.papers.uploads import check_upload
from app.casework.publications.errors import HoldsPersonalData
from app.database import db
from app.law.conversion import NotGiven, OwnProposal, TooFewRequests
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure import conversion_acts as acts
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.conversions import conversion_of, facts_of_conversion, requests_for_the_same
from tests.support.office import Office, paper

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

PROPOSED = {
    "reason": "suggested", "headline": "禄丰市金山镇2024年度耕地地力保护补贴发放情况",
    "text": "金山镇2024年度共发放耕地地力保护补贴，分村明细见附件。",
}  # fmt: skip
AGREED = {"decision": "agree", "opinion": "属于应当主动公开的财政补贴信息，个人信息已经遮盖"}


def given() -> Office:
    office = Office()
    office.apply()
    office.issued()
    return office


def suggest(office: Office, words: str = "涉及全镇农户，需要公众广泛知晓") -> None:
    office.run(acts.suggest_conversion, APPLICANT, case_id=office.case.id, data={"suggestion": words})


def propose(office: Office, login: str = "clerk", *files: tuple[str, bytes], **changes) -> None:
    uploads = [check_upload(name, data, limit=10**6) for name, data in files]
    office.run(acts.propose_conversion, office.person(login), case_id=office.case.id,
               data={**PROPOSED, **changes}, uploads=uploads)  # fmt: skip


def decide(office: Office, login: str = "reviewer", **changes) -> None:
    office.run(
        acts.decide_conversion, office.person(login), case_id=office.case.id, data={**AGREED, **changes}
    )


def publish(office: Office, login: str = "reviewer") -> None:
    office.run(acts.publish_conversion, office.person(login), case_id=office.case.id)


def clock_of(office: Office) -> CaseClock:
    db.session.expire_all()
    return db.session.query(CaseClock).filter_by(case_id=office.case.id, kind="publish").one()


def test_from_the_suggestion_to_the_public():
    office = given()
    suggest(office)
    propose(office, "clerk", ("分村明细.pdf", paper("分村明细")))
    decide(office)
    assert clock_of(office).due_on == date(2026, 3, 30)
    assert "应于2026-03-30以前公开" in facts_of_conversion(office.case)[0].value
    (form,) = [one for one in letters_of(office.case) if one.kind == "proactive_conversion_form"]
    assert (form.facts["reason"], form.facts["requests"]) == ("suggested", office.number)
    office.later(days=2)
    publish(office)
    entry = db.session.query(Publication).one()
    assert entry.headline == PROPOSED["headline"]
    assert [one.filename for one in entry.text.files] == ["分村明细.pdf"]
    assert (clock_of(office).state, conversion_of(office.case).publication_id) == ("met", entry.id)


def test_many_ask_for_the_same_by_the_number_of_the_office():
    office = Office()
    numbers = [office.apply(identity_number=f"T000000{place}") for place in (1, 2)]
    office.apply(identity_number="T0000003")
    office.issued()
    assert requests_for_the_same(office.case, office.now.date()) == [*numbers, office.number]
    propose(office, reason="many")
    assert conversion_of(office.case).requests == "、".join([*numbers, office.number])


def test_it_is_applicants_that_are_counted_however_many():
    """多个申请人 (第四十四条): one who asks three times is one; of nine not only those that a page shows."""
    office = Office()
    for _ in range(3):
        office.apply(identity_number="T0000009")
        office.later(minutes=30)
    office.issued()
    assert requests_for_the_same(office.case, office.now.date()) == [office.number]
    with pytest.raises(TooFewRequests):
        propose(office, reason="many")
    others = [office.apply(identity_number=f"T000000{place}") for place in range(1, 9)]
    assert len(requests_for_the_same(office.case, office.now.date())) == 1 + len(others)


def test_fewer_are_not_many_and_nobody_suggested():
    office = given()
    for reason in ("many", "suggested"):
        with pytest.raises(TooFewRequests) as refused:
            propose(office, reason=reason)
        assert set(refused.value.fields) == {"reason"}


def test_what_was_refused_cannot_be_published():
    office = Office()
    office.apply()
    office.accepted()
    with pytest.raises(NotGiven):
        suggest(office)
    with pytest.raises(NotGiven):
        propose(office)


def test_who_proposes_does_not_decide_and_nobody_publishes_what_was_not_agreed():
    office = given()
    suggest(office)
    propose(office, "reviewer")
    with pytest.raises(OwnProposal):
        decide(office, "reviewer")
    with pytest.raises(CannotHappenNow):
        publish(office)
    decide(office, "officehead", decision="refuse", opinion="涉及个人信息较多，不宜主动公开")
    with pytest.raises(CannotHappenNow):
        publish(office)
    with pytest.raises(CannotHappenNow):
        decide(office, "officehead")


def test_personal_numbers_are_refused_and_once_is_enough():
    office = given()
    suggest(office)
    with pytest.raises(HoldsPersonalData):
        propose(office, text="联系人电话13912345678")
    with pytest.raises(CannotHappenNow):
        suggest(office)
    propose(office)
    with pytest.raises(CannotHappenNow):
        propose(office)


def test_a_suggestion_says_something():
    with pytest.raises(InvalidInput) as refused:
        suggest(given(), "")
    assert set(refused.value.fields) == {"suggestion"}


def test_strangers_and_clerks_have_their_own_rights():
    office = given()
    suggest(office)
    with pytest.raises(NotAllowed):
        propose(office, "foreign")
    propose(office)
    with pytest.raises(NotAllowed):
        decide(office, "clerk")
