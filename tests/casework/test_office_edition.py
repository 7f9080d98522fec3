"""Nothing kept of the office outlives a change: whoever made it, in whichever process, by whichever statement."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import g
from sqlalchemy import insert, select, text, update

from app.casework.acts.commands import perform
from app.casework.administration import people as administration
from app.casework.models import Case
from app.database import db
from app.office import edition, organs
from app.office.absences import record_absence
from app.office.edition import EditionForgotten
from app.office.holders import holder_ids, holders_of
from app.office.models import Absence, Appointment, OrgUnit, Person
from app.office.people import add_person, appoint, end_appointment, find_person
from app.office.reorganisation import reorganise
from app.office.standing import standing_of
from app.office.vocabulary import Role
from tests.support.county import PASSWORD
from tests.support.crashes import FINISHED, in_child
from tests.support.office import MORNING, Office
from tests.support.statements import counted

pytestmark = pytest.mark.database
TODAY = MORNING.date()


def number() -> int | None:
    db.session.rollback()
    found = edition.current()
    db.session.rollback()
    return found


def post_of(person: Person) -> Appointment:
    return db.session.scalars(select(Appointment).where(Appointment.person_id == person.id)).one()


@pytest.fixture
def sent():
    """What is sent to the database."""
    with counted() as statements:
        yield statements


class TestEveryWriter:
    @pytest.mark.parametrize(
        "change",
        [
            lambda county: add_person(login="new", name="新人"),
            lambda county: setattr(county.people["handler"], "is_active", False),
            lambda county: appoint(county.people["clerk"], county.units["LF"], Role.OFFICE_HEAD, TODAY),
            lambda county: end_appointment(post_of(county.people["handler"]), TODAY),
            lambda county: record_absence(county.people["handler"], county.people["handler2"], TODAY, TODAY),
            lambda county: reorganise(county.units["LF-ZRZY"], TODAY, name="自然资源和规划局"),
            lambda county: db.session.delete(post_of(county.people["handler"])),
            lambda county: db.session.execute(update(Person).values(is_active=False)),
            lambda county: db.session.execute(insert(Absence.__table__).values(
                person_id=1, first_day=TODAY, last_day=TODAY, reason="")),
            lambda county: db.session.execute(text("UPDATE org_unit SET short_name = name")),
        ],
    )  # fmt: skip
    def test_a_change_draws_another_number(self, county, change):
        before = number()
        assert before is not None
        change(county)
        db.session.commit()
        assert number() not in (before, None)

    def test_what_was_rolled_back_draws_none(self, county):
        before = number()
        county.people["handler"].is_active = False
        db.session.flush()
        assert number() == before

    def test_work_on_cases_draws_none(self, app):
        before = number()
        Office().apply()
        assert number() == before
        assert db.session.scalar(select(Case.id)) is not None

    def test_a_writer_that_goes_past_the_session_is_refused_by_name(self, app):
        def careless():
            with db.engine.begin() as connection:
                connection.execute(update(Person).values(is_active=False))

        with pytest.raises(EditionForgotten, match=r"test_office_edition.*careless: person"):
            careless()
        assert db.session.scalar(select(Person.is_active)) is True

    def test_one_that_draws_the_number_itself_is_welcome(self, app):
        before = number()
        with db.engine.connect() as connection:
            connection.execution_options(writing=True, migrating=True)
            connection.execute(update(Person).values(telephone="1"))
            edition.draw(connection)
            connection.commit()
        assert number() not in (before, None)


class TestWhatIsKept:
    def test_is_asked_of_the_database_once(self, county, sent):
        handler, unit = county.people["handler"], county.units["LF-ZRZY"]
        known = (handler.id, unit.id)
        standing, holders = standing_of(handler, TODAY), holder_ids(Role.HANDLER, unit, TODAY)
        db.session.rollback()
        sent.clear()
        assert standing_of(handler, TODAY).posts is standing.posts
        assert standing_of(handler, TODAY + timedelta(days=1)).posts is standing.posts
        assert holder_ids(Role.HANDLER, known[1], TODAY) is holders
        assert [one for one in sent if "office_edition" not in one and one != "BEGIN"] == []

    def test_a_change_counts_at_once_in_its_own_transaction(self, county):
        handler = county.people["handler"]
        assert standing_of(handler, TODAY).has_role(Role.HANDLER)
        end_appointment(post_of(handler), TODAY)
        assert not standing_of(handler, TODAY).has_role(Role.HANDLER)
        db.session.flush()
        assert not standing_of(handler, TODAY).has_role(Role.HANDLER)

    def test_and_leaves_nothing_behind_when_it_is_rolled_back(self, county):
        handler, unit = county.people["handler"], county.units["LF-ZRZY"]
        handler.is_active = False
        db.session.flush()
        assert not standing_of(handler, TODAY).posts
        assert handler.id not in holder_ids(Role.HANDLER, unit, TODAY)
        db.session.rollback()
        assert standing_of(handler, TODAY).has_role(Role.HANDLER)
        assert handler.id in holder_ids(Role.HANDLER, unit, TODAY)

    def test_a_day_is_not_another(self, county):
        handler = county.people["handler"]
        end_appointment(post_of(handler), TODAY + timedelta(days=1))
        db.session.commit()
        assert standing_of(handler, TODAY).has_role(Role.HANDLER)
        assert not standing_of(handler, TODAY + timedelta(days=1)).posts

    def test_names_and_holders_follow(self, county):
        unit, deputy = county.units["LF-ZRZY"], county.people["handler2"]
        assert organs.name_of_unit(unit.id) == "自然资源局"
        unit.short_name = "自然资源和规划局"
        record_absence(county.people["handler"], deputy, TODAY, TODAY)
        db.session.commit()
        assert organs.name_of_unit(unit.id) == "自然资源和规划局"
        assert [one.login for one in holders_of(Role.HANDLER, unit, TODAY)] == ["handler2"]

    def test_without_a_number_nothing_is_kept(self, county):
        db.session.execute(text("DELETE FROM office_edition"))
        db.session.commit()
        assert number() is None
        assert standing_of(county.people["handler"], TODAY) is not standing_of(
            county.people["handler"], TODAY
        )

    def test_it_does_not_grow_for_ever(self, county, monkeypatch):
        monkeypatch.setattr(edition, "MOST_KEPT", 5)
        for days in range(20):
            holder_ids(Role.HANDLER, county.units["LF-ZRZY"], date(2026, 3, 2) + timedelta(days=days))
        assert len(edition._shelf[0].values) <= 6


class TestTwoProcesses:
    """What an administrator does in one is ended in the other at once: its very next request finds it so."""

    def test_a_post_that_is_ended_elsewhere(self, client, app):
        office = Office()
        office.apply()
        item_id, clerk = office.item("T_register").id, find_person("clerk").id
        client.post("/signin", data={"login": "clerk", "password": PASSWORD})
        assert client.get("/desk").status_code == 200
        assert client.get(f"/desk/cases/{office.number}").status_code == 200
        held = post_of(db.session.get_one(Person, clerk)).id
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()

        def elsewhere():
            arguments = {"appointment_id": held, "last_day": date(2026, 3, 1)}
            perform(administration.end_appointment, actor=office.person("admin"), now=MORNING, **arguments)

        assert in_child(elsewhere) == FINISHED
        g.pop("standing")  # the requests of a test share its context; those of a server do not
        sent = {"title": "申请公开补贴明细", "form_key": str(uuid4())}
        assert client.post(f"/desk/tasks/{item_id}/complete", data=sent).status_code in (403, 404)
        assert client.get(f"/desk/cases/{office.number}").status_code in (403, 404)
        assert client.get(f"/desk/cases/{office.number}").status_code in (403, 404)
        assert office.item("T_register").is_open
        assert clerk not in holder_ids(Role.INTAKE_CLERK, office.case.organ_id, TODAY)

    def test_a_unit_that_is_renamed_elsewhere(self, county):
        unit_id = county.units["LF-ZRZY"].id
        assert organs.name_of_unit(unit_id) == "自然资源局"
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()

        def elsewhere():
            db.session.get_one(OrgUnit, unit_id).short_name = "规划局"
            db.session.commit()

        assert in_child(elsewhere) == FINISHED
        assert organs.name_of_unit(unit_id) == "规划局"
