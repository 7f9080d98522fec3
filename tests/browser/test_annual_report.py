"""The annual report as an office walks it: from the list to the published page."""

import pytest

from app.database import db
from tests.browser.people import Stage
from tests.support.county import County
from tests.support.databases import Prepared
from tests.support.year_of_cases import YEAR, fill


@pytest.fixture
def office(stage: Stage, county_office: Prepared) -> Stage:
    """The office with a year of requests behind it."""
    with county_office.app.app_context():
        fill(County.load().units["LF"], "甲", 60)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return stage


def test_from_the_tables_to_the_public_page(office):
    head = office.person("officehead").go("/board/reports").picture("年度报告空")
    head.fill(organ="LF", year=str(YEAR), covers="own").press("建立").see("请填写")
    head.picture("年度报告起草")
    address = head.page.url.removeprefix(office.base)
    for part in ("section1", "section5"):
        box = head.page.locator(f"textarea[name={part}]")
        box.fill(box.input_value().replace("（请填写）", "正常开展。"))
    head.press("保存正文").see("已保存正文")
    head.page.locator("td a[href*='licences']").first.click()
    head.fill(value="-3", reason="汇总").press("填报").see("不能小于零")
    head.picture("填报被拒绝")
    head.fill(value="12").press("填报").see("已填报")
    head.go(f"{address}/cells/table3.new.total").picture("一格的办件")
    head.go(address).press("签批").see("已签批，数字已固定")
    head.press("报送审核").see("已报送审核")
    above = office.person("prefsupervisor").go(address)
    above.press("审核通过，定稿").see("已定稿")
    above.go(f"/board/reports?year={YEAR}").picture("检查一览")
    above.go(f"/board/reports/statistics?organ=LF&year={YEAR}&span=q3").picture("季度统计")
    head.go(address).press("公布").see("已公布")
    reader = office.visitor("reader", phone=True).go("/annual-reports").picture("门户列表")
    reader.press(f"禄丰市人民政府{YEAR}年").see("五、存在的主要问题及改进情况")
    reader.picture("门户报告")
    assert office.complaints == []
