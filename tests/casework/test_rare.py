"""A reading knows from one statement which tables say nothing of its case; an act asks each of them."""

from datetime import UTC, datetime

import pytest

from app.casework import rare as platform
from app.casework.acts.once import one_reading
from app.casework.letters.issuing import letters_of
from app.casework.models import LetterRecall
from app.database import db
from app.processes.disclosure import rare as disclosure
from app.processes.disclosure.linked import Relation
from app.processes.disclosure.models import CaseLink
from tests.support.office import Office
from tests.support.statements import counted

pytestmark = pytest.mark.database
BOTH = (platform.RARE, disclosure.RARE)


@pytest.fixture
def office(app):
    return Office()


def found(case_id: int) -> set[str]:
    with one_reading():
        return {
            table.__tablename__ for rare in BOTH for table in rare.tables if rare.may_have(table, case_id)
        }


def test_it_is_one_statement_for_all_tables_of_a_package(office):
    office.apply()
    case_id = office.case.id
    for rare in BOTH:
        with one_reading(), counted() as sent:
            for table in rare.tables:
                rare.may_have(table, case_id)
        assert len([one for one in sent if one.startswith("SELECT")]) == 1


def test_what_has_rows_is_asked_and_nothing_else(office):
    office.apply()
    case = office.case
    assert found(case.id) == set()
    office.registered()
    assert found(case.id) == set()
    (letter, *_), now = letters_of(case), datetime.now(UTC)
    db.session.add(LetterRecall(letter_id=letter.id, reason="写错", recalled_on=now.date(), recalled_at=now))
    db.session.flush()
    assert found(case.id) == {"letter_recall"}


def test_a_link_is_seen_from_either_side(office):
    office.apply()
    earlier = office.case.id
    office.apply()
    later = office.case.id
    assert earlier != later
    db.session.add(
        CaseLink(later_id=later, earlier_id=earlier, relation=Relation.REDO, made_at=datetime.now(UTC))
    )
    db.session.flush()
    assert found(earlier) == found(later) == {"disclosure_link"}


def test_outside_of_a_reading_every_table_is_asked(office):
    office.apply()
    for rare in BOTH:
        assert all(rare.may_have(table, office.case.id) for table in rare.tables)


def test_a_table_that_was_not_named_is_an_error(office):
    office.apply()
    with one_reading(), pytest.raises(KeyError):
        platform.RARE.may_have(CaseLink, office.case.id)
