"""分办: whoever chooses a unit is offered its people only, and who was chosen before goes with another unit."""

import pytest

from app.database import db
from app.office.people import appoint, find_person
from app.office.vocabulary import Role
from tests.browser.beside import given_back
from tests.browser.people import Stage
from tests.browser.walking import Walk
from tests.support.county import LONG_AGO, County


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return Walk(stage)


def offered(page):
    return [option.strip() for option in page.locator("[name=person] option").all_inner_texts()]


def test_only_people_of_the_chosen_unit_are_offered(walk):
    walk.apply()
    walk.accepted()
    reviewer = walk.task("reviewer")
    assert offered(reviewer.page) == ["请选择", "自然资源局 · 承办丁", "自然资源局 · 承办戊"]
    reviewer.fill(unit="LF-JS")
    assert offered(reviewer.page) == ["请选择"]
    reviewer.fill(unit="LF-ZRZY", person="handler2")
    assert offered(reviewer.page)[1:] == ["自然资源局 · 承办丁", "自然资源局 · 承办戊"]
    assert reviewer.page.locator("[name=person]").input_value() == "handler2"
    reviewer.fill(unit="LF-JS")
    assert reviewer.page.locator("[name=person]").input_value() == ""
    reviewer.fill(unit="LF-ZRZY", person="handler")
    walk.submit(reviewer)
    reviewer.see("承办丁")


def test_who_reassigns_is_offered_people_of_the_new_unit_alone(walk, county_office):
    with county_office.app.app_context(), given_back():
        for login, role in (("clerk2", Role.HANDLER), ("supervisor", Role.UNIT_HEAD)):
            appoint(find_person(login), County.load().units["LF-JS"], role, LONG_AGO)
        db.session.commit()
    walk.apply()
    walk.accepted()
    walk.do("reviewer", unit="LF-JS")
    reviewer = walk.stage.person("reviewer").go(f"/desk/cases/{walk.number}/reassignment")
    assert offered(reviewer.page)[1:] == ["自然资源局 · 承办丁", "自然资源局 · 承办戊"]
    reviewer.fill(unit="LF-ZG")
    assert offered(reviewer.page) == ["请选择"]
    reviewer.fill(reason="由制作该信息的单位承办")
    reviewer.press("改派").see("政务公开科没有担任承办人、承办单位负责人的人员，不能改派给它")
    reviewer.fill(unit="LF-ZRZY", person="handler", reason="由制作该信息的单位承办")
    reviewer.press("改派").see("已改派")
    reviewer.see("承办丁")
