"""Acts beside tasks ask with a certain answer only: a correction of 行政复议 asks for a ruling once there is one."""

import pytest

from tests.browser.beside import given_back
from tests.browser.people import Stage
from tests.browser.walking import Walk
from tests.journeys.test_proceedings import begin
from tests.support.databases import Prepared
from tests.support.office import Office

OF_JUDGMENT = "effective_on"
OF_RULING = ("ruling_number", "ruled_on", "got_on", "party_got_on")


@pytest.fixture
def walk(stage: Stage, county_office: Prepared) -> Walk:
    """A request that was answered, of which a reconsideration was begun."""
    with county_office.app.app_context(), given_back():
        office = Office()
        office.apply()
        office.issued()
        office.later(days=49)
        begin(office)
    found = Walk(stage, number=office.number)
    stage.at(f"{office.now:%Y-%m-%dT%H:%M}").tick()
    return found


def seen(page) -> set[str]:
    return {name for name in (*OF_RULING, OF_JUDGMENT) if page.locator(f"main [name={name}]").is_visible()}


def test_what_belongs_to_a_ruling_is_asked_with_a_ruling(walk):
    clerk = walk.stage.person("clerk").go(f"/desk/disclosure/{walk.number}/proceedings/1/correction")
    assert seen(clerk.page) == set()
    walk.picture(clerk, "更正复议记录")
    clerk.fill(ruling="maintained")
    assert seen(clerk.page) == set(OF_RULING)
    walk.picture(clerk, "更正复议记录-结果")
    clerk.fill(kind="litigation_direct")
    assert seen(clerk.page) == {*OF_RULING, OF_JUDGMENT}
    walk.picture(clerk, "更正复议记录-判决")
    clerk.fill(ruling="")
    assert seen(clerk.page) == set()


def test_a_decision_on_reconsideration_is_entered_without_a_day_of_its_effect(walk):
    clerk = walk.stage.person("clerk").go(f"/desk/disclosure/{walk.number}/proceedings/1/ruling")
    assert seen(clerk.page) == set(OF_RULING)
    walk.picture(clerk, "登记复议结果")
    clerk.fill(ruling="maintained", ruled_on="2026-04-10", got_on="2026-04-14").press("登记").see(
        "已登记结果"
    )
