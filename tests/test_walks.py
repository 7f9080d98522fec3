"""A known road leads where walking leads, and whoever touches the database leaves it.

Ids of work items are drawn anew by each act: the same ids mean that nobody walked.
"""

import os
import sqlite3
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from app.casework.acts.audit import verify
from app.casework.contract.platform import platform
from app.casework.messages.mail import MAIL
from app.casework.models import WorkItem
from app.casework.store.files import file_store
from app.database import db
from app.office.people import find_person
from app.processes.disclosure.reply_files import files_of
from tests.support import databases
from tests.support.office import Office
from tests.support.setting import held_back
from tests.support.statements import counted
from tests.support.walks import in_full, open_from

pytestmark = pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="on PostgreSQL everybody walks")


@contextmanager
def anew(prepared):
    databases.back_to(prepared)
    with open_from(prepared.template, prepared.file):
        yield Office()


def ids():
    return set(db.session.scalars(sa.select(WorkItem.id)))


def drafted(prepared, between=lambda _office: None):
    """The work items of a draft whose road is known to the letter."""
    with anew(prepared) as office:
        office.apply()
        between(office)
        office.drafted()
        return ids()


def by_another_connection(office):
    with sqlite3.connect(db.engine.url.database) as connection:
        connection.execute("UPDATE person SET name = '受理某' WHERE login = 'clerk'")
    connection.close()


def by_the_session(office):
    find_person("clerk").name = "受理某"
    db.session.commit()


class TestAKnownRoad:
    def test_it_leads_to_the_same_rows_and_the_same_knowledge(self, app, prepared):
        known = []
        for _ in range(2):
            with anew(prepared) as office:
                office.apply()
                known.append((office.signed().open_nodes(), ids(), vars(office)))
        assert known[0] == known[1]

    def test_it_leads_where_walking_leads(self, app, prepared):
        ends = []
        for walking in (False, False, True):
            with anew(prepared) as office:
                if walking:
                    with in_full():
                        office.apply()
                        office.issued()
                else:
                    office.apply()
                    office.issued()
                assert verify() is None
                there = set(sa.inspect(db.engine).get_table_names())  # without those of guests
                tables = [one for one in db.metadata.sorted_tables if one.name in there]
                rows = {
                    one.name: db.session.scalar(sa.select(sa.func.count()).select_from(one)) for one in tables
                }
                ends.append((rows, office.open_nodes(), office.now, office.number))
        assert ends[0] == ends[1] == ends[2]

    def test_whoever_goes_on_from_it_acts(self, app, prepared):
        for _ in range(2):
            with anew(prepared) as office:
                office.apply()
                office.signed()
                case = office.case
                before = case.version
                office.do("reviewer", "T_issue", checked=True)
                assert case.version > before

    def test_files_of_the_road_are_there_though_somebody_removed_them(self, app, prepared):
        for _ in range(2):
            with anew(prepared) as office:
                office.apply()
                office.handled().attach()
                name = files_of(office.case)[0].document.file_hash
                assert file_store().exists(name)
                file_store().remove(name)


class TestOffTheRoad:
    @pytest.mark.parametrize("touch", [by_another_connection, by_the_session])
    def test_after_any_other_writing_everybody_walks(self, app, prepared, touch):
        on = drafted(prepared)
        assert drafted(prepared) == on
        assert len(drafted(prepared, touch) & on) < len(on)

    def test_another_moment_another_word_and_a_waiting_letter_are_other_roads(self, app, prepared):
        on = drafted(prepared)
        assert len(drafted(prepared, lambda office: office.later(days=1)) & on) < len(on)
        with held_back():
            assert not drafted(prepared) & on

    def test_so_is_what_another_setting_or_another_process_of_the_application_leads_to(self, app, prepared):
        on, handlers = drafted(prepared), platform().outbox_handlers
        changes = (app.config, "PUBLIC_URL", "https://another.example.invalid"), (handlers, MAIL, print)
        for place, name, other in changes:
            before = place[name]
            try:
                place[name] = other
                assert not drafted(prepared) & on
            finally:
                place[name] = before
        assert drafted(prepared) == on

    def test_who_counts_statements_sees_them_all(self, app, prepared):
        for _ in range(2):
            with anew(prepared) as office:
                office.apply()
                with counted() as sent:
                    office.registered()
                assert any("INSERT INTO audit_entry" in one for one in sent)
