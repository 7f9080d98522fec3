"""A post that is entered after the end of its unit was planned goes where the posts of that unit go."""

from datetime import date

import pytest

from app.office.errors import UnitNotValid
from app.office.people import appoint
from app.office.planned_changes import planned_change, take_back
from app.office.reorganisation import close_unit, merge_into, reorganise
from app.office.standing import standing_of
from app.office.vocabulary import Role
from tests.office.small_county import LONG_AGO, TODAY

pytestmark = pytest.mark.database
EVE, REFORM, NEXT = date(2027, 6, 30), date(2027, 7, 1), date(2027, 9, 1)


def held(person, on):
    return [post.unit_id for post in standing_of(person, on).posts]


def test_it_goes_on_at_what_the_unit_will_be(county):
    new = reorganise(county["民政局"], REFORM, name="禄丰市民政和社会工作局")
    newest = reorganise(new, NEXT, name="禄丰市社会工作局")
    clerk = county.person("late", Role.HANDLER, "民政局")
    assert held(clerk, EVE) == [county["民政局"].id]
    assert held(clerk, REFORM) == [new.id]
    assert held(clerk, NEXT) == [newest.id]


def test_it_has_its_own_end(county):
    new = reorganise(county["民政局"], REFORM)
    clerk = county.person("late")
    appoint(clerk, county["民政局"], Role.HANDLER, LONG_AGO, NEXT)
    assert held(clerk, REFORM) == [new.id]
    assert held(clerk, NEXT) == []
    short = county.person("short")
    appoint(short, county["民政局"], Role.HANDLER, LONG_AGO, REFORM)
    assert [one.valid_until for one in short.appointments] == [REFORM]


def test_an_administrators_post_does_not_go_into_another_unit(county):
    merge_into([county["民政局"]], county["禄丰市"], REFORM)
    guard = county.person("guard", Role.ADMINISTRATOR, "民政局")
    clerk = county.person("late", Role.HANDLER, "民政局")
    assert held(guard, EVE) == [county["民政局"].id]
    assert held(guard, REFORM) == []
    assert held(clerk, REFORM) == [county["禄丰市"].id]


def test_there_is_none_without_end_at_a_unit_that_closes(county):
    close_unit(county["金山镇"], REFORM)
    clerk = county.person("late")
    with pytest.raises(UnitNotValid, match="自 2027-07-01 起撤销"):
        appoint(county.person("other"), county["金山镇"], Role.HANDLER, LONG_AGO)
    appoint(clerk, county["金山镇"], Role.HANDLER, LONG_AGO, REFORM)


def test_it_is_whole_again_when_the_change_is_taken_back(county):
    reorganise(county["民政局"], REFORM)
    clerk = county.person("late", Role.HANDLER, "民政局")
    take_back(planned_change(county["民政局"], TODAY), TODAY)
    assert held(clerk, NEXT) == [county["民政局"].id]
