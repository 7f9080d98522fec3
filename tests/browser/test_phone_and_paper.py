"""What a phone shows first, and where a printed page ends."""

import re
import subprocess

import pytest

from tests.browser.people import Visitor
from tests.browser.walking import Walk

PUSH_DOWN = """(height) => {
  const filler = document.getElementById('filler') || document.createElement('div');
  filler.id = 'filler'; filler.style.height = height + 'px';
  document.querySelector('.sheet').before(filler); }"""
HEADS = re.compile(r"(说明|凭证|据以计算的事项)$")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_months_of_a_chart_begin_with_the_newest_on_a_phone(stage, script):
    Walk(stage).apply()
    supervisor = (
        stage.visitor("supervisor", phone=True, script=script)
        .go("/board/analysis")
        .picture(f"phone-{script}")
    )
    frame = supervisor.page.locator(".chart .table-scroll")
    assert frame.evaluate("(frame) => frame.scrollWidth > frame.clientWidth")
    newest = frame.locator("text").last.bounding_box()
    around = frame.bounding_box()
    assert around["x"] <= newest["x"]
    assert newest["x"] + newest["width"] <= around["x"] + around["width"]


def test_a_supervisor_intervenes_from_a_phone(stage):
    walk = Walk(stage)
    walk.apply()
    supervisor = stage.person("supervisor", phone=True).go("/board/list?list=open")
    supervisor.page.locator("main summary", has_text="更多").first.click()
    supervisor.picture("phone-more").press("干预")
    assert supervisor.page.url.endswith(f"/board/cases/{walk.number}/intervene?list=open")


def test_what_was_typed_is_not_deleted_by_one_tap(stage):
    applicant = stage.visitor("applicant", phone=True).go("/apply")
    applicant.page.locator("main input[type=checkbox]").first.check(force=True)
    applicant.press("开始填写")
    applicant.page.locator("summary", has_text="删除已填的内容").click()
    assert applicant.page.url.endswith("/apply/form")
    applicant.see("不能恢复")
    applicant.press("确认删除").see("已删除填写的内容")


def test_an_answer_is_changed_by_a_thumb(stage):
    """The link stands in one line and is high enough; 24 px is what WCAG 2.2 (2.5.8) asks of a target."""
    walk = Walk(stage)
    walk.apply()
    walk.accepted()
    walk.do("reviewer", unit="LF-ZRZY")
    handler = stage.person("handler", phone=True).go(f"/desk/disclosure/{walk.number}/judging/1")
    handler.fill(answer="clear").press("下一步")
    box = handler.page.get_by_role("link", name="改答").bounding_box()
    assert box["width"] >= 24
    assert 24 <= box["height"] < 40


def test_on_a_wide_screen_the_chart_stands_at_the_left(stage):
    Walk(stage).apply()
    frame = stage.person("supervisor").go("/board/analysis").page.locator(".chart .table-scroll")
    assert frame.locator("svg").bounding_box()["x"] == pytest.approx(frame.bounding_box()["x"], abs=1)


def ends_of_pages(visitor: Visitor) -> list[str]:
    """The last line of each printed page."""
    pdf = visitor.page.pdf(format="A4", page_ranges="1-2")
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout
    pages = (page.strip().splitlines() for page in text.decode().split("\f"))
    return [page[-1].strip() for page in pages if page]


def test_the_head_of_a_printed_table_never_stands_alone(stage):
    """期限计算单: wherever the table comes to lie, its first row stands on the page of its head."""
    walk = Walk(stage)
    walk.apply()
    walk.registered()
    clerk = stage.person("clerk").go(f"/desk/cases/{walk.number}/clocks")
    ends = []
    for height in range(480, 960, 24):
        clerk.page.evaluate(PUSH_DOWN, height)
        ends += ends_of_pages(clerk)
    assert len(set(ends)) > 5
    assert [one for one in ends if HEADS.search(one)] == []
