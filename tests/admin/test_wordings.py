"""Texts of messages and of the guide: allowed fields alone, looked at first, and the standard comes back."""

import pytest
from sqlalchemy import func, select

from app.casework.models import OfficeWording
from app.casework.wordings.catalogue import WORDINGS
from app.casework.wordings.filling import filled, problems_of
from app.casework.wordings.known import words_of
from app.database import db
from app.portal.guide import SECTIONS
from tests.support.browsing import Browser

pytestmark = pytest.mark.database
ALERT = {"提醒": "临期", "编号": "LF-2026-0001", "期限": "答复期限", "到期": "2026年03月30日"}


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=lambda one: one.key)
def test_every_standard_text_keeps_its_own_rules(wording):
    assert problems_of(wording, wording.heading, wording.body) == {}
    assert "{" not in filled(wording.heading + wording.body, wording.fields)
    assert (wording.group == "guide") is (wording.key in SECTIONS)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("{编号} {到期} {申请人}", "没有{申请人}这个字段"), ("{编号}", "不能没有{到期}"),
        ("{编号} {到期} {", "花括号没有成对"),
        ("{{编号}} {到期}", "花括号没有成对"),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_filled_is_refused_beside_its_field_and_kept(admin, body, why):
    page = admin.post("/admin/wordings/alert", heading="提醒", body=body)
    assert (page.status, page.value("body").strip()) == (422, body)
    assert why in page.error("body")
    assert words_of("alert", ALERT)[0] == "【临期】LF-2026-0001 答复期限"


def test_a_text_is_looked_at_kept_and_taken_back(admin):
    typed = {"heading": "请尽快：{编号}", "body": "{期限}到 {到期} 为止"}
    looked = admin.post("/admin/wordings/alert", preview="1", **typed)
    assert "办理期限到 2026年03月30日 为止" in looked.words
    assert db.session.scalar(select(func.count()).select_from(OfficeWording)) == 0
    assert admin.post("/admin/wordings/alert", **typed).status == 302
    assert words_of("alert", ALERT) == ("请尽快：LF-2026-0001", "答复期限到 2026年03月30日 为止")
    assert admin.post("/admin/wordings/alert", heading="", body="").status == 302
    assert words_of("alert", ALERT)[0] == "【临期】LF-2026-0001 答复期限"
    assert "恢复标准文字" in admin.get("/admin/wordings/alert").words


def test_what_the_office_writes_into_the_guide_stands_there_as_text(admin, client):
    assert "春节期间" not in Browser(client).get("/").words
    body = "春节期间收件安排\n<b>请打电话</b> {电话}"
    assert admin.post("/admin/wordings/guide_notice", heading="公告", body=body).status == 302
    page = Browser(client).get("/")
    assert "春节期间收件安排" in page.words
    assert "<b>请打电话</b>" in page.words, "no markup of a person becomes part of the page"


def test_only_administrators_of_the_top_write(client, county):
    assert Browser(client).sign_in("clerk").get("/admin/wordings").status == 403
