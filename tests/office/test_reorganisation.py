"""机构改革: units open, close and follow one another; the past stays readable."""

from datetime import date

import pytest

from app.office.errors import (
    CodeTaken,
    GuardedPostsThere,
    TreeWouldLoop,
    UnitNotValid,
    UnitStillInUse,
    WrongPlaceInTree,
)
from app.office.models import OrgUnit
from app.office.organs import ancestors, current_form, descendants, find_unit, organ_of
from app.office.people import appoint, holders_of
from app.office.permissions import Permission, allows
from app.office.reorganisation import close_unit, merge_into, move_unit, open_unit, reorganise
from app.office.standing import standing_of
from app.office.subjects import AtOrgan
from app.office.vocabulary import REACHING_DOWN, Role, UnitKind
from tests.office.small_county import LONG_AGO, TODAY

pytestmark = pytest.mark.database
REFORM = date(2025, 7, 1)
EVE = date(2025, 6, 30)


def test_a_successor_keeps_code_and_place_and_takes_the_new_name(county):
    old = county["民政局"]
    new = reorganise(old, REFORM, name="禄丰市民政和社会工作局")
    assert (new.code, new.parent, new.kind) == (old.code, county["禄丰市"], UnitKind.DEPARTMENT)
    assert old.name == "禄丰市民政局"
    assert find_unit(old.code, EVE) is old
    assert find_unit(old.code, REFORM) is new


def test_sections_go_along_as_successors_of_their_own(county):
    new = reorganise(county["民政局"], REFORM)
    section = current_form(county["救助股"], TODAY)
    assert section is not county["救助股"]
    assert organ_of(section) is new
    assert organ_of(county["救助股"]) is county["民政局"]


def test_a_unit_that_was_to_open_later_is_hung_under_the_successor(county):
    later = county.add("儿童股", UnitKind.SECTION, "民政局", valid_from=date(2026, 1, 1))
    assert later.parent is not reorganise(county["民政局"], REFORM).parent
    assert organ_of(later) is current_form(county["民政局"], TODAY)


def test_whoever_held_a_role_holds_it_at_the_successor(county):
    clerk = county.person("li", Role.INTAKE_CLERK, "公开办")
    reorganise(county["民政局"], REFORM)
    assert holders_of(Role.INTAKE_CLERK, current_form(county["公开办"], TODAY), TODAY) == [clerk]
    assert holders_of(Role.INTAKE_CLERK, county["公开办"], EVE) == [clerk]


def test_an_appointment_that_was_to_begin_later_begins_at_the_successor(county):
    coming = county.person("coming")
    appoint(coming, county["民政局"], Role.OFFICE_HEAD, date(2026, 1, 1))
    new = reorganise(county["民政局"], REFORM)
    assert holders_of(Role.OFFICE_HEAD, new, TODAY) == [coming]


def test_old_cases_stay_readable_after_a_reorganisation(county):
    clerk = county.person("li", Role.INTAKE_CLERK, "公开办")
    old_case = AtOrgan(county["民政局"].id)
    reorganise(county["民政局"], REFORM)
    assert allows(Permission.READ_CASE, clerk, old_case, TODAY)


def test_old_cases_stay_readable_after_two_reorganisations_and_a_merger(county):
    clerk = county.person("li", Role.INTAKE_CLERK, "教育局")
    old_case = AtOrgan(county["民政局"].id, frozenset({county["救助股"].id}))
    once = reorganise(county["民政局"], date(2024, 1, 1))
    merge_into([reorganise(once, date(2025, 1, 1))], county["教育局"], REFORM)
    assert allows(Permission.READ_CASE, clerk, old_case, TODAY)
    assert not allows(Permission.READ_CASE, clerk, old_case, EVE)


def test_the_county_supervisor_reads_cases_of_organs_that_no_longer_exist(county):
    supervisor = county.person("du", Role.SUPERVISOR, "禄丰市")
    old_case = AtOrgan(county["民政局"].id)
    merge_into([county["民政局"]], county["教育局"], REFORM)
    assert allows(Permission.READ_CASE, supervisor, old_case, TODAY)


def test_a_supervisor_still_reads_everything_after_the_county_itself_was_reorganised(county):
    supervisor = county.person("du", Role.SUPERVISOR, "禄丰市")
    old_case = AtOrgan(county["民政局"].id)
    new_county = reorganise(county["禄丰市"], REFORM, name="禄丰市人民政府（新）")
    assert allows(Permission.READ_CASE, supervisor, old_case, TODAY)
    assert current_form(county["民政局"], TODAY) in descendants(new_county, TODAY)
    assert ancestors(current_form(county["民政局"], TODAY), TODAY)[0] is new_county


def test_nothing_stands_under_a_county_that_has_a_successor(county):
    reorganise(county["禄丰市"], REFORM)
    assert not [unit for unit in county["禄丰市"].children if unit.is_valid_on(TODAY)]


def test_a_merged_unit_hands_its_people_and_sections_over(county):
    head = county.person("head", Role.UNIT_HEAD, "救助股")
    merge_into([county["民政局"]], county["教育局"], REFORM)
    section = current_form(county["救助股"], TODAY)
    assert organ_of(section) is county["教育局"]
    assert holders_of(Role.UNIT_HEAD, section, TODAY) == [head]


@pytest.mark.parametrize("role", sorted(REACHING_DOWN))
@pytest.mark.parametrize("at", ["民政局", "救助股"])
def test_who_administers_a_merged_unit_does_not_come_to_administer_the_other(county, role, at):
    """Such a post reaches down from its organ: into the county it would reach through all of the county."""
    guard = county.person("guard", role, at)
    later = appoint(county.person("later"), county[at], role, date(2027, 1, 1))
    clerk = county.person("clerk", Role.INTAKE_CLERK, "民政局")
    ended = merge_into([county["民政局"]], county["禄丰市"], REFORM)
    assert {one.person.login for one in ended} == {"guard", "later"}
    assert [post.role for post in standing_of(guard, EVE).posts] == [role]
    assert standing_of(guard, REFORM).posts == ()
    assert not later.is_valid_on(date(2027, 1, 1))
    assert [post.unit_id for post in standing_of(clerk, REFORM).posts] == [county["禄丰市"].id]


def test_who_administers_a_renamed_unit_goes_on_doing_so(county):
    guard = county.person("guard", Role.ADMINISTRATOR, "民政局")
    successor = reorganise(county["民政局"], REFORM, name="禄丰市民政和社会工作局")
    assert [post.unit_id for post in standing_of(guard, REFORM).posts] == [successor.id]


def test_a_section_with_an_administrator_is_not_moved_to_another_organ(county):
    county.person("guard", Role.ADMINISTRATOR, "救助股", name="管甲")
    with pytest.raises(GuardedPostsThere, match="管甲（系统管理员）"):
        move_unit(county["救助股"], county["禄丰市"], TODAY)
    move_unit(county["救助股"], county["公开办"], TODAY)
    move_unit(county["社会股"], county["禄丰市"], TODAY)
    assert county["救助股"].parent is county["公开办"]


def test_whoever_held_the_same_role_at_both_holds_it_once_after_the_merger(county):
    both = county.person("both", Role.HANDLER, "民政局")
    appoint(both, county["教育局"], Role.HANDLER, LONG_AGO)
    briefly = county.person("briefly", Role.HANDLER, "民政局")
    appoint(briefly, county["教育局"], Role.HANDLER, LONG_AGO, date(2025, 9, 1))
    merge_into([county["民政局"]], county["教育局"], REFORM)
    for person, until in ((both, None), (briefly, None)):
        [post] = [
            held for held in person.appointments if held.unit is county["教育局"] and held.is_valid_on(TODAY)
        ]
        assert post.valid_until == until
        assert holders_of(Role.HANDLER, county["教育局"], REFORM).count(person) == 1


def test_an_organ_cannot_merge_into_a_section_nor_into_its_own_part(county):
    with pytest.raises(WrongPlaceInTree):
        merge_into([county["教育局"]], county["救助股"], REFORM)
    with pytest.raises(TreeWouldLoop):
        merge_into([county["民政局"]], county["救助股"], REFORM)


def test_an_organ_does_not_become_a_section(county):
    with pytest.raises(WrongPlaceInTree, match="内设机构"):
        reorganise(county["民政局"], REFORM, kind=UnitKind.SECTION, parent=county["教育局"])


def test_a_unit_is_not_reorganised_before_it_began_nor_after_it_ended(county):
    with pytest.raises(UnitNotValid):
        reorganise(county["民政局"], date(2014, 1, 1))
    reorganise(county["民政局"], REFORM)
    with pytest.raises(UnitNotValid):
        reorganise(county["民政局"], TODAY)


def test_a_unit_in_use_is_not_simply_closed(county):
    with pytest.raises(UnitStillInUse):
        close_unit(county["民政局"], REFORM)
    county.person("teacher", Role.HANDLER, "教育局")
    with pytest.raises(UnitStillInUse):
        close_unit(county["教育局"], REFORM)


def test_an_empty_unit_closes_and_its_code_is_free_again(county):
    close_unit(county["金山镇"], REFORM)
    assert not county["金山镇"].is_valid_on(REFORM)
    again = county.add("新镇", UnitKind.TOWNSHIP, "禄丰市", code=county["金山镇"].code, valid_from=REFORM)
    assert find_unit(again.code, TODAY) is again


def test_a_code_names_one_unit_at_a_time(county):
    with pytest.raises(CodeTaken) as refused:
        county.add("又一个", UnitKind.DEPARTMENT, "禄丰市", code=county["民政局"].code)
    assert refused.value.fields["code"]


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (UnitKind.SECTION, None),
        (UnitKind.DEPARTMENT, None),
        (UnitKind.DEPARTMENT, "民政局"),
        (UnitKind.TOWNSHIP, "楚雄州"),
        (UnitKind.COUNTY, "双柏县"),
        (UnitKind.PREFECTURE, "楚雄州"),
    ],
)
def test_a_unit_stands_only_where_its_kind_may_stand(county, kind, parent):
    with pytest.raises(WrongPlaceInTree):
        county.add("错位", kind, parent)


def test_nothing_opens_under_a_unit_that_does_not_exist_on_that_day(county):
    with pytest.raises(UnitNotValid):
        county.add("早产股", UnitKind.SECTION, "民政局", valid_from=date(2014, 1, 1))


def test_a_unit_cannot_be_moved_under_itself_or_what_is_below_it(county):
    inner = county.add("二级股", UnitKind.SECTION, "救助股")
    with pytest.raises(TreeWouldLoop):
        move_unit(county["救助股"], inner, TODAY)
    with pytest.raises(TreeWouldLoop):
        move_unit(county["救助股"], county["救助股"], TODAY)
    move_unit(inner, county["社会股"], TODAY)
    assert inner.parent is county["社会股"]


def test_the_level_follows_from_the_place_unless_it_is_said(session, county):
    assert county["民政局"].level == "county"
    unit = open_unit(
        code="V1", name="税务局", kind=UnitKind.VERTICAL, parent=county["禄丰市"], valid_from=LONG_AGO
    )
    assert session.get(OrgUnit, unit.id).unit_level.title_zh == "县级"
