"""签收 by the handling unit, and 退回分办: the case has no unit until it is assigned anew."""

import pytest

from app.casework.acts.act import Act
from app.casework.acts.commands import use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.work.timeline import timeline_of
from app.law.errors import InvalidInput, NotAllowed
from app.steps.assignment import return_to_office

pytestmark = pytest.mark.database


@use_case("give_flood_back")
def give_back(act: Act, reason: str) -> None:
    return_to_office(act, reason)


def test_the_unit_that_accepts_works_on_it(office):
    office.reported().accepted()
    assert office.case.handling_unit.code == "LF-ZRZY"
    assert office.open_nodes() == {"T_measures"}


def test_a_unit_gives_the_case_back_with_the_reason_and_it_is_assigned_anew(office):
    office.reported().do("clerk", "T_assign", unit="LF-ZRZY")
    office.do("handler", "T_accept", acceptance="return", opinion="属金山镇职责")
    assert office.case.handling_unit is None
    assert office.open_nodes() == {"T_assign"}
    assert "禄丰市自然资源局退回分办：属金山镇职责" in [entry.act for entry in timeline_of(office.case)]
    office.do("clerk", "T_assign", unit="LF-JS")
    assert office.item("T_accept").unit.code == "LF-JS"


def test_without_a_reason_it_stays_with_the_unit(office):
    office.reported().do("clerk", "T_assign", unit="LF-ZRZY")
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_accept", acceptance="return")
    assert refused.value.fields == {"opinion": "退回分办的，请写明理由"}
    assert office.case.handling_unit.code == "LF-ZRZY"


def test_the_rule_of_returning_holds_for_every_act_that_returns(office):
    office.reported()
    with pytest.raises(CannotHappenNow, match="这件还没有分办，没有承办单位可以退回"):
        office.run(give_back, office.person("clerk"), case_id=office.case.id, reason="不属本单位")
    office.do("clerk", "T_assign", unit="LF-ZRZY")
    with pytest.raises(InvalidInput, match="有误") as refused:
        office.run(give_back, office.person("clerk"), case_id=office.case.id, reason="")
    assert refused.value.fields == {"opinion": "退回分办的，请写明理由"}


def test_another_unit_cannot_accept(office):
    office.reported().do("clerk", "T_assign", unit="LF-ZRZY")
    with pytest.raises(NotAllowed):
        office.do("clerk", "T_accept", acceptance="accept")
