"""岗位与权限: the pages say what is decided elsewhere, no more and no less."""

import pytest
from sqlalchemy import select

from app.casework.administration.rights import by_role, of_person, readers_of
from app.casework.work.reading import may_read
from app.database import db
from app.office.models import Person
from app.office.people import appoint, record_absence
from app.office.permissions import Permission
from app.office.standing import standing_of
from app.office.vocabulary import Role
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO
from tests.support.office import MORNING, Office

pytestmark = pytest.mark.database
TODAY = MORNING.date()


def test_readers_of_a_case_are_exactly_those_who_may_read_it(county):
    office = Office()
    office.apply()
    office.handled()
    everybody = db.session.scalars(select(Person)).all()
    may = {person.login for person in everybody if may_read(office.case, standing_of(person, TODAY))}
    found = readers_of(office.case, TODAY)
    assert {one.person.login for one in found} == may
    assert "foreign" not in may
    assert all(one.reasons for one in found)


def test_a_reason_names_the_posts_that_open_the_case_and_no_others(county):
    office = Office()
    office.apply()
    office.handled()
    appoint(county.people["clerk"], county.units["LF"], Role.MAIL_ROOM, LONG_AGO)
    record_absence(county.people["legal"], county.people["clerk2"], TODAY, TODAY, "")
    db.session.commit()
    told = {one.person.login: one.reasons for one in readers_of(office.case, TODAY)}
    assert told["clerk"] == ["在该机关担任受理岗", "在参与办理的单位担任受理岗", "本人办理过"]
    assert told["clerk2"][0] == "在该机关担任受理岗，代理法制审查岗"
    assert told["unithead"] == ["在参与办理的单位担任承办单位负责人"]
    assert told["supervisor"] == ["在该机关或者其上级担任督办人员"]
    assert told["handler"][-2:] == ["本人是经办人", "在该步骤所在的单位担任承办人"]


def test_who_stands_in_for_the_assignee_reads_that_it_is_so(county):
    office = Office()
    office.apply()
    office.handled()
    record_absence(county.people["handler"], county.people["unithead"], TODAY, TODAY, "")
    db.session.commit()
    told = {one.person.login: one.reasons for one in readers_of(office.case, TODAY)}
    assert "正代理经办人" in told["unithead"]
    assert "本人是经办人" not in told["unithead"]


def test_what_a_role_and_a_person_may_do(county):
    roles = by_role(TODAY)
    assert Permission.MANAGE_TOKENS in roles[Role.SECURITY_ADMINISTRATOR]
    assert Permission.ADMINISTER_OFFICE not in roles[Role.SECURITY_ADMINISTRATOR]
    assert Permission.READ_CASE not in roles[Role.ADMINISTRATOR]
    rights = {
        one.permission: [organ.code for organ in one.organs]
        for one in of_person(county.people["clerk"], TODAY)
    }
    assert rights[Permission.REGISTER_CASE] == ["LF"]
    assert Permission.READ_AUDIT not in rights


def test_the_pages_and_who_enters_them(client, county):
    office = Office()
    office.apply()
    admin = Browser(client).sign_in("admin")
    assert "在该机关或者其上级担任审计管理员" in admin.get("/admin/roles").words
    assert "登记办件 禄丰市人民政府" in admin.get(f"/admin/people/{county.people['clerk'].id}/rights").words
    page = admin.get(f"/admin/readers?number={office.number}")
    assert "受理甲" in page.words
    assert office.case.title not in page.words
    assert "没有这个编号的办件" in admin.get("/admin/readers?number=LF-2026-9999").words
    clerk = Browser(client).sign_in("clerk")
    assert [clerk.get(f"/admin/{path}").status for path in ("roles", "readers")] == [403, 403]
