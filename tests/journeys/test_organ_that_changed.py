"""An organ that was renamed or merged while a request ran: whoever carries on its work answers, in its own name
(行政诉讼法第二十六条第六款、行政复议法第十九条)."""

from datetime import date

import pytest

from app.casework.administration import units
from app.casework.letters.issuing import letters_of
from app.law.errors import RuleViolation
from app.office.errors import UnitStillInUse
from app.office.organs import find_unit
from app.processes.disclosure.responsible import other_organs
from tests.journeys.letters_seen import words_of
from tests.journeys.test_passing_on import not_for_us, passed_on
from tests.journeys.told import at, on_paper
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
REFORM, AFTER = date(2026, 3, 4), date(2026, 3, 5)


def renamed(office: Office, code: str = "LF", name: str = "禄丰新市人民政府") -> None:
    unit = find_unit(code, office.now.date())
    office.run(
        units.rename_unit, office.person("admin"), unit_id=unit.id, name=name, short_name=name, on=REFORM
    )


def accepted() -> Office:
    office = on_paper()
    office.do("reviewer", "T_screening", screening="accept")
    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    return office


def drafted(office: Office) -> Office:
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    return office


def test_its_letters_bear_the_name_that_it_has_on_their_day():
    office = accepted()
    renamed(office)
    first = letters_of(office.case)[0]
    office.now = at(AFTER)
    drafted(office).all_signed().do("reviewer", "T_issue", checked=True)
    reply = letters_of(office.case)[-1]
    said = words_of(reply)
    assert "禄丰新市人民政府2026年3月5日" in said
    assert "禄丰市人民政府" not in said
    assert reply.organ_id == find_unit("LF", AFTER).id != first.organ_id
    assert "禄丰市人民政府2026年3月2日" in words_of(first)  # what was said before stays as it was said


def test_what_was_signed_under_the_old_name_is_not_issued_under_the_new_one():
    office = accepted()
    renamed(office)
    drafted(office).all_signed()
    office.now = at(AFTER)
    with pytest.raises(RuleViolation, match="签"):
        office.do("reviewer", "T_issue", checked=True)
    assert [one.kind for one in letters_of(office.case)] == ["registration_receipt"]


def test_a_third_party_is_asked_by_whoever_carries_on():
    office = accepted()
    renamed(office)
    office.now = at(AFTER)
    office.consulted("")
    (letter,) = [one for one in letters_of(office.case) if one.kind == "third_party_consultation"]
    assert letter.facts["organ_name"] == "禄丰新市人民政府"


def test_it_is_not_offered_to_itself_as_the_responsible_one():
    office = accepted()
    renamed(office)
    assert "LF" not in [one.code for one in other_organs(office.case, AFTER)]
    assert "LF-ZRZY" in [one.code for one in other_organs(office.case, AFTER)]


@pytest.mark.parametrize("is_own", [True, False])
def test_it_is_not_abolished_while_a_request_waits_there(is_own):
    """Nobody would be left to answer: what it does has to go to somebody first."""
    office = not_for_us() if is_own else accepted()
    if is_own:
        passed_on(office)
    unit = find_unit("LF-ZRZY", office.now.date())
    with pytest.raises(UnitStillInUse, match="1 件没有办结"):
        closed(office, unit.id)


def test_when_nothing_waits_there_only_its_people_are_in_the_way():
    office = drafted(accepted())
    office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意")
    with pytest.raises(UnitStillInUse, match="在任人员"):
        closed(office, find_unit("LF-ZRZY", office.now.date()).id)


def closed(office: Office, unit_id: int) -> None:
    office.run(units.close_unit, office.person("admin"), unit_id=unit_id, on=REFORM, reason="机构改革")
