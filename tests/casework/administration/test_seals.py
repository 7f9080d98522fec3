"""Seals by organ and day, and the seal that a letter was made with."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.administration import seals as use
from app.casework.letters.issuing import letters_of
from app.casework.letters.kept_texts import kind_of_letter
from app.casework.letters.seals import seal_on, seals_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import AuditEntry, OrganSeal
from app.casework.papers.documents import read_document
from app.casework.store.files import file_store
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.letters import Drawn, render
from app.letters.seals import draw_test_seal
from app.office.organs import find_unit
from app.office.reorganisation import reorganise
from tests.support.office import MORNING, Office

pytestmark = pytest.mark.database
TODAY = MORNING.date()


@pytest.fixture
def office(app):
    return Office()


def organ(code="LF", on=TODAY):
    return find_unit(code, on)


def uploaded(office, name="禄丰市人民政府", login="admin", code="LF", valid_from=None):
    picture = use.SealPicture(draw_test_seal(name))
    office.run(
        use.set_seal, office.person(login), unit_id=organ(code).id, picture=picture, valid_from=valid_from
    )
    return picture.hash


def test_a_later_seal_takes_over_on_its_day(office):
    first = uploaded(office)
    second = uploaded(office, "禄丰市人民政府新", valid_from=TODAY + timedelta(days=5))
    days = [seal_on(organ(), TODAY + timedelta(days=n)) for n in (-1, 0, 4, 5)]
    assert days == [None, first, first, second]
    assert seal_on(organ("YM"), TODAY) is None


def test_a_seal_that_ended_is_not_used(office):
    uploaded(office)
    seal = seals_of(organ())[0]
    with pytest.raises(InvalidInput):
        office.run(
            use.end_seal, office.person("admin"), seal_id=seal.id, on=TODAY - timedelta(days=1), reason="遗失"
        )
    office.run(use.end_seal, office.person("admin"), seal_id=seal.id, on=TODAY, reason="遗失")
    assert (seal_on(organ(), TODAY), organ().seal_hash) == (None, None)


def test_only_administrators_of_the_organ_or_above_change_its_seals(office):
    uploaded(office)
    seal = seals_of(organ())[0].id
    for login in ("clerk", "officehead", "foreign"):
        with pytest.raises(NotAllowed):
            uploaded(office, login=login)
        with pytest.raises(NotAllowed):
            office.run(use.end_seal, office.person(login), seal_id=seal, on=TODAY, reason="越权")


def test_a_seal_of_the_founding_gets_days_when_another_one_comes(office):
    unit = organ()
    unit.seal_hash = file_store().put(draw_test_seal("旧"))
    founding = unit.seal_hash
    db.session.commit()
    assert seal_on(organ(), TODAY) == founding
    uploaded(office, valid_from=TODAY + timedelta(days=2))
    assert seal_on(organ(), TODAY + timedelta(days=1)) == founding
    assert seal_on(organ(), TODAY + timedelta(days=2)) != founding


def test_a_renamed_organ_needs_a_new_seal_and_a_moved_one_keeps_its_own(office):
    kept = uploaded(office, code="LF-JS", name="金山镇人民政府")
    uploaded(office)
    tomorrow = TODAY + timedelta(days=1)
    reorganise(organ("LF-JS"), tomorrow, parent=organ("YM"))
    reorganise(organ(), tomorrow, name="禄丰市人民政府办公室")
    db.session.commit()
    assert seal_on(organ("LF-JS", tomorrow), tomorrow) == kept
    assert seal_on(organ("LF", tomorrow), tomorrow) is None


@pytest.mark.usefixtures("letters_wait")
def test_a_letter_keeps_the_seal_it_was_issued_with_and_its_use_is_logged(office):
    first = uploaded(office)
    office.register()
    office.do("clerk", "T_register", title=office.case.title)
    letter = letters_of(office.case)[0]
    uploaded(office, "禄丰市人民政府新")
    with timekeeping.moved_to(office.now):
        dispatch_due(office.now)
    db.session.expire_all()
    assert letter.seal_hash == first
    assert read_document(letter.document) == render(
        kind_of_letter(letter), letter.facts, Drawn(draw_test_seal("禄丰市人民政府"))
    )
    line = db.session.scalar(select(AuditEntry).where(AuditEntry.tag == "letter.issued"))
    assert line.detail["seal"] == first


def test_every_change_is_in_the_log(office):
    uploaded(office)
    seal = db.session.scalar(select(OrganSeal))
    office.run(use.end_seal, office.person("admin"), seal_id=seal.id, on=TODAY, reason="损坏")
    tags = db.session.scalars(select(AuditEntry.tag).where(AuditEntry.tag.startswith("unit.seal"))).all()
    assert tags == ["unit.seal_set", "unit.seal_ended"]
