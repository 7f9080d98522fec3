"""Units and people through the pages: refused input stays beside its field, passwords are shown once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry, CommandRecord
from app.database import db
from app.office.models import Absence, Appointment, Person
from app.office.people import add_person, appoint, find_person
from app.office.sessions import sessions_of
from app.office.vocabulary import Role
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO
from tests.support.office import MORNING, Office

pytestmark = pytest.mark.database
TODAY = MORNING.date()


def typed(county, **changes):
    known = {
        "name": "新人甲", "login": "newperson", "telephone": "0878-1234567", "email": "new@example.invalid",
        "unit_id": str(county.units["LF-ZRZY"].id), "role": "handler", "valid_from": "2026-03-02",
    }  # fmt: skip
    return {**known, **changes}


def test_a_new_person_gets_a_post_and_a_password_that_is_shown_once(admin, client, county):
    page = admin.post("/admin/people/new", **typed(county), form_key="n1")
    assert page.status == 200
    password = page.tree.xpath("//p[contains(@class, 'big-code')]")[0].text_content()
    person = find_person("newperson")
    assert person.must_change_password
    assert [(held.role, held.unit.code) for held in person.appointments] == [("handler", "LF-ZRZY")]
    assert admin.post("/admin/people/new", **typed(county), form_key="n1").status == 302

    everything = [
        *db.session.scalars(select(CommandRecord.result)),
        *db.session.scalars(select(AuditEntry.detail)),
    ]
    assert password not in str(everything)
    client.post("/signout")
    answer = Browser(client).post("/signin", login="newperson", password=password)
    assert answer.location == "/signin/password"


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"name": ""}, "name", "请填写姓名"), ({"login": "x"}, "login", "2至60个"),
        ({"login": "clerk"}, "login", "已被使用"),
        ({"unit_id": "999"}, "unit_id", "请选择单位"), ({"role": "king"}, "role", "请选择岗位"),
        ({"email": "new"}, "email", "邮箱地址不完整"), ({"telephone": "abc"}, "telephone", "电话只能有"),
        ({"valid_from": "2026-02-30"}, "valid_from", "应为日期"), ({"name": "a\ue123b"}, "name", "无法打印"),
    ],
)  # fmt: skip
def test_input_that_cannot_be_used_is_refused_beside_the_field_and_kept(admin, county, changes, field, why):
    page = admin.post("/admin/people/new", **typed(county, **changes))
    assert page.status == 422
    assert why in page.error(field)
    assert page.value("name").strip() == typed(county, **changes)["name"]
    assert find_person("newperson") is None


def test_a_reset_password_ends_all_sessions_and_must_be_changed(admin, client, county):
    clerk = find_person("clerk").id
    other = Browser(client.application.test_client()).sign_in("clerk")
    page = admin.post(f"/admin/people/{clerk}/password")
    assert page.status == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    assert find_person("clerk").must_change_password
    assert sessions_of(find_person("clerk"), MORNING) == []
    assert other.get("/desk").status == 302


def test_nobody_changes_their_own_account(admin):
    me = find_person("admin").id
    for path, data in (("password", {}), ("active", {"reason": "离岗"}), ("appoint", own_post())):
        answer = admin.post(f"/admin/people/{me}/{path}", **data)
        assert (answer.status, "不能在这里变更本人" in answer.words) == (409, True)


def own_post():
    unit = find_person("admin").appointments[0].unit_id
    return {"unit_id": str(unit), "role": "auditor", "valid_from": "2026-03-02"}


def test_a_post_is_added_and_ended_with_its_last_day(admin, county):
    clerk = find_person("clerk")
    data = {
        "unit_id": str(county.units["LF"].id),
        "role": "supervisor",
        "valid_from": "2026-03-02",
        "last_day": "2026-03-31",
    }
    assert admin.post(f"/admin/people/{clerk.id}/appoint", **data).status == 302
    held = db.session.scalar(
        select(Appointment).where(Appointment.person_id == clerk.id, Appointment.role == "supervisor")
    )
    assert (held.valid_from, held.valid_until) == (date(2026, 3, 2), date(2026, 4, 1))
    assert admin.post(f"/admin/people/{clerk.id}/appoint", **data).status == 409
    assert admin.post(f"/admin/appointments/{held.id}/end", last_day="2026-03-10").status == 302
    db.session.rollback()
    assert held.valid_until == date(2026, 3, 11)


def test_the_three_administrators_are_three_people(admin, county):
    auditor = find_person("auditor").id
    answer = admin.post(f"/admin/people/{auditor}/appoint", unit_id=str(county.units["CX"].id), role="administrator",
                        valid_from="2026-03-02")  # fmt: skip
    assert answer.status == 409
    assert "应当由不同的人担任" in answer.words


def test_a_deactivated_account_cannot_sign_in_until_it_is_put_back(admin, client):
    clerk = find_person("clerk").id
    assert admin.post(f"/admin/people/{clerk}/active", reason="").error("reason") == "请填写理由"
    assert admin.post(f"/admin/people/{clerk}/active", reason="调离").status == 302
    fresh = client.application.test_client()
    assert Browser(fresh).post("/signin", login="clerk", password="Chengqing-2026-shan").status == 401
    assert admin.post(f"/admin/people/{clerk}/active", reason="调回").status == 302
    Browser(fresh).sign_in("clerk")


def test_who_leaves_with_tasks_in_hand_is_told_of_by_number_and_marked(admin, client):
    office, clerk = Office(), find_person("clerk")
    office.apply()
    assert "名下没有未办完的待办" in admin.get(f"/admin/people/{clerk.id}/active").words
    office.item("T_register").assignee = clerk
    db.session.commit()
    told = f"名下还有 1 项待办没有办完：{office.number}（收件登记）"
    (post,) = clerk.appointments
    for page in (f"/admin/people/{clerk.id}/active", f"/admin/appointments/{post.id}/end"):
        assert told in admin.get(page).words
    assert admin.post(f"/admin/people/{clerk.id}/active", reason="调离").status == 302
    assert told in admin.get(f"/admin/people/{clerk.id}").words
    reviewer = Browser(client.application.test_client()).sign_in("reviewer")
    assert f"{clerk.name}（账号已停用）" in reviewer.get(f"/desk/cases/{office.number}").words


def test_an_absence_is_entered_for_somebody_and_ended(admin):
    clerk, deputy = find_person("clerk").id, find_person("clerk2").id
    data = {
        "first_day": str(TODAY),
        "last_day": str(TODAY + timedelta(days=3)),
        "deputy_id": str(deputy),
        "reason": "住院",
    }
    assert admin.post(f"/admin/people/{clerk}/absence", **data).status == 302
    absence = db.session.scalar(select(Absence))
    assert (absence.person_id, absence.deputy_id) == (clerk, deputy)
    assert "请假中" in admin.get(f"/admin/people/{clerk}").words
    other = find_person("reviewer").id
    address = f"/admin/people/{clerk}/absences/{absence.id}/deputy"
    assert "请选择" in admin.post(address, deputy_id="0").error("deputy_id")
    assert admin.post(address, deputy_id=str(other)).status == 302
    db.session.rollback()
    assert db.session.scalar(select(Absence.deputy_id)) == other
    assert db.session.scalar(select(AuditEntry.summary).where(AuditEntry.tag == "person.deputy_changed"))
    assert admin.post(address, deputy_id="").status == 302
    db.session.rollback()
    assert db.session.scalar(select(Absence.deputy_id)) is None
    refused = admin.post(f"/admin/people/{clerk}/absence", **data)
    assert (refused.status, "已有请假记录" in refused.words) == (409, True)
    assert admin.post(f"/admin/people/{clerk}/absences/{absence.id}/end").status == 302
    db.session.rollback()
    assert db.session.scalar(select(Absence)) is None


def test_a_person_without_posts_in_reach_is_hidden_from_a_local_administrator(client, county):
    person = add_person(login="local", name="本地管理")
    appoint(person, county.units["LF"], Role.ADMINISTRATOR, LONG_AGO)
    from app.office.passwords import set_password
    from tests.support.county import PASSWORD

    set_password(person, PASSWORD, MORNING, must_change=False)
    db.session.commit()
    local = Browser(client).sign_in("local")
    words = local.get("/admin/people").words
    assert "受理甲" in words
    assert "外县卯" not in words
    refused = local.post("/admin/people/new", **typed(county, unit_id=str(county.units["YM"].id)))
    assert refused.error("unit_id") == "请选择单位"
    assert db.session.scalar(select(Person).where(Person.login == "newperson")) is None


@pytest.mark.parametrize(
    ("typed_words", "is_listed"), [("sl", True), ("SLY", True), ("slz", False), ("ly", False)]
)
def test_people_are_found_by_the_initials_of_their_names(admin, county, typed_words, is_listed):
    add_person(login="q9", name="受理员")
    db.session.commit()
    words = admin.get(f"/admin/people?q={typed_words}").words
    assert ("受理员" in words) is is_listed
