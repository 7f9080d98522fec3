"""Units that go into another one or are closed: what goes along, what ends, and what their pages still offer."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry
from app.database import db
from app.office.models import OrgUnit
from app.office.people import find_person
from app.office.standing import standing_of
from app.office.vocabulary import Role
from tests.admin.conftest import appointed
from tests.support.browsing import Browser
from tests.support.office import MORNING

pytestmark = pytest.mark.database


def unit(code="LF", number=0):
    db.session.rollback()
    return db.session.scalars(select(OrgUnit).where(OrgUnit.code == code).order_by(OrgUnit.id)).all()[number]


def new_unit(kind, code, name, valid_from="2026-03-02"):
    return {"kind": kind, "code": code, "name": name, "short_name": name[-3:], "valid_from": valid_from}


def test_an_administrator_does_not_go_along_and_the_form_tells_it(admin):
    """Whoever administered a department would administer the county, which takes two to agree to."""
    guard = appointed("townadmin", "镇管甲", "LF-JS", Role.ADMINISTRATOR)
    appointed("townclerk", "镇办乙", "LF-JS", Role.HANDLER)
    path = f"/admin/units/{unit('LF-JS').id}/merge"
    words = admin.get(path).words
    assert "一并转入：1 人的任职、0 个下级机构、0 件没有办结的办件" in words
    assert "同日结束：镇管甲（系统管理员）" in words
    data = {"successor_id": str(unit("LF").id), "on": "2026-03-10", "reason": "机构改革"}
    assert admin.post(path, **data).status == 302
    assert standing_of(guard, date(2026, 3, 9)).has_role(Role.ADMINISTRATOR)
    assert not standing_of(guard, date(2026, 3, 10)).posts
    line = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "unit.merged")).one()
    assert line.summary.endswith("；镇管甲（系统管理员）的任职同日结束")


class TestOfAUnitThatIsNoMore:
    @pytest.fixture
    def merged(self, admin):
        former, successor = unit("LF-JS").id, unit("LF-ZRZY").id
        data = {"successor_id": str(successor), "on": "2026-03-03", "reason": "机构改革"}
        assert admin.post(f"/admin/units/{former}/merge", **data).status == 302
        return former, successor

    def test_its_page_offers_nothing_and_leads_on(self, app, admin, merged):
        former, successor = merged
        assert "更名" in admin.get(f"/admin/units/{former}").words, "until the day comes"
        page = (
            Browser(app.test_client(), MORNING + timedelta(days=2))
            .sign_in("admin")
            .get(f"/admin/units/{former}")
        )
        assert f'href="/admin/units/{successor}"' in page.text
        assert "已并入其他机构" in page.words
        for words in ("修改信息", "新增下级机构", "更名", "更正上级", "新增人员", "撤销机构", "没有承办人"):
            assert words not in page.words, words

    def test_the_successor_says_what_went_in_and_leads_back(self, admin, merged):
        former, successor = merged
        page = admin.get(f"/admin/units/{successor}")
        assert "并入： 金山镇人民政府" in page.words
        assert "原名" not in page.words
        assert f'href="/admin/units/{former}"' in page.text

    def test_what_was_renamed_has_a_former_name(self, admin):
        renamed = {"name": "禄丰市自然资源和规划局", "short_name": "资规局", "on": "2026-03-03"}
        admin.post(f"/admin/units/{unit('LF-ZRZY').id}/rename", **renamed)
        assert "原名： 禄丰市自然资源局" in admin.get(f"/admin/units/{unit('LF-ZRZY', 1).id}").words


class TestOfAUnitThatBeginsLater:
    @pytest.fixture
    def future(self, admin):
        new = new_unit("department", "LF-XJ", "禄丰市新设局", "2026-05-01")
        assert admin.post(f"/admin/units/{unit().id}/new", **new).status == 302
        return unit("LF-XJ").id

    def test_the_tree_shows_it_with_its_day(self, admin, future):
        page = admin.get("/admin/units")
        assert f'href="/admin/units/{future}"' in page.text
        assert "2026-05-01 起" in page.words

    def test_it_is_manned_in_advance_and_nothing_else_is_chosen_for_it(self, admin, future):
        page = admin.get(f"/admin/people/new?unit={future}")
        assert re.search(rf'<option value="{future}" selected>[^<]*新设局（自 2026-05-01 起）', page.text)
        assert 'value="2026-05-01"' in page.text
        new = {"name": "新设甲", "login": "newone", "unit_id": str(future), "role": "handler"}
        assert admin.post("/admin/people/new", **new, valid_from="2026-05-01").status == 200
        assert [held.unit_id for held in find_person("newone").appointments] == [future]

    def test_a_unit_out_of_reach_leaves_the_choice_open(self, admin):
        page = admin.get("/admin/people/new?unit=999999")
        assert '<option value="">请选择</option>' in page.text
        assert "selected" not in page.text.partition('name="unit_id"')[2].partition("</select>")[0]


class TestOfNames:
    def test_two_units_below_one_do_not_have_one_name(self, admin):
        new = new_unit("department", "LF-Z2", "禄丰市自然资源局")
        page = admin.post(f"/admin/units/{unit().id}/new", **new)
        assert (page.status, "已有全称为“禄丰市自然资源局”的机构（LF-ZRZY）" in page.error("name")) == (
            422,
            True,
        )
        renamed = {"name": "禄丰市自然资源局", "short_name": "二局", "on": "2026-03-03"}
        assert "已有全称" in admin.post(f"/admin/units/{unit('LF-JS').id}/rename", **renamed).error("name")

    def test_sections_of_two_organs_may(self, admin):
        for number, parent in enumerate(("LF-ZRZY", "LF-JS")):
            new = new_unit("section", f"LF-B{number}", "办公室")
            assert admin.post(f"/admin/units/{unit(parent).id}/new", **new).status == 302

    def test_a_unit_keeps_its_name_with_another_short_one(self, admin):
        renamed = {"name": "禄丰市自然资源局", "short_name": "资源局", "on": "2026-03-03"}
        assert admin.post(f"/admin/units/{unit('LF-ZRZY').id}/rename", **renamed).status == 302


class TestOfVacantPosts:
    def test_all_of_them_are_listed_and_flagged(self, admin):
        page = admin.get("/admin/units")
        listed = page.text.partition('id="vacant"')[2].partition('class="tree"')[0]
        assert "金山镇人民政府" in listed
        assert "元谋县人民政府" in listed
        assert "禄丰市自然资源局" not in listed
        assert page.text.count(">岗位未配齐<") == listed.count("/admin/units/")
        assert 'href="/admin/units#vacant"' in admin.get("/admin").text

    def test_a_department_at_which_nobody_does_the_work_is_among_them(self, admin):
        for login in ("handler", "handler2"):
            find_person(login).is_active = False
        db.session.commit()
        assert (
            "禄丰市自然资源局</a>"
            in admin.get("/admin/units").text.partition('id="vacant"')[2].partition("tree")[0]
        )
        assert "没有承办人（依申请公开" in admin.get(f"/admin/units/{unit('LF-ZRZY').id}").words
