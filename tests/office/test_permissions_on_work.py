"""Who works on an item, deputises and signs: the permissions of one task."""

from datetime import date

import pytest

from app.law.errors import NotAllowed
from app.office.absences import record_absence
from app.office.errors import OwnDraft
from app.office.people import appoint
from app.office.permissions import Permission, allows, check
from app.office.vocabulary import Role
from tests.office.case_rows import case_at, step_at
from tests.office.small_county import LONG_AGO, TODAY

pytestmark = pytest.mark.database


def test_whoever_was_assigned_works_on_the_item_and_may_delegate_it(county, pool_item):
    li = county.person("li", Role.HANDLER, "救助股")
    pool_item.assignee_id = li.id
    for permission in (
        Permission.WORK_ON_ITEM,
        Permission.DELEGATE_ITEM,
        Permission.RELEASE_ITEM,
        Permission.UNMASK_PERSONAL_DATA,
    ):
        assert allows(permission, li, pool_item, TODAY), permission


def test_a_supervisor_does_not_work_on_what_is_supervised(county, pool_item):
    supervisor = county.person("du", Role.SUPERVISOR, "禄丰市")
    assert not allows(Permission.CLAIM_ITEM, supervisor, pool_item, TODAY)
    assert not allows(Permission.UNMASK_PERSONAL_DATA, supervisor, pool_item, TODAY)


def test_the_deputy_works_on_the_item_while_the_assignee_is_away_but_does_not_delegate_it(county, pool_item):
    li, wang = county.person("li", Role.HANDLER, "救助股"), county.person("wang", Role.HANDLER, "社会股")
    pool_item.assignee_id = li.id
    record_absence(li, wang, date(2026, 3, 3), date(2026, 3, 4))
    days = [date(2026, 3, day) for day in (2, 3, 4, 5)]
    assert [allows(Permission.WORK_ON_ITEM, wang, pool_item, on) for on in days] == [False, True, True, False]
    assert allows(Permission.READ_CASE, wang, pool_item, days[1])
    assert not allows(Permission.DELEGATE_ITEM, wang, pool_item, days[1])


def test_a_deputy_does_not_get_the_absent_persons_work_at_another_organ(county):
    li, wang = county.person("li", Role.HANDLER, "救助股"), county.person("wang", Role.HANDLER, "救助股")
    appoint(li, county["教育局"], Role.HANDLER, LONG_AGO)
    record_absence(li, wang, TODAY, TODAY)
    elsewhere = county["教育局"]
    item = step_at(case_at(elsewhere, elsewhere), elsewhere, Role.HANDLER, assignee_id=li.id)
    assert not allows(Permission.WORK_ON_ITEM, wang, item, TODAY)


def signature_of(county, drafter_ids, assignee=None):
    """Waits for the head of 民政局 to sign what these people drafted."""
    unit = county["民政局"]
    return step_at(
        case_at(unit, unit), unit, Role.UNIT_HEAD, form="sign", drafter_ids=drafter_ids,
        assignee_id=assignee.id if assignee else None,
    )  # fmt: skip


def test_who_drafted_does_not_sign_off(county):
    both = county.person("both", Role.UNIT_HEAD, "民政局")
    assert not allows(Permission.CLAIM_ITEM, both, signature_of(county, [both.id]), TODAY)
    assert not allows(Permission.WORK_ON_ITEM, both, signature_of(county, [both.id], both), TODAY)
    other = county.person("other")
    assert not allows(Permission.WORK_ON_ITEM, both, signature_of(county, [other.id, both.id], both), TODAY)
    assert allows(Permission.CLAIM_ITEM, both, signature_of(county, [other.id]), TODAY)
    assert allows(Permission.WORK_ON_ITEM, both, signature_of(county, [other.id], both), TODAY)


def test_what_nobody_is_known_to_have_drafted_nobody_signs(county):
    head = county.person("head", Role.UNIT_HEAD, "民政局")
    assert not allows(Permission.WORK_ON_ITEM, head, signature_of(county, [], head), TODAY)
    with pytest.raises(OwnDraft, match="没有拟稿记录"):
        check(Permission.WORK_ON_ITEM, head, signature_of(county, [], head), TODAY)


def test_a_drafter_is_told_who_may_sign_instead(county):
    both, deng = (county.person(login, Role.UNIT_HEAD, "民政局") for login in ("both", "deng"))
    with pytest.raises(OwnDraft, match=f"担任承办单位负责人的其他人员办理：{deng.name}"):
        check(Permission.CLAIM_ITEM, both, signature_of(county, [both.id]), TODAY)
    with pytest.raises(OwnDraft, match="请系统管理员另行任命一人"):
        check(Permission.CLAIM_ITEM, both, signature_of(county, [both.id, deng.id]), TODAY)


def test_a_stranger_who_drafted_is_told_of_the_post_that_is_missing(county):
    stranger = county.person("sun", Role.HANDLER, "教育局")
    with pytest.raises(NotAllowed) as refused:
        check(Permission.CLAIM_ITEM, stranger, signature_of(county, [stranger.id]), TODAY)
    assert refused.value.code == "not_allowed"


def test_a_step_that_signs_nothing_asks_for_no_drafter(county):
    unit, head = county["民政局"], county.person("head", Role.UNIT_HEAD, "民政局")
    assert allows(Permission.CLAIM_ITEM, head, step_at(case_at(unit, unit), unit, Role.UNIT_HEAD), TODAY)
