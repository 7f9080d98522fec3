"""A second factor on a phone, without script and by the keyboard: set up, sign in by code, by recovery code."""

from datetime import datetime

from tests.browser.people import Stage, Visitor
from tests.browser.test_every_page_can_be_used import SCRIPT
from tests.support.county import PASSWORD
from tests.support.second_factor import code_at


def now_of(stage: Stage) -> datetime:
    return datetime.fromisoformat((stage.instance / "now").read_text("ascii"))


def type_in(visitor: Visitor, words: str) -> None:
    """Into the first empty field, and sent with the return key."""
    visitor.page.locator("main form input:visible").first.focus()
    visitor.page.keyboard.type(words)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def by_password(visitor: Visitor) -> None:
    visitor.page.goto(visitor.base + "/signin")
    visitor.page.locator("input[name=login]").fill(visitor.name)
    type_in_password = visitor.page.locator("input[name=password]")
    type_in_password.fill(PASSWORD)
    type_in_password.press("Enter")
    visitor.page.wait_for_url("**/signin/code")


def is_good(visitor: Visitor) -> bool:
    """The page as it stands is as wide as the screen, and a careful reader finds nothing wrong with it."""
    assert visitor.page.evaluate(SCRIPT) == []
    return bool(visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def set_up(stage: Stage, visitor: Visitor) -> list[str]:
    """From the account to the recovery codes."""
    visitor.go("/desk").go("/signin/account").press("登录安全").picture("登录安全")
    assert is_good(visitor)
    type_in(visitor, PASSWORD)
    visitor.picture("设置双因素登录")
    assert is_good(visitor)
    picture = visitor.page.locator("svg.qr").bounding_box()
    assert picture is not None
    assert picture["width"] >= 180
    secret = visitor.page.locator(".typed-secret").inner_text().replace(" ", "")
    type_in(visitor, code_at(secret, now_of(stage)))
    codes = visitor.picture("恢复码").page.locator(".recovery-codes li").all_inner_texts()
    assert is_good(visitor)
    visitor.press("已经保存，继续")
    return [secret, *codes]


def test_the_way_of_an_owner(stage: Stage) -> None:
    clerk = stage.visitor("clerk", phone=True, script=False)
    secret, *codes = set_up(stage, clerk)
    assert len(codes) == 10
    clerk.go("/signin/account").press("退出登录")

    stage.tick()
    by_password(clerk)
    clerk.picture("输入动态验证码")
    assert is_good(clerk)
    field = clerk.page.locator("input[name=code]")
    assert (field.get_attribute("autocomplete"), field.get_attribute("inputmode")) == (
        "one-time-code",
        "numeric",
    )
    type_in(clerk, "000000" if code_at(secret, now_of(stage)) != "000000" else "111111")
    clerk.see("请核对手机时间")
    assert is_good(clerk)
    type_in(clerk, code_at(secret, now_of(stage)))
    clerk.page.wait_for_url("**/desk")
    clerk.go("/signin/account").press("退出登录")

    by_password(clerk)
    clerk.press("使用恢复码登录").picture("使用恢复码登录")
    assert is_good(clerk)
    type_in(clerk, codes[0].lower())
    clerk.page.wait_for_url("**/desk")
    clerk.see("还剩 9 个")
    for path in ("/signin/factor", "/signin/factor/end", "/signin/factor/recovery", "/signin/password"):
        assert is_good(clerk.go(path)), path
    assert stage.complaints == []
