"""Long choices are narrowed by what is typed above them; the field itself is what is sent, with and without script."""

import pytest

from app.database import db
from app.office.reorganisation import open_unit
from app.office.vocabulary import UnitKind
from tests.browser.beside import given_back
from tests.browser.people import Stage
from tests.browser.walking import Walk
from tests.support.county import LONG_AGO, County
from tests.support.databases import Prepared
from tests.support.packages import Packages, staff

NAMES = ("科技局", "体育局", "审计局", "统计局", "教育局", "水务局", "林业局", "商务局", "信访局", "民政局", "公安局",
         "档案馆", "住房局", "交通局", "气象局", "文旅局")  # fmt: skip


@pytest.fixture
def walk(stage: Stage, county_office: Prepared) -> Walk:
    """A county with as many departments as make a list long."""
    with county_office.app.app_context(), given_back():
        county = County.load()
        for number, name in enumerate(NAMES):
            open_unit(
                code=f"LF-Z{number:02d}", name=f"禄丰市{name}", short_name=name, kind=UnitKind.DEPARTMENT,
                valid_from=LONG_AGO, parent=county.units["LF"], document_code=f"{name}公开",
            )  # fmt: skip
        db.session.commit()
    return Walk(stage)


@pytest.fixture
def package(walk: Walk, county_office: Prepared) -> Walk:
    """A policy package whose co-signers are to be chosen."""
    office = Packages()
    with county_office.app.app_context(), given_back():
        staff(County.load())
        office.organised()
    walk.number = office.number
    walk.stage.at(f"{office.now:%Y-%m-%dT%H:%M}").tick()
    return walk


def shown(page) -> list[str]:
    return page.locator("[name=unit] option:not([hidden])").all_inner_texts()


def test_what_is_typed_narrows_the_units_and_the_return_key_chooses(walk):
    walk.apply()
    walk.accepted()
    reviewer = walk.task("reviewer")
    finder = reviewer.page.get_by_label("查找承办单位")
    assert len(shown(reviewer.page)) > len(NAMES)
    finder.fill("体育")
    assert shown(reviewer.page) == ["请选择", "禄丰市体育局"]
    assert reviewer.page.get_by_text("找到 1 项").is_visible()
    walk.picture(reviewer, "查找承办单位")
    finder.press("Enter")
    assert reviewer.page.locator("[name=unit]").input_value() == "LF-Z01"
    assert reviewer.page.evaluate("document.activeElement.name") == "unit"
    finder.fill("自然资源")
    assert shown(reviewer.page)[1:] == ["禄丰市体育局", "禄丰市自然资源局"]  # what is chosen stays in sight
    finder.fill("没有这个")
    assert reviewer.page.get_by_text("没有找到，请换几个字").is_visible()
    finder.fill("ZRZY")
    finder.press("ArrowDown")
    assert reviewer.page.evaluate("document.activeElement.name") == "unit"
    reviewer.fill(unit="LF-ZRZY", person="handler")
    walk.submit(reviewer).see("承办丁")
    assert walk.stage.complaints == []


def test_a_unit_of_the_house_is_found_among_many_and_asked(walk):
    walk.apply()
    walk.accepted()
    walk.do("reviewer", unit="LF-ZRZY", person="handler")
    handler = walk.task("handler").press("征求意见").fill(party="house_unit")
    handler.page.get_by_label("查找征求单位").fill("档案")
    handler.page.get_by_label("查找征求单位").press("Enter")
    handler.fill(information="征地补偿的发放明细")
    walk.picture(handler, "征求本机关单位")
    handler.press("拟定").see("不制发文书")
    handler.see("禄丰市档案馆")
    assert walk.stage.complaints == []


def test_several_units_are_ticked_in_a_box_and_stay_ticked_while_others_are_looked_for(package):
    handler = package.task("handler")
    page = handler.page
    package.picture(handler, "选定会签部门")
    ticked = page.locator("#f-units-options .tile:visible")
    assert ticked.count() > len(NAMES)
    page.get_by_label("查找会签单位").fill("财政")
    assert ticked.all_inner_texts() == ["禄丰市财政局"]
    page.get_by_label("查找会签单位").press("ArrowDown")
    page.keyboard.press("Space")
    page.get_by_label("查找会签单位").fill("司法")
    assert ticked.all_inner_texts() == ["禄丰市财政局", "禄丰市司法局"]
    page.locator('[name=units][value="LF-SF"]').check(force=True)
    package.picture(handler, "查找会签单位")
    package.submit(handler).see("司法局")
    assert package.stage.complaints == []


def test_the_organs_of_the_portal_stand_under_headings_and_are_found(walk):
    applicant = walk.stage.visitor("applicant", phone=True).go("/apply")
    applicant.page.locator("main input[type=checkbox]").first.check(force=True)
    applicant.press("开始填写")
    page = applicant.page
    headings = page.locator("[name=organ] optgroup").evaluate_all("all => all.map(e => e.label)")
    assert "禄丰市人民政府：政府部门" in headings
    page.get_by_label("查找受理机关").fill("审计")
    assert page.locator("[name=organ] option:not([hidden])").all_inner_texts() == ["请选择", "禄丰市审计局"]
    assert page.locator("[name=organ] optgroup:not([hidden])").count() == 1
    walk.picture(applicant, "查找受理机关")
    page.get_by_label("查找受理机关").press("Enter")
    assert page.locator("[name=organ]").input_value() == "LF-Z02"
