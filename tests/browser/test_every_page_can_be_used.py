"""Every page that somebody is led to, looked over in the browser: what axe and a careful reader would find.

Names of controls, headings, landmarks, contrast, links that differ by more than their colour, order and reach of the
focus, size of text (also within diagrams), text that touches a control, two words that run together.
"""

import re
from pathlib import Path

import pytest

from tests.browser.people import PHONE, Visitor
from tests.browser.walking import SEARCH, Walk

WIDE = {"width": 1440, "height": 900}
SCRIPT = Path(__file__).with_name("looking_over.js").read_text("utf-8").split("*/", 1)[1].strip()
PUBLIC = ("/", "/apply", "/progress", "/verify", "/policies", "/publications", "/concerns", "/annual-reports",
          "/calculator", "/api/docs", "/signin")  # fmt: skip
PEOPLE = ("clerk", "reviewer", "handler", "officehead", "supervisor", "admin")
LINKS = (
    "Array.from(document.querySelectorAll('#side a[href], main a[href]')).map((a) => a.getAttribute('href'))"
)
NO_PAGE = re.compile(r"\.(pdf|docx|xlsx|zip|json|csv|ofd)\b|signout|/export|/edition|feed|/editing|/files/")
SEEDED = {
    "no name": "<input type='text'>",
    "no alt": "<img src='/favicon.ico'>",
    "order of focus": "<button tabindex='3'>办理</button>",
    "id twice": "<i id='main'></i>",
    "heading leaves out a level": "<h5>小节</h5>",
    "contrast": "<p style='color:#999'>灰字</p>",
    "link known by its colour alone": "<p>见<a class='x' href='/verify'>核验</a>一页</p>",
    "text glued to a control": "<p><a class='btn'>办理</a></p><p style='margin:-1.2rem 0 0;line-height:1'>说明</p>",
    "two words run together": "<p><b>已受理</b><i>逾期</i></p>",
    "too small to read": "<p style='font-size:9px'>小字</p>",
    "for leads nowhere": "<label for='nothing'>姓名</label>",
    "scrolls for the mouse alone": "<div style='overflow-x:auto;width:90px'><p style='width:900px'>宽</p></div>",
}  # fmt: skip


def looked_over(visitor: Visitor, path: str) -> list[str]:
    """What is wrong with a page, each with its address."""
    visitor.page.goto(visitor.base + path)
    return [f"{path} {one}" for one in visitor.page.evaluate(SCRIPT)]


def led_to(visitor: Visitor) -> list[str]:
    """One page of each kind that the menu and the page which is open lead to."""
    kinds: dict[str, str] = {}
    for href in visitor.page.evaluate(LINKS):
        path = href.split("#")[0]
        if path.startswith("/") and not NO_PAGE.search(path):
            kinds.setdefault(
                re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]+-\d{4}-\d+|\d+|=[^&]*", "#", path), path
            )
    return list(kinds.values())


@pytest.fixture
def walk(stage) -> Walk:
    """An office at work: one request is searched for, one waits to be screened, one to be registered."""
    walk = Walk(stage)
    walk.apply(description="禄丰市人民政府2025年度集中采购目录")
    walk.apply(description="禄丰市2024年度农村饮水工程验收报告")
    walk.registered()
    walk.apply()
    walk.accepted()
    walk.do("reviewer", unit="LF-ZRZY")
    walk.do("handler", **SEARCH, outcome="granted")
    return walk


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_public_pages(stage, size):
    reader = stage.visitor("reader")
    reader.page.set_viewport_size(size)
    assert [one for path in PUBLIC for one in looked_over(reader, path)] == []
    assert stage.complaints == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_what_an_applicant_sees(stage, size):
    walk = Walk(stage)
    applicant = walk.apply()
    applicant.page.set_viewport_size(size)
    assert applicant.page.evaluate(SCRIPT) == []  # the receipt with number and code
    walk.follow(applicant)
    assert applicant.page.evaluate(SCRIPT) == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_pages_of_every_post(walk, size):
    faults, seen = [], 0
    for login in PEOPLE:
        person = walk.stage.visitor(login).go("/signin").sign_in()
        person.page.set_viewport_size(size)
        pages = led_to(person)
        if login != "admin":
            pages = [f"/desk/cases/{walk.number}", *pages]
        faults += [f"{login} {one}" for path in pages for one in looked_over(person, path)]
        seen += len(pages)
    assert faults == []
    assert seen > 60
    assert walk.stage.complaints == []


@pytest.mark.parametrize("rule", SEEDED)
def test_each_fault_would_be_found(stage, rule):
    """Without the policy of styles, which would keep the seeded ones out."""
    reader = stage.visitor("reader").go("/verify")
    reader.page.evaluate(
        "(markup) => { const part = document.createElement('div'); part.innerHTML = markup;"
        " part.querySelectorAll('[style]').forEach((e) => { e.style.cssText = e.getAttribute('style'); });"
        " document.querySelector('main').append(part); }",
        SEEDED[rule],
    )
    assert [one for one in reader.page.evaluate(SCRIPT) if one.startswith(rule)], rule
