"""The return key in a field of one line keeps what is written; it sends no decision."""

import pytest

from tests.browser.people import Stage
from tests.browser.walking import Walk


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return Walk(stage)


def test_it_keeps_the_draft_and_decides_nothing(walk):
    walk.apply()
    clerk = walk.task("clerk").press("认领")
    clerk.fill(title="写到一半的标题")
    clerk.page.locator("main [name=title]").press("Enter")
    clerk.page.wait_for_load_state()
    clerk.see("已暂存，下次打开接着填写")
    assert clerk.page.locator("main [name=title]").input_value() == "写到一半的标题"
    walk.picture(clerk, "回车暂存")


def test_from_the_pool_it_does_nothing(walk):
    walk.apply()
    clerk = walk.task("clerk").fill(title="还没有认领")
    where = clerk.page.url
    clerk.page.locator("main [name=title]").press("Enter")
    assert clerk.page.url == where
    assert clerk.page.locator("main [name=title]").input_value() == "还没有认领"
