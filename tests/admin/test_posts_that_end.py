"""The end of a post: who is left in it, what waits for it, for whom its holder stands in; and what lies there then."""

from datetime import date

import pytest
from sqlalchemy import select

from app.database import db
from app.office.absences import change_deputy, record_absence
from app.office.models import Absence, Appointment
from app.office.people import appoint, find_person
from app.office.reorganisation import open_unit
from app.office.vocabulary import Role, UnitKind
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO, County
from tests.support.office import MORNING, Office

pytestmark = pytest.mark.database


@pytest.fixture
def office(app):
    """One matter waits in the pool of 自然资源局, which has two 承办人."""
    office = Office()
    office.apply()
    return office.assigned()


def post_of(login: str) -> int:
    db.session.rollback()
    person = find_person(login).id
    return db.session.scalars(select(Appointment.id).where(Appointment.person_id == person)).one()


def end(admin, login: str, last_day: str = "2026-03-01"):
    return admin.post(f"/admin/appointments/{post_of(login)}/end", last_day=last_day)


class TestTheFormOfTheEnd:
    def test_it_names_who_is_left(self, admin, office):
        assert "担任该岗位的还有承办戊" in admin.get(f"/admin/appointments/{post_of('handler')}/end").words

    def test_of_the_last_it_says_what_nobody_would_do(self, admin, office):
        assert end(admin, "handler2").status == 302
        words = admin.get(f"/admin/appointments/{post_of('handler')}/end").words
        assert "其后禄丰市自然资源局没有其他承办人：待认领的 1 项待办将没有人办理，请先任命" in words

    def test_so_it_does_of_a_post_in_a_section_to_which_work_of_the_department_comes(self, admin, office):
        county = County.load()
        section = open_unit(
            code="LF-ZRZY-A", name="自然资源局办公室", kind=UnitKind.SECTION, parent=county.units["LF-ZRZY"],
            valid_from=LONG_AGO,
        )  # fmt: skip
        held = appoint(county.people["clerk2"], section, Role.HANDLER, LONG_AGO)
        for login in ("handler", "handler2"):
            county.people[login].appointments[0].valid_until = LONG_AGO
        db.session.commit()
        words = admin.get(f"/admin/appointments/{held.id}/end").words
        assert "其后禄丰市自然资源局没有其他承办人：待认领的 1 项待办" in words

    def test_where_nothing_waits_it_says_no_more(self, admin):
        words = admin.get(f"/admin/appointments/{post_of('legal')}/end").words
        assert "其后禄丰市人民政府没有其他法制审查岗。" in words
        assert "待认领的" not in words


class TestWhatLiesThereThen:
    WORDS = "禄丰市自然资源局没有承办人，1 项待办没有人可以认领（LF-2026-0001）"

    def test_administrator_and_supervisor_are_told(self, app, admin, office):
        supervisor = Browser(app.test_client(), office.now).sign_in("supervisor")
        assert self.WORDS not in admin.get("/admin").words
        for login in ("handler", "handler2"):
            assert end(admin, login).status == 302
        assert self.WORDS in admin.get("/admin").words
        assert self.WORDS in supervisor.get("/board").words

    def test_of_another_county_it_is_not_told(self, app, admin, office):
        county = County.load()
        appoint(county.people["foreign"], county.units["YM"], Role.SUPERVISOR, LONG_AGO)
        db.session.commit()
        for login in ("handler", "handler2"):
            end(admin, login)
        stranger = Browser(app.test_client(), office.now).sign_in("foreign")
        assert "没有人可以认领" not in stranger.get("/board").words

    def test_what_somebody_has_in_hand_is_told_when_they_are_gone(self, app, admin, office):
        item = office.item("T_handle")
        item.assignee = find_person("handler")
        db.session.commit()
        assert end(admin, "handler2").status == 302
        words = "承办丁已不任职，名下还有 1 项待办（LF-2026-0001）"
        assert words not in admin.get("/admin").words
        assert end(admin, "handler").status == 302
        page = admin.get("/admin")
        assert f"{words}，请转办" in page.words
        assert "没有人可以认领" not in page.words
        assert words in Browser(app.test_client(), office.now).sign_in("supervisor").get("/board").words


class TestWhoStandsInForAnother:
    @pytest.fixture
    def absence(self, app):
        people = County.load().people
        found = record_absence(people["handler"], people["handler2"], date(2026, 3, 2), date(2026, 3, 20))
        db.session.commit()
        return found.id

    def test_does_not_leave_before_another_does_it(self, admin, absence):
        assert (
            "正代理或者将代理承办丁的职责"
            in admin.get(f"/admin/appointments/{post_of('handler2')}/end").words
        )
        page = end(admin, "handler2", "2026-03-10")
        assert (page.status, "正代理承办丁的职责（至 2026-03-20），请先为其另行指定代理人" in page.words) == (
            409,
            True,
        )
        db.session.rollback()
        assert db.session.get(Appointment, post_of("handler2")).valid_until is None
        change_deputy(db.session.get(Absence, absence), None)
        db.session.commit()
        assert end(admin, "handler2", "2026-03-10").status == 302

    def test_leaves_when_the_absence_is_over_by_then_or_another_post_there_remains(self, admin, absence):
        appoint(find_person("handler2"), County.load().units["LF-ZRZY"], Role.LEGAL_REVIEWER, LONG_AGO)
        db.session.commit()
        person = find_person("handler2").id
        posts = db.session.scalars(select(Appointment.id).where(Appointment.person_id == person)).all()
        first, other = (f"/admin/appointments/{held}/end" for held in posts)
        assert admin.post(first, last_day="2026-03-05").status == 302
        assert admin.post(other, last_day="2026-03-05").status == 409
        assert admin.post(other, last_day="2026-03-20").status == 302

    def test_a_post_that_ended_before_is_entered_after_the_absence(self, admin, absence):
        """What was over in the past is no reason any more."""
        db.session.get(Absence, absence).last_day = date(2026, 2, 27)
        db.session.get(Absence, absence).first_day = date(2026, 2, 2)
        db.session.commit()
        assert end(admin, "handler2", "2026-02-10").status == 302

    def test_whose_account_is_closed_it_is_told_of(self, admin, absence):
        person = find_person("handler2").id
        assert "正代理或者将代理承办丁的职责" in admin.get(f"/admin/people/{person}/active").words


@pytest.mark.parametrize("who", ["the administrator", "oneself"])
def test_an_absence_that_is_over_is_not_entered_any_more(app, admin, who):
    data = {"first_day": "2026-02-02", "last_day": "2026-02-27", "reason": ""}
    if who == "oneself":
        page = Browser(app.test_client(), MORNING).sign_in("clerk").post("/signin/absence", **data, deputy="")
    else:
        page = admin.post(f"/admin/people/{find_person('clerk').id}/absence", **data, deputy_id="")
    assert page.status == 422
    assert "这段请假已经过去（今天是 2026-03-02）" in page.error("last_day")
    assert db.session.scalar(select(Absence)) is None
