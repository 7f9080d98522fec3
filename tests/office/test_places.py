"""Where remedies lead, from the place in the tree (行政复议法 24、27、28)."""

from datetime import date

import pytest

from app.law.errors import NoReconsiderationOrgan
from app.law.organ_place import court, reconsideration_organ
from app.office.organs import current_form, organ_level
from app.office.places import place_of
from app.office.reorganisation import open_unit, reorganise
from app.office.vocabulary import Level, UnitKind
from tests.office.small_county import TODAY

pytestmark = pytest.mark.database
LAST_DAY_OF_THE_OLD_LAW = date(2023, 12, 31)


@pytest.mark.parametrize(
    ("unit", "organ"),
    [
        ("金山镇", "禄丰市人民政府"),
        ("民政局", "禄丰市人民政府"),
        ("救助股", "禄丰市人民政府"),
        ("禄丰市", "楚雄彝族自治州人民政府"),
    ],
)
def test_reconsideration_goes_to_the_government_above(county, unit, organ):
    assert reconsideration_organ(place_of(county[unit], TODAY), TODAY) == organ


def test_the_prefecture_needs_the_name_of_the_province(county):
    with pytest.raises(NoReconsiderationOrgan):
        reconsideration_organ(place_of(county["楚雄州"], TODAY), TODAY)
    county["楚雄州"].reconsideration_organ = "云南省人民政府"
    assert reconsideration_organ(place_of(county["楚雄州"], TODAY), TODAY) == "云南省人民政府"


def test_a_vertical_department_leads_to_its_superior_department(county):
    tax = county.add("税务局", UnitKind.VERTICAL, "禄丰市", superior_department="国家税务总局楚雄州税务局")
    assert reconsideration_organ(place_of(tax, TODAY), TODAY) == "国家税务总局楚雄州税务局"


def test_before_2024_a_departments_superior_was_a_second_way(county):
    county["民政局"].superior_department = "楚雄州民政局"
    on = LAST_DAY_OF_THE_OLD_LAW
    assert reconsideration_organ(place_of(county["民政局"], on), on) == "禄丰市人民政府或者楚雄州民政局"


def test_the_court_of_departments_and_townships_is_that_of_their_county(county):
    county["禄丰市"].subordinate_court = "禄丰市人民法院"
    county["禄丰市"].court = "楚雄彝族自治州中级人民法院"
    names = [court(place_of(county[unit], TODAY)) for unit in ("民政局", "金山镇", "禄丰市")]
    assert names == ["禄丰市人民法院", "禄丰市人民法院", "楚雄彝族自治州中级人民法院"]


def test_after_a_reorganisation_the_government_has_its_new_name(county):
    reorganise(county["禄丰市"], date(2025, 1, 1), name="新禄丰市人民政府")
    department = current_form(county["民政局"], TODAY)
    assert reconsideration_organ(place_of(department, TODAY), TODAY) == "新禄丰市人民政府"


def test_a_branch_of_a_prefectures_department_may_go_to_the_government_of_its_seat(county):
    county["楚雄州"].reconsideration_organ = "云南省人民政府"
    bureau = county.add("生态环境局", UnitKind.DEPARTMENT, "楚雄州")
    branch = open_unit(
        code="HB-LF", name="禄丰分局", kind=UnitKind.DISPATCHED_BODY, valid_from=bureau.valid_from, parent=bureau,
        seat_government="禄丰市人民政府",
    )  # fmt: skip
    named = reconsideration_organ(place_of(branch, TODAY), TODAY)
    assert named == "楚雄彝族自治州人民政府或者禄丰市人民政府"


def test_a_subdistrict_is_signed_off_like_a_township(county):
    street = county.add("某街道办事处", UnitKind.SUBDISTRICT, "禄丰市")
    assert (organ_level(street), street.unit_level) == ("township", Level.TOWNSHIP)
