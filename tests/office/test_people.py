"""People, appointments, absence and standing in, by day."""

from datetime import date

import pytest

from app.law.errors import InvalidInput
from app.office.absences import absences_from, change_deputy, end_absence, possible_deputies
from app.office.errors import (
    AbsenceOverlaps,
    AlreadyAppointed,
    AppointmentOver,
    DatesReversed,
    DeputyCannotActThere,
    DeputyIsAway,
    DeputyIsOneself,
    LoginTaken,
    SeparatedDuties,
    StandsInForAnother,
    UnitNotValid,
)
from app.office.people import (
    add_person,
    appoint,
    deputy_for,
    end_appointment,
    find_person,
    holders_of,
    record_absence,
    roles_of,
    unit_holding,
)
from app.office.vocabulary import Role
from tests.office.small_county import LONG_AGO, TODAY

pytestmark = pytest.mark.database
MON, TUE, WED, THU, FRI = (date(2026, 3, day) for day in range(2, 7))


@pytest.fixture
def li(county):
    return county.person("li", Role.HANDLER, "救助股", name="李承办")


@pytest.fixture
def wang(county):
    return county.person("wang", Role.HANDLER, "救助股", name="王承办")


@pytest.fixture
def zhao(county):
    return county.person("zhao", Role.UNIT_HEAD, "救助股", name="赵股长")


def held(person, on):
    return {(post.role, post.on_behalf_of_id) for post in roles_of(person, on)}


def test_a_login_is_found_whatever_its_case_and_is_given_once(county):
    li = county.person("li.ming")
    assert find_person(" LI.Ming ") is li
    with pytest.raises(LoginTaken):
        add_person(login="Li.Ming", name="李明")


@pytest.mark.parametrize("login", ["", "a", "a b", "x" * 61, "a/b"])
def test_a_login_of_odd_signs_is_refused(session, login):
    with pytest.raises(InvalidInput) as refused:
        add_person(login=login, name="某")
    assert "login" in refused.value.fields


def test_a_role_holds_from_its_first_day_until_the_day_on_which_it_ends(county):
    li = county.person("li")
    role = appoint(li, county["救助股"], Role.HANDLER, TUE, THU)
    days = [bool(roles_of(li, on)) for on in (MON, TUE, WED, THU)]
    assert days == [False, True, True, False]
    end_appointment(role, WED)
    assert not roles_of(li, WED)


def test_an_account_out_of_use_holds_no_role(li):
    li.is_active = False
    assert roles_of(li, TODAY) == ()


def test_a_role_is_not_given_twice_in_the_same_time(county, li):
    with pytest.raises(AlreadyAppointed):
        appoint(li, county["救助股"], Role.HANDLER, TODAY)


def test_a_role_does_not_begin_before_its_unit_nor_end_before_it_begins(county, li):
    with pytest.raises(UnitNotValid):
        appoint(li, county["救助股"], Role.UNIT_HEAD, date(2014, 1, 1))
    with pytest.raises(DatesReversed):
        appoint(li, county["救助股"], Role.UNIT_HEAD, WED, TUE)


def test_system_security_and_audit_administration_are_in_three_hands(county):
    someone = county.person("admin", Role.ADMINISTRATOR, "禄丰市")
    with pytest.raises(SeparatedDuties):
        appoint(someone, county["禄丰市"], Role.AUDITOR, TODAY)
    end_appointment(someone.appointments[0], TODAY)
    appoint(someone, county["禄丰市"], Role.AUDITOR, TODAY)
    assert held(someone, TODAY) == {(Role.AUDITOR, None)}


def test_a_post_that_is_over_is_not_made_longer_by_ending_it(county):
    someone = county.person("admin", Role.ADMINISTRATOR, "禄丰市")
    former = someone.appointments[0]
    end_appointment(former, TUE)
    appoint(someone, county["禄丰市"], Role.AUDITOR, TUE)
    with pytest.raises(AppointmentOver, match="2026-03-02"):
        end_appointment(former, FRI)
    assert held(someone, WED) == {(Role.AUDITOR, None)}


def test_the_deputy_acts_from_the_first_to_the_last_day_of_absence(li, zhao):
    record_absence(zhao, li, TUE, THU, "年休假")
    assert [deputy_for(zhao, on) for on in (MON, TUE, THU, FRI)] == [None, li, li, None]
    assert held(li, WED) == {(Role.HANDLER, None), (Role.UNIT_HEAD, zhao.id)}
    assert held(li, FRI) == {(Role.HANDLER, None)}


def test_holders_are_those_present_and_the_deputies_of_the_absent(county, li, wang, zhao):
    assert holders_of(Role.HANDLER, county["救助股"], MON) == [li, wang]
    record_absence(zhao, wang, TUE, TUE)
    assert holders_of(Role.UNIT_HEAD, county["救助股"], TUE) == [wang]
    assert holders_of(Role.UNIT_HEAD, county["救助股"].id, WED) == [zhao]


def test_who_is_away_without_a_deputy_is_still_named(county, zhao):
    record_absence(zhao, None, TUE, TUE)
    assert holders_of(Role.UNIT_HEAD, county["救助股"], TUE) == [zhao]


def test_handlers_in_sections_count_for_the_department_but_heads_of_sections_do_not(county, li, zhao):
    assert holders_of(Role.HANDLER, county["民政局"], TODAY) == [li]
    assert holders_of(Role.UNIT_HEAD, county["民政局"], TODAY) == []


def test_a_role_is_looked_for_upwards_as_far_as_the_organ(county):
    county.person("legal", Role.LEGAL_REVIEWER, "公开办")
    county.person("mayor", Role.RESPONSIBLE_LEADER, "禄丰市")
    assert unit_holding(Role.LEGAL_REVIEWER, county["救助股"], TODAY) is county["民政局"]
    assert unit_holding(Role.RESPONSIBLE_LEADER, county["救助股"], TODAY) is None


def test_a_deputy_who_is_away_too_is_refused(li, wang, zhao):
    record_absence(wang, None, WED, WED)
    with pytest.raises(DeputyIsAway):
        record_absence(zhao, wang, TUE, THU)
    record_absence(zhao, wang, THU, FRI)
    assert deputy_for(zhao, FRI) is wang


def test_who_stands_in_for_another_does_not_go_away_so_there_are_no_chains(li, wang, zhao):
    absence = record_absence(zhao, wang, TUE, THU)
    with pytest.raises(StandsInForAnother, match="赵股长"):
        record_absence(wang, li, WED, FRI)
    change_deputy(absence, li)
    record_absence(wang, None, WED, FRI)
    assert deputy_for(zhao, WED) is li


def test_two_people_cannot_stand_in_for_each_other(li, wang):
    record_absence(li, wang, TUE, THU)
    with pytest.raises(StandsInForAnother):
        record_absence(wang, li, THU, FRI)


def test_a_deputy_does_not_pass_on_what_was_taken_over(li, wang, zhao):
    record_absence(zhao, wang, TUE, TUE)
    record_absence(wang, li, THU, THU)
    assert held(li, THU) == {(Role.HANDLER, None), (Role.HANDLER, wang.id)}


def test_nobody_stands_in_for_themselves(li):
    with pytest.raises(DeputyIsOneself):
        record_absence(li, li, TUE, THU)


def test_a_deputy_works_at_the_same_organ_and_has_an_account_in_use(county, li, wang):
    stranger = county.person("teacher", Role.HANDLER, "教育局")
    with pytest.raises(DeputyCannotActThere):
        record_absence(li, stranger, TUE, THU)
    wang.is_active = False
    with pytest.raises(DeputyCannotActThere):
        record_absence(li, wang, TUE, THU)


def test_a_deputy_takes_over_only_what_lies_at_their_own_organ(county, li, wang):
    appoint(li, county["教育局"], Role.HANDLER, LONG_AGO)
    record_absence(li, wang, TUE, TUE)
    assert {post.unit_id for post in roles_of(wang, TUE)} == {county["救助股"].id}


def test_the_separated_roles_do_not_pass_to_a_deputy(county, li):
    admin = county.person("admin", Role.ADMINISTRATOR, "民政局")
    record_absence(admin, li, TUE, TUE)
    assert held(li, TUE) == {(Role.HANDLER, None)}
    assert holders_of(Role.ADMINISTRATOR, county["民政局"], TUE) == [admin]


def test_absences_of_one_person_do_not_overlap(li):
    record_absence(li, None, TUE, WED)
    with pytest.raises(AbsenceOverlaps):
        record_absence(li, None, WED, THU)
    assert record_absence(li, None, THU, THU).reason == ""


def test_an_absence_ends_after_it_begins(li):
    with pytest.raises(DatesReversed):
        record_absence(li, None, WED, TUE)


def test_coming_back_early_ends_the_deputising_and_before_the_first_day_cancels_it(li, wang):
    absence = record_absence(li, wang, TUE, FRI)
    end_absence(absence, WED)
    assert (deputy_for(li, WED), deputy_for(li, THU)) == (wang, None)
    end_absence(absence, MON)
    assert deputy_for(li, TUE) is None


def test_possible_deputies_are_the_active_colleagues_of_the_organ(county, li, wang, zhao):
    county.person("teacher", Role.HANDLER, "教育局")
    wang.is_active = False
    assert possible_deputies(li, TODAY) == [zhao]


def test_absences_that_are_over_are_not_listed(li):
    record_absence(li, None, MON, TUE)
    later = record_absence(li, None, THU, FRI)
    assert absences_from(li, WED) == [later]
