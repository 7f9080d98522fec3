"""The signing page over several texts, and the way to lift one's own objection."""

import pytest

from tests.desk.browsing import hidden
from tests.steps.conftest import drafting

pytestmark = pytest.mark.database
__all__ = ["drafting"]


def test_every_text_is_shown_with_its_version_and_signed_as_it_was_seen(drafting, browser):
    drafting.written("第一稿全文", "说明全文").sent()
    item = drafting.copies()["财政局"].id
    page = browser("financehead").get(f"/desk/signing/{item}").text
    assert "第一稿全文" in page
    assert "说明全文" in page
    assert page.count("第 1 版") >= 2
    assert "不同意" in page
    assert len(hidden(page, "signed_hash")) == 64


def test_the_objector_lifts_the_objection_on_the_case_page(drafting, browser):
    drafting.written().sent()
    drafting.co_sign("unithead", "自然资源局", decision="send_back", opinion="用地未批")
    head = browser("unithead")
    page = head.get(f"/desk/cases/{drafting.number}").text
    assert "撤回异议" in page
    path = page.split('href="')[1:]
    href = next(one.split('"')[0] for one in path if "/objections/" in one)
    assert head.post(href, {"form_key": "l", "reason": ""}).status_code == 422
    assert (
        head.post(href, {"form_key": "m", "reason": "用地已批"}).location == f"/desk/cases/{drafting.number}"
    )
    assert "异议已撤回" in head.get(f"/desk/cases/{drafting.number}").text
