"""A change of a unit is taken back before its day, or it is said what stands on it already."""

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from app.casework.models import AuditEntry
from app.database import db
from app.letters.seals import draw_test_seal
from app.office.models import OfficeEdition, OrgUnit
from app.office.people import add_person, appoint, find_person
from app.office.present_forms import forms_on
from app.office.reorganisation import merge_into
from app.office.standing import standing_of
from app.office.vocabulary import Role
from tests.admin.conftest import appointed
from tests.support.browsing import Browser
from tests.support.office import MORNING

pytestmark = pytest.mark.database
DAY = date(2026, 5, 1)
WHY = {"reason": "日期填写有误"}


def unit(code="LF", number=0):
    db.session.rollback()
    return db.session.scalars(select(OrgUnit).where(OrgUnit.code == code).order_by(OrgUnit.id)).all()[number]


def new_unit(kind, code, name, valid_from="2026-03-02"):
    return {"kind": kind, "code": code, "name": name, "short_name": name[-3:], "valid_from": valid_from}


def works_at(code, login, name, role):
    appoint(add_person(login=login, name=name), unit(code), role, unit(code).valid_from)
    db.session.commit()


def take_back(admin, unit_id):
    return admin.post(f"/admin/units/{unit_id}/take-back", **WHY)


def posts(login, on=DAY):
    db.session.rollback()
    return [(post.unit_id, post.role) for post in standing_of(find_person(login), on).posts]


def rename(admin, code="LF-ZRZY", number=0, name="禄丰市自然资源和规划局", on="2026-05-01"):
    answer = admin.post(
        f"/admin/units/{unit(code, number).id}/rename", name=name, short_name=name[-4:], on=on
    )
    assert answer.status == 302


class TestARename:
    @pytest.fixture
    def renamed(self, admin):
        section = new_unit("section", "LF-KS", "规划科")
        assert admin.post(f"/admin/units/{unit('LF-ZRZY').id}/new", **section).status == 302
        works_at("LF-KS", "ks", "科员甲", Role.HANDLER)
        rename(admin)
        return unit("LF-ZRZY").id

    def test_is_as_if_it_had_never_been_entered(self, admin, renamed):
        later, section = unit("LF-ZRZY", 1).id, unit("LF-KS").id
        number = db.session.scalar(select(OfficeEdition.number))
        page = admin.get(f"/admin/units/{renamed}")
        assert "自 2026-05-01 起更名为禄丰市自然资源和规划局，尚未生效" in page.words
        assert f'href="/admin/units/{renamed}/take-back"' in admin.get(f"/admin/units/{later}").text
        assert take_back(admin, renamed).location == f"/admin/units/{renamed}"
        assert db.session.scalar(select(OfficeEdition.number)) != number
        assert (unit("LF-ZRZY").valid_until, unit("LF-ZRZY").successor_id) == (None, None)
        assert [unit("LF-KS").id, unit("LF-KS").valid_until, unit("LF-KS").parent_id] == [
            section,
            None,
            renamed,
        ]
        assert posts("handler") == [(renamed, Role.HANDLER)]
        assert posts("ks") == [(section, Role.HANDLER)]
        assert "自然资源和规划局" not in admin.get("/admin/units").words.partition("机构树")[2]
        assert "没有生效即已取回" in admin.get(f"/admin/units/{later}").words

    def test_leaves_its_reason_where_the_auditor_of_the_organ_reads_it(self, admin, renamed):
        assert "请填写取回原因" in admin.post(f"/admin/units/{renamed}/take-back", reason="").error("reason")
        take_back(admin, renamed)
        line = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "unit.change_taken_back")).one()
        assert line.summary.endswith("自 2026-05-01 起更名为禄丰市自然资源和规划局。日期填写有误")
        assert line.organ_id == renamed

    def test_is_entered_again_for_the_same_day_under_the_right_name(self, admin, renamed):
        take_back(admin, renamed)
        rename(admin, name="禄丰市自然资源规划局")
        assert unit("LF-ZRZY", 1).name == "禄丰市自然资源规划局"
        assert posts("handler") == [(unit("LF-ZRZY", 1).id, Role.HANDLER)]

    def test_no_filter_and_no_name_is_left_of_it(self, admin, renamed):
        never = unit("LF-ZRZY", 1).id
        take_back(admin, renamed)
        forms = forms_on(DAY + timedelta(days=9))
        assert forms.name_of("LF-ZRZY") == "禄丰市自然资源局"
        assert [one.name for one in forms.each_once([renamed, never])] == ["禄丰市自然资源局"]

    def test_who_was_appointed_at_the_new_name_begins_at_the_old_one(self, admin, renamed):
        later = str(unit("LF-ZRZY", 1).id)
        new = {
            "name": "新任乙",
            "login": "newone",
            "unit_id": later,
            "role": "handler",
            "valid_from": "2026-06-01",
        }
        assert admin.post("/admin/people/new", **new).status == 200
        below = new_unit("section", "LF-K2", "地籍科", "2026-06-01")
        assert admin.post(f"/admin/units/{later}/new", **below).status == 302
        assert take_back(admin, renamed).status == 302
        assert posts("newone", date(2026, 6, 1)) == [(renamed, Role.HANDLER)]
        assert unit("LF-K2").parent_id == renamed

    def test_a_post_that_was_to_end_ends_on_its_day(self, admin, renamed):
        (goes_on,) = [one for one in find_person("handler").appointments if one.valid_until is None]
        assert admin.post(f"/admin/appointments/{goes_on.id}/end", last_day="2026-06-30").status == 302
        take_back(admin, renamed)
        assert posts("handler", date(2026, 6, 30)) == [(renamed, Role.HANDLER)]
        assert not posts("handler", date(2026, 7, 1))

    def test_is_not_taken_back_once_it_holds(self, app, admin, renamed):
        later = Browser(app.test_client(), MORNING + timedelta(days=60)).sign_in("admin")
        answer = take_back(later, renamed)
        assert (answer.status, "没有尚未生效的变动" in answer.words) == (409, True)
        assert unit("LF-ZRZY").successor_id

    def test_the_later_one_goes_first(self, admin, renamed):
        rename(admin, number=1, name="禄丰市规划局", on="2026-06-01")
        page = take_back(admin, renamed)
        assert (page.status, "自 2026-06-01 起另有变动，请先在其页面取回" in page.words) == (409, True)
        assert "现在不能取回" in admin.get(f"/admin/units/{renamed}/take-back").words
        assert take_back(admin, unit("LF-ZRZY", 1).id).status == 302
        assert take_back(admin, renamed).status == 302
        assert unit("LF-ZRZY").valid_until is None

    def test_what_goes_into_the_new_one_is_taken_back_first(self, admin, renamed):
        merge_into([unit("LF-JS")], unit("LF-ZRZY", 1), date(2026, 6, 1))
        db.session.commit()
        assert "金山镇人民政府将转入" in take_back(admin, renamed).words
        assert take_back(admin, unit("LF-JS").id).status == 302
        assert take_back(admin, renamed).status == 302

    def test_a_part_that_only_goes_along_is_taken_back_with_the_whole(self, admin, renamed):
        page = take_back(admin, unit("LF-KS").id)
        assert (page.status, "禄丰市自然资源局自 2026-05-01 起更名" in page.words) == (409, True)

    def test_a_seal_of_the_same_name_stays_in_use(self, admin):
        admin.post(f"/admin/units/{unit('LF-ZRZY').id}/rename", name="禄丰市自然资源局", short_name="资源局",
                   on="2026-05-01")  # fmt: skip
        picture = FileStorage(io.BytesIO(draw_test_seal("禄丰市自然资源局")), "seal.png")
        assert admin.post(f"/admin/units/{unit('LF-ZRZY', 1).id}/seal", seal=picture).status == 302
        take_back(admin, unit("LF-ZRZY").id)
        assert admin.get(f"/admin/units/{unit('LF-ZRZY').id}/seal.png").status == 200

    def test_nobody_else_may(self, client, app, admin, renamed):
        assert take_back(Browser(app.test_client()).sign_in("clerk"), renamed).status == 403
        assert unit("LF-ZRZY").successor_id


class TestAMerger:
    def into_the_county(self, admin, code="LF-JS"):
        data = {"successor_id": str(unit("LF").id), "on": "2026-05-01", "reason": "机构改革"}
        assert admin.post(f"/admin/units/{unit(code).id}/merge", **data).status == 302

    def test_gives_back_people_and_sections_and_nothing_of_the_successor(self, admin):
        town, county = unit("LF-JS").id, unit("LF").id
        assert admin.post(f"/admin/units/{town}/new", **new_unit("section", "LF-B1", "党政办")).status == 302
        works_at("LF-B1", "townclerk", "镇办乙", Role.HANDLER)
        works_at("LF-JS", "townhead", "镇长丙", Role.UNIT_HEAD)
        section = unit("LF-B1").id
        self.into_the_county(admin)
        assert take_back(admin, town).status == 302
        assert (unit("LF-JS").valid_until, unit("LF-JS").successor_id) == (None, None)
        assert posts("townhead") == [(town, Role.UNIT_HEAD)]
        assert posts("townclerk") == [(section, Role.HANDLER)]
        assert unit("LF-B1").parent_id == town
        assert posts("clerk") == [(county, Role.INTAKE_CLERK)]
        assert (unit("LF").valid_until, unit("LF").code) == (None, "LF")

    def test_makes_no_administrator_last_longer_and_tells_whose_post_ends(self, admin):
        appointed("townadmin", "镇管甲", "LF-JS", Role.ADMINISTRATOR)
        town = unit("LF-JS").id
        self.into_the_county(admin)
        take_back(admin, town)
        assert not posts("townadmin")
        line = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "unit.change_taken_back")).one()
        assert line.summary.endswith("镇管甲（系统管理员）的任职仍然结束")
        assert "镇管甲（系统管理员）的任职仍然结束" in admin.get(f"/admin/units/{town}").words


class TestAnOpening:
    @pytest.fixture
    def opened(self, admin):
        new = new_unit("department", "LF-XJ", "禄丰市新设局", "2026-05-01")
        assert admin.post(f"/admin/units/{unit().id}/new", **new).status == 302
        return unit("LF-XJ").id

    def test_leaves_code_and_name_to_another(self, admin, opened):
        assert "自 2026-05-01 起设立，尚未生效" in admin.get(f"/admin/units/{opened}").words
        assert take_back(admin, opened).location == f"/admin/units/{unit().id}"
        assert "禄丰市新设局" not in admin.get("/admin/units").words.partition("机构树")[2]
        again = new_unit("department", "LF-XJ", "禄丰市新设局", "2026-05-01")
        assert admin.post(f"/admin/units/{unit().id}/new", **again).status == 302
        assert unit("LF-XJ").id != opened

    def test_is_kept_while_somebody_is_appointed_or_something_stands_below(self, admin, opened):
        new = {"name": "新设甲", "login": "newone", "unit_id": str(opened), "role": "handler"}
        assert admin.post("/admin/people/new", **new, valid_from="2026-05-01").status == 200
        below = new_unit("section", "LF-XK", "综合科", "2026-05-01")
        assert admin.post(f"/admin/units/{opened}/new", **below).status == 302
        words = take_back(admin, opened).words
        assert "新设甲（承办人）已在该机构任职，请先在人员页面结束任职" in words
        assert "其下已设综合科，请先在下级机构的页面取回" in words
        (held,) = find_person("newone").appointments
        assert admin.post(f"/admin/appointments/{held.id}/end", last_day="2026-03-02").status == 302
        assert take_back(admin, unit("LF-XK").id).status == 302
        assert take_back(admin, opened).status == 302

    def test_is_kept_while_a_proposal_waits_for_it(self, admin, opened, security):
        new = {"name": "新管乙", "login": "newadmin", "unit_id": str(opened), "role": "administrator"}
        assert admin.post("/admin/people/new", **new, valid_from="2026-05-01").status == 302
        page = take_back(admin, opened)
        assert (page.status, "请先在“双人复核”中撤回或者决定" in page.words) == (409, True)


class TestAClosing:
    @pytest.fixture
    def closed(self, admin):
        data = {"on": "2026-05-01", "reason": "机构改革"}
        assert admin.post(f"/admin/units/{unit('LF-JS').id}/close", **data).status == 302
        return unit("LF-JS").id

    def test_is_undone(self, admin, closed):
        assert take_back(admin, closed).status == 302
        assert unit("LF-JS").valid_until is None

    def test_stands_while_another_has_the_code(self, admin, closed):
        again = new_unit("township", "LF-JS", "金山新镇人民政府", "2026-05-01")
        assert admin.post(f"/admin/units/{unit().id}/new", **again).status == 302
        page = take_back(admin, closed)
        assert (page.status, "机构代码“LF-JS”已被使用" in page.words) == (409, True)
        assert str(unit("LF-JS").valid_until) == "2026-05-01"


def test_nothing_is_taken_back_where_nothing_is_planned(admin):
    page = admin.get(f"/admin/units/{unit().id}/take-back")
    assert "没有尚未生效的变动" in page.words
    assert take_back(admin, unit().id).status == 409
