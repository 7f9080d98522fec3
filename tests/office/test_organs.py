"""The tree of organs by day."""

from datetime import date

import pytest

from app.office.errors import UnknownUnit
from app.office.organs import (
    ancestors,
    descendants,
    find_unit,
    government_of,
    list_organs,
    organ_level,
    organ_of,
    units_of,
)
from app.office.vocabulary import UnitKind
from tests.office.small_county import LONG_AGO, TODAY

pytestmark = pytest.mark.database


def short_names(units):
    return {unit.short_name for unit in units}


def test_ancestors_are_named_from_the_nearest_to_the_top(county):
    above = ancestors(county["救助股"], TODAY)
    assert [unit.short_name for unit in above] == ["民政局", "禄丰市", "楚雄州"]


def test_descendants_are_all_below_and_not_the_unit_itself(county):
    below = short_names(descendants(county["禄丰市"], TODAY))
    assert below == {"民政局", "教育局", "金山镇", "公开办", "救助股", "社会股"}


def test_a_unit_that_opens_later_is_not_yet_below(county):
    county.add("数据局", UnitKind.DEPARTMENT, "禄丰市", valid_from=date(2027, 1, 1))
    assert "数据局" not in short_names(descendants(county["禄丰市"], TODAY))
    assert "数据局" in short_names(descendants(county["禄丰市"], date(2027, 1, 1)))


@pytest.mark.parametrize(
    ("unit", "organ"),
    [("救助股", "民政局"), ("民政局", "民政局"), ("金山镇", "金山镇"), ("禄丰市", "禄丰市")],
)
def test_a_section_acts_in_the_name_of_its_organ_and_an_organ_in_its_own(county, unit, organ):
    assert organ_of(county[unit]) is county[organ]


def test_the_sections_of_a_government_do_not_include_those_of_its_departments(county):
    county.add("秘书股", UnitKind.SECTION, "禄丰市")
    assert short_names(units_of(county["禄丰市"], TODAY)) == {"秘书股"}


def test_the_government_of_a_section_is_that_of_its_department(county):
    assert government_of(county["救助股"]) is county["禄丰市"]


@pytest.mark.parametrize(
    ("unit", "level"), [("楚雄州", "prefecture"), ("民政局", "department"), ("金山镇", "township")]
)
def test_the_sign_off_table_is_asked_with_the_kind_of_government_or_department(county, unit, level):
    assert organ_level(county[unit]) == level


def test_organs_are_listed_without_sections(county):
    assert len(list_organs(TODAY)) == 7


def test_a_unit_is_found_by_its_code_on_a_day_on_which_it_exists(county):
    assert find_unit(county["民政局"].code, LONG_AGO) is county["民政局"]
    with pytest.raises(UnknownUnit, match="U004"):
        find_unit("U004", date(2014, 12, 31))
