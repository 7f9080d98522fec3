"""Pages of annual reports: numbers open what they count, what is refused stays typed, each sees and does their own."""

from datetime import datetime

import pytest

from app import timekeeping
from app.casework.models import AnnualReport
from app.database import db
from tests.support.browsing import Browser
from tests.support.year_of_cases import YEAR, fill

pytestmark = pytest.mark.database
NOW = datetime(YEAR + 1, 1, 12, 9, tzinfo=timekeeping.OFFICE_TIME)
LICENCES = "table2.licences.decisions"


@pytest.fixture
def cases(county):
    fill(county.units["LF"], "甲", 40)
    db.session.commit()


@pytest.fixture
def at(client, cases):
    return lambda login: Browser(client, NOW).sign_in(login)


@pytest.fixture
def report(at):
    at("officehead").post("/board/reports", organ="LF", year=str(YEAR), covers="own")
    return db.session.scalar(db.select(AnnualReport.id))


def edition(report):
    db.session.expire_all()
    return str(db.session.get(AnnualReport, report).edition)


def state(report):
    db.session.expire_all()
    return db.session.get(AnnualReport, report).state


def test_numbers_of_the_page_open_as_many_cases(at, report):
    head = at("officehead")
    links = [
        link for link in head.get(f"/board/reports/{report}").tree.xpath("//td/a[contains(@href, '/cells/table3')]")
        if link.text_content() not in ("0", "空")
    ]  # fmt: skip
    assert len(links) > 20
    for link in links[:6]:
        page = head.get(link.get("href"))
        assert f"办件 {link.text_content()} 件" in page.words


def test_a_wrong_entry_is_told_where_it_was_typed(at, report):
    address = f"/board/reports/{report}/cells/{LICENCES}"
    head = at("officehead")
    refused = head.post(address, value="-5", reason="汇总表")
    assert (refused.status, refused.value("value"), refused.value("reason")) == (422, "-5", "汇总表")
    assert "不能小于零" in refused.error("value")
    refused = head.post(address, value="12", reason="长" * 301)
    assert (refused.status, refused.value("reason")) == (422, "长" * 301)
    assert "最多 300 字，现为 301 字" in refused.error("reason")
    assert head.post(address, value="12", reason="汇总表").status == 302
    assert "主任辛" in head.get(address).words
    assert head.get(f"/board/reports/{report}/cells/table3.none.none").status == 404
    assert head.get(f"/board/reports/{report}/files/exe").status == 404


def test_the_way_of_a_report_by_its_pages(at, report):
    head = at("officehead")
    page = head.get(f"/board/reports/{report}")
    stopped = head.post(f"/board/reports/{report}/sign", edition=edition(report))
    assert stopped.status == 409
    assert "请填写" in stopped.words
    texts = {part: page.value(part).replace("（请填写）", "正常。") or "正常。"
             for part in ("preface", "section1", "section5", "section6")}  # fmt: skip
    assert head.post(f"/board/reports/{report}/texts", edition="9", **texts).status == 409
    head.post(f"/board/reports/{report}/texts", edition=edition(report), **texts)
    head.post(f"/board/reports/{report}/cells/{LICENCES}", value="12", reason="")
    head.post(f"/board/reports/{report}/sign", edition=edition(report))
    assert state(report) == "signed"
    head.post(f"/board/reports/{report}/hand-in")
    above = at("prefsupervisor")
    assert above.post(f"/board/reports/{report}/review", edition=edition(report), findings="").status == 422
    refused = above.post(
        f"/board/reports/{report}/review", edition=edition(report), findings="短\n" + "长" * 501
    )
    assert (refused.status, "长" * 501 in refused.value("findings")) == (422, True)
    assert "每条问题最多 500 字，现为 501 字" in refused.error("findings")
    above.post(f"/board/reports/{report}/review", edition=edition(report), freeze="1")
    assert state(report) == "frozen"
    at("officehead").post(f"/board/reports/{report}/publish")
    assert "已公布" in at("prefsupervisor").get(f"/board/reports?year={YEAR}").words


def test_who_sees_nothing_of_it(at, report):
    assert at("foreignreviewer").get(f"/board/reports/{report}").status == 404
    assert at("clerk").get("/board/reports").status == 403
    assert at("unithead").get(f"/board/reports/{report}").status == 404
    assert at("supervisor").post(f"/board/reports/{report}/sign", edition="1").status == 403


def test_a_year_that_is_not_over_is_refused(at):
    refused = at("officehead").post("/board/reports", organ="LF", year=str(YEAR + 1), covers="own")
    assert refused.status == 422
    assert "还没有结束" in refused.words


@pytest.mark.parametrize("span", ["", "q2", "m12", "x9"])
def test_statistics_of_a_quarter_and_a_month(at, span):
    page = at("supervisor").get(f"/board/reports/statistics?organ=LF&year={YEAR}&span={span}")
    assert page.status == 200
    assert "三、收到和处理政府信息公开申请情况" in page.words
    of_part = ("本期新收政府信息公开申请数量", "上期结转", "本期办理结果", "结转下期继续办理")
    of_year = ("本年新收政府信息公开申请数量", "上年结转", "本年度办理结果", "结转下年度继续办理")
    said, unsaid = (of_part, of_year) if span in ("q2", "m12") else (of_year, of_part)
    assert all(words in page.words for words in said)
    assert not any(words in page.words for words in unsaid)


def test_each_number_of_a_quarter_opens_as_many_cases(at):
    supervisor = at("supervisor")
    page = supervisor.get(f"/board/reports/statistics?organ=LF&year={YEAR}&span=q2")
    links = page.tree.xpath("//td/a")
    assert len(links) == len(page.tree.xpath("//td")) > 180
    filled = [link for link in links if link.text_content() != "0"]
    assert len(filled) > 15
    for link in (*filled[::3], links[0]):
        opened = supervisor.get(link.get("href"))
        assert f"{YEAR}年第2季度：办件 {link.text_content()} 件" in opened.words, link.get("href")


def test_statistics_have_their_place_in_the_menu(at):
    """They are pages of 年度报告, so 督办看板 does not say that it is the present one."""
    supervisor = at("supervisor")
    for path in ("", "/cells/table3.new.total"):
        page = supervisor.get(f"/board/reports/statistics{path}?organ=LF&year={YEAR}&span=m03")
        here = page.tree.xpath("//nav//a[@aria-current='page']/@href")
        assert here == ["/board/reports"]
    assert "本期新收" in page.words


def test_numbers_of_an_organ_of_others_stay_closed(at):
    foreign = at("foreignreviewer").get(
        f"/board/reports/statistics/cells/table3.new.total?organ=LF&year={YEAR}"
    )
    assert foreign.status in (403, 404) or "禄丰市人民政府" not in foreign.words
    assert at("supervisor").get("/board/reports/statistics/cells/table3.none.total").status == 404


def test_a_table_that_was_left_empty_is_named_in_words(at):
    head = at("officehead")
    head.post("/board/reports", organ="LF", year=str(YEAR), covers="all")
    report = db.session.scalar(db.select(AnnualReport.id))
    places = head.get(f"/board/reports/{report}").tree.xpath("//section[@aria-label='自检']//td[2]/text()")
    assert "二、主动公开政府信息情况" in places
    assert not any("table" in one for one in places)
