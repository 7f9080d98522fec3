"""An answer to 征求意见 is told to whoever asked: by mail, and on the desk where somebody of the house gave it."""

import pytest
from sqlalchemy import select

from app.casework.models import CaseCopy, OutboxMessage
from app.database import db
from app.office.people import find_person
from app.steps import consultation_acts, copying
from app.steps.consultation_desk import answer_at_desk
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
HOUSE = {"party": "house_unit", "unit": "LF-ZRZY", "information": "补贴发放明细", "proposal": "拟予公开"}
YES = {"answer": "agreed", "reason": "", "is_meant": True}


@pytest.fixture
def office() -> Office:
    found = Office()
    found.apply()
    return found.assigned()


def asked(office: Office, login: str = "reviewer") -> int:
    return office.run(consultation_acts.prepare_consultation, office.person(login), case_id=office.case.id,
                      data=HOUSE)["number"]  # fmt: skip


def answered(office: Office, number: int, login: str = "clerk") -> None:
    office.run(
        answer_at_desk, office.person(login), case_id=office.case.id, number=number, data=YES, uploads=[]
    )


def mails() -> list[tuple[str, str]]:
    """To whom, about what."""
    logins = {find_person(login).id: login for login in ("handler", "handler2", "reviewer", "clerk")}
    found = db.session.scalars(select(OutboxMessage).where(OutboxMessage.key.like("told:%")))
    return [
        (logins[one.payload["person_id"]], one.payload["subject"])
        for one in found
        if "已有回复" in one.payload["subject"]
    ]


def copies() -> dict[str, str]:
    return {one.person.login: one.note for one in db.session.scalars(select(CaseCopy))}


def test_a_unit_of_the_house_answers(office):
    answered(office, asked(office), "handler2")
    words = "征求意见已有回复：第1份（禄丰市自然资源局）"
    assert mails() == [("reviewer", f"{office.number} {words}")]
    assert copies() == {"reviewer": words}


def test_another_organ_answers_at_its_desk(office):
    number = office.consulted("", party="co_author_organ", name="元谋县人民政府")
    answered(office, number, "foreign")
    ((login, subject),) = mails()
    assert subject.endswith("（元谋县人民政府）")
    assert set(copies()) == {login}


def test_a_third_party_is_named_in_no_mail(office):
    office.consulted("objected", name="第三方乙公司")
    assert all("乙公司" not in subject for _login, subject in mails())


def test_nobody_is_told_of_what_he_entered_himself(office):
    office.consulted("objected")
    assert "reviewer" not in dict(mails())
    assert "reviewer" not in copies()


def test_where_the_person_has_left_who_has_the_case_is_told(office):
    number = asked(office)
    find_person("reviewer").is_active = False
    db.session.commit()
    answered(office, number, "handler2")
    assert {login for login, _subject in mails()} == {"handler"}


def test_what_was_not_read_yet_stays_beside_it(office):
    number = asked(office)
    office.run(copying.copy_case, office.person("clerk"), case_id=office.case.id,
               data={"person": "reviewer", "note": "请抓紧办理"})  # fmt: skip
    answered(office, number, "handler2")
    assert copies()["reviewer"] == "请抓紧办理；征求意见已有回复：第1份（禄丰市自然资源局）"
