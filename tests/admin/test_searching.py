"""Units are found by name, short name and code; people also by unit and by post."""

from datetime import date

import pytest

from app.casework.work.paging import PAGE_SIZE
from app.database import db
from app.office.models import OrgUnit
from app.office.organs import find_unit
from app.office.people import add_person, appoint
from app.office.reorganisation import open_unit
from app.office.vocabulary import Role, UnitKind
from tests.admin.conftest import appointed
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.database
TODAY = date(2026, 3, 2)


def id_of(code):
    return find_unit(code, TODAY).id


def found(page):
    return [one.text_content().strip() for one in page.tree.xpath("//tbody//th//a")]


class TestUnits:
    @pytest.mark.parametrize(
        ("words", "names"),
        [("自然", ["禄丰市自然资源局"]), ("州政府", ["楚雄彝族自治州人民政府"]), ("lf-js", ["金山镇人民政府"]),
         (" 公开科 ", ["政务公开科"]), ("气象局", [])],
    )  # fmt: skip
    def test_are_found_by_name_short_name_and_code(self, admin, words, names):
        page = admin.get(f"/admin/units?q={words}")
        assert found(page) == names
        assert f"找到 {len(names)} 个" in page.words

    def test_show_what_they_lack_and_where_they_stand(self, admin):
        page = admin.get("/admin/units?q=金山")
        assert "禄丰市人民政府" in page.words
        assert "岗位未配齐" in page.words

    def test_come_in_pages_that_keep_the_words(self, admin, county):
        for number in range(PAGE_SIZE + 1):
            open_unit(code=f"LF-T{number}", name=f"新设{number}科", kind=UnitKind.SECTION, valid_from=LONG_AGO,
                      parent=db.session.get(OrgUnit, id_of("LF")))  # fmt: skip
        db.session.commit()
        page = admin.get("/admin/units?q=新设&page=2")
        assert f"找到 {PAGE_SIZE + 1} 个" in page.words
        assert len(found(page)) == 1
        assert page.tree.xpath("//a[contains(@href, 'q=') and contains(@href, 'page=1')]")

    def test_of_others_are_not_found(self, app, county):
        appointed("local", "本地甲", "LF", Role.ADMINISTRATOR)
        local = Browser(app.test_client()).sign_in("local")
        assert found(local.get("/admin/units?q=人民政府")) == ["禄丰市人民政府", "金山镇人民政府"]


class TestPeople:
    def test_are_found_by_unit_with_its_sections_but_not_its_departments(self, admin, county):
        appointed("section", "科员甲", "LF-ZG", Role.OFFICE_REVIEWER)
        names = found(admin.get(f"/admin/people?unit={id_of('LF')}"))
        assert {"科员甲", "受理甲"} < set(names)
        assert "承办丁" not in names
        assert found(admin.get(f"/admin/people?unit={id_of('LF-ZRZY')}")) == ["局长己", "承办丁", "承办戊"]

    def test_are_found_by_post_and_by_all_at_once(self, admin, county):
        assert found(admin.get("/admin/people?role=handler")) == ["承办丁", "承办戊"]
        assert found(admin.get(f"/admin/people?role=handler&unit={id_of('LF')}")) == []
        page = admin.get(f"/admin/people?q=戊&role=handler&unit={id_of('LF-ZRZY')}")
        assert found(page) == ["承办戊"]
        assert page.tree.xpath("//select[@name='role']/option[@selected]/@value") == ["handler"]

    def test_a_post_that_is_over_does_not_count_and_one_to_come_does(self, admin, county):
        over, coming = add_person(login="over", name="已免甲"), add_person(login="coming", name="将任乙")
        appoint(over, find_unit("LF-JS", TODAY), Role.HANDLER, LONG_AGO, date(2026, 1, 1))
        appoint(coming, find_unit("LF-JS", TODAY), Role.HANDLER, date(2026, 5, 1))
        db.session.commit()
        assert found(admin.get(f"/admin/people?unit={id_of('LF-JS')}")) == ["将任乙"]

    def test_unit_and_post_are_those_of_one_appointment_within_reach(self, app, county):
        appointed("local", "本地甲", "LF", Role.ADMINISTRATOR)
        both = appointed("both", "两处乙", "LF-JS", Role.HANDLER)
        appoint(both, find_unit("YM", TODAY), Role.UNIT_HEAD, LONG_AGO)
        db.session.commit()
        local = Browser(app.test_client()).sign_in("local")
        assert "两处乙" not in found(local.get("/admin/people?role=unit_head"))
        assert "两处乙" in found(local.get("/admin/people?role=handler"))
        assert "两处乙" in found(local.get(f"/admin/people?unit={id_of('YM')}&role=handler")), (
            "no such unit there"
        )
