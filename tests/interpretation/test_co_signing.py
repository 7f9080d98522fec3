"""Who co-signs: added while others sign, asked again after an edit, abolished; and who signs for somebody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.acts.errors import CannotHappenNow
from app.casework.texts.signatures import signatures_of, standing_objections
from app.casework.work import handing
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.office.models import Appointment, OrgUnit
from app.office.people import find_person
from app.office.reorganisation import close_unit
from app.processes.interpretation.co_signers import still_to_sign
from app.processes.interpretation.co_signing_acts import add_co_signer, excuse_co_signer
from app.steps.editing import edit_texts
from app.steps.signoff import withdraw_objection
from tests.support.browsing import Browser
from tests.support.packages import BODY, SEND_BACK

pytestmark = pytest.mark.database
EDITED = BODY.replace("一处宅基地", "一处宅基地，法律另有规定的除外")


@pytest.fixture
def signing(office):
    """Two departments are asked."""
    return office.organised().chosen("财政局、司法局")


def add(office, unit="禄丰市农业农村局", login="handler"):
    data = {"units": unit, "reason": "第二条涉及其职责"}
    return office.run(add_co_signer, office.person(login), case_id=office.case.id, data=data)


def excuse(office, unit="LF-SF", login="handler"):
    data = {"unit": unit, "reason": "机构改革撤销"}
    return office.run(excuse_co_signer, office.person(login), case_id=office.case.id, data=data)


def edit(office, login="handler", text=EDITED, seen="1"):
    data = {"document_text": text, "document_seen": seen, "change": "依财政局来电补充"}
    return office.run(edit_texts, office.person(login), case_id=office.case.id, data=data)


def abolish(office, code):
    """The unit and all its posts end today; nobody takes its place."""
    unit = db.session.scalars(select(OrgUnit).where(OrgUnit.code == code)).one()
    office.later(days=1)
    for post in db.session.scalars(select(Appointment).where(Appointment.unit_id == unit.id)):
        post.valid_until = office.now.date()
    close_unit(unit, office.now.date())
    db.session.commit()


def test_an_added_department_signs_before_the_reviews_begin(signing):
    add(signing)
    signing.co_signed()
    assert set(signing.copies()) == {"农业农村局"}
    signing.co_signed()
    assert signing.open_nodes() == {"T_legal"}
    assert still_to_sign(signing.case, signing.now.date()) == []


@pytest.mark.parametrize(("unit", "words"), [("禄丰市财政局", "已在"), ("元谋县财政局", "不在可以会签")])
def test_who_is_asked_already_or_stands_elsewhere_is_not_added(signing, unit, words):
    with pytest.raises(InvalidInput) as refused:
        add(signing, unit)
    assert words in refused.value.fields["units"]


@pytest.mark.parametrize("login", ["financehead", "clerk", "foreignreviewer"])
def test_strangers_to_the_draft_do_not_choose_who_signs(signing, login):
    with pytest.raises(NotAllowed):
        add(signing, login=login)


def test_once_the_reviews_have_begun_nobody_is_added_and_nothing_is_edited(signing):
    signing.co_signed()
    with pytest.raises(CannotHappenNow):
        add(signing)
    with pytest.raises(CannotHappenNow, match="退回修改"):
        edit(signing)


def test_an_edit_while_others_sign_asks_those_again_who_had_agreed(signing):
    signing.co_sign("财政局")
    edit(signing)
    signing.co_sign("司法局")
    assert set(signing.copies()) == {"财政局"}
    signing.co_signed()
    assert signing.open_nodes() == {"T_legal"}


def test_re_signing_shows_the_difference_and_its_reason(app, signing):
    signing.co_sign("财政局")
    edit(signing)
    signing.co_sign("司法局")
    head = Browser(app.test_client(), signing.now).sign_in("financehead")
    page = head.get(f"/desk/signing/{signing.copies()['财政局'].id}").text
    assert "已修改，这里是改动之处" in page
    assert "<ins>，法律另有规定的除外</ins>" in page
    assert "依财政局来电补充" in page


def test_who_edited_last_does_not_review(signing):
    edit(signing, login="officehead")
    signing.co_signed().review("T_legal").review("T_secrecy")
    item = signing.item("T_openness")
    assert find_person("officehead").id in item.drafter_ids
    with pytest.raises(NotAllowed):
        signing.review("T_openness")


def test_an_objection_marks_a_passage_and_an_edit_leaves_it(signing):
    signing.co_sign("司法局", SEND_BACK, "没有上位法依据", passage="一户只能拥有一处宅基地")
    edit(signing)
    [objection] = standing_objections(signing.case)
    assert (objection.passage, objection.passage_version.number) == ("一户只能拥有一处宅基地", 1)
    signing.run(withdraw_objection, signing.person("justicehead"), case_id=signing.case.id,
                opinion_id=objection.id, reason="已补充")  # fmt: skip
    assert standing_objections(signing.case) == []


def test_words_that_stand_in_no_text_cannot_be_objected_to(signing):
    with pytest.raises(InvalidInput) as refused:
        signing.co_sign("司法局", SEND_BACK, "没有依据", passage="可以拥有两处宅基地")
    assert "passage" in refused.value.fields


def test_whoever_mends_sees_the_objection_and_its_passage(app, signing):
    signing.co_sign("司法局", SEND_BACK, "没有上位法依据", passage="一户只能拥有一处宅基地")
    signing.co_signed()
    page = Browser(app.test_client(), signing.now).sign_in("handler").get(f"/desk/cases/{signing.number}")
    assert "所指文字：“一户只能拥有一处宅基地”" in page.text


def test_a_department_abolished_without_successor_is_excused_and_the_others_still_sign(signing):
    abolish(signing, "LF-SF")
    with pytest.raises(CannotHappenNow, match="财政局没有撤销"):
        excuse(signing, "LF-CZ")
    excuse(signing)
    assert set(signing.copies()) == {"财政局"}
    signing.co_signed()
    assert signing.open_nodes() == {"T_legal"}
    assert [one.opinion.choice for one in signatures_of(signing.case, signing.now.date())] == ["approve"]


def test_silence_is_never_consent(signing):
    signing.later(days=200)
    assert len(still_to_sign(signing.case, signing.now.date())) == 2
    assert signing.open_nodes() == {"T_co_sign"}


def test_a_deputy_signs_for_the_head_and_the_sheet_names_the_deputy(county, signing):
    from app.office.people import add_person, appoint
    from app.office.vocabulary import Role

    unit = db.session.scalars(select(OrgUnit).where(OrgUnit.code == "LF-CZ")).one()
    deputy = add_person(login="financedeputy", name="财政副")
    db.session.flush()
    appoint(deputy, unit, Role.UNIT_HEAD, signing.now.date() - timedelta(days=30))
    db.session.commit()
    copy = signing.copies()["财政局"]
    signing.run(handing.delegate, signing.person("financehead"), case_id=signing.case.id, item_id=copy.id,
                person_id=deputy.id, reason="出差")  # fmt: skip
    signing.complete("financedeputy", copy, decision="approve")
    [given] = signatures_of(signing.case, signing.now.date())
    assert (given.opinion.person.name, given.opinion.unit.short_name) == ("财政副", "财政局")


def test_the_page_shows_who_is_asked_and_adds_one(app, signing):
    signing.co_sign("财政局")
    handler = Browser(app.test_client(), signing.now).sign_in("handler")
    address = f"/desk/interpretation/{signing.number}/co-signers"
    page = handler.get(address).text
    assert "已同意" in page
    assert "待签" in page
    assert handler.post(address, units="没有这个局", reason="看一看").status == 422
    handler.post(address, units="LF-NY", reason="第二条涉及其职责")
    assert "下一轮送签" in handler.get(address).text


def test_the_page_is_not_for_those_who_sign(app, signing):
    head = Browser(app.test_client(), signing.now).sign_in("financehead")
    assert head.get(f"/desk/interpretation/{signing.number}/co-signers").status == 403
    foreign = Browser(app.test_client(), signing.now).sign_in("foreignreviewer")
    assert foreign.get(f"/desk/interpretation/{signing.number}/co-signers").status == 404
