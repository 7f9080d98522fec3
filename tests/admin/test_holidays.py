"""Importing a holiday notice through the page: what moves is shown first, then it moves."""

from datetime import datetime

import pytest
from sqlalchemy import select

from app.casework.acts import once
from app.casework.acts.audit import verify
from app.casework.models import AuditEntry, HolidayNotice
from app.casework.terms import clocks
from app.database import db
from app.timekeeping import OFFICE_TIME
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = pytest.mark.database

DECEMBER = datetime(2026, 12, 16, 9, 0, tzinfo=OFFICE_TIME)
OFF = (
    "元旦：1月1日至4日\n春节：2月5日至11日\n清明节：4月3日至5日\n劳动节：5月1日至5日\n"
    "端午节：6月9日\n中秋节：9月15日\n国庆节：10月1日至7日"
)
TYPED = {
    "year": "2027",
    "document": "国办发明电〔2026〕9号",
    "published": "2026-11-05",
    "off": OFF,
    "work": "1月16日",
}


@pytest.fixture
def office(app):
    """A case whose reply is due in January 2027, which is provisional."""
    office = Office(now=DECEMBER)
    office.register()
    return office


def admin_at(client, now):
    return Browser(client, now).sign_in("admin")


def test_the_preview_lists_every_case_that_moves_and_changes_nothing(client, office):
    before = office.case.due_on
    page = admin_at(client, DECEMBER).post("/admin/holidays/import", **TYPED)
    assert page.status == 200
    assert office.number in page.words
    assert f"{before} " in page.words
    assert "暂定" in page.words
    assert (office.case.due_on, office.case.due_is_provisional) == (before, True)
    assert db.session.scalars(select(HolidayNotice)).all() == []


def test_confirming_moves_the_due_day_as_announced(client, office):
    before = office.case.due_on
    admin = admin_at(client, DECEMBER)
    preview = admin.post("/admin/holidays/import", **TYPED)
    announced = preview.tree.xpath("//main//td[@data-label='新期限']")[0].text_content()
    done = admin.post("/admin/holidays/confirm", source=preview.value("source"), form_key=preview.form_key())
    db.session.rollback()
    once.forget()
    assert office.case.due_on != before
    assert str(office.case.due_on) in announced
    assert str(office.case.due_on) in done.words
    assert office.case.due_is_provisional is False
    assert clocks.calendar().year(2027).document == "国办发明电〔2026〕9号"
    assert verify() is None


def test_confirming_twice_imports_once(client, office):
    admin = admin_at(client, DECEMBER)
    preview = admin.post("/admin/holidays/import", **TYPED)
    for _ in range(2):
        assert (
            admin.post("/admin/holidays/confirm", source=preview.value("source"), form_key="k").status == 200
        )
    assert len(db.session.scalars(select(HolidayNotice)).all()) == 1


def test_the_project_form_may_be_pasted(client, office):
    source = 'year = 2027\nstatus = "official"\ndocument = "某号"\nwork = []\noff = [2027-01-01]\n'
    page = admin_at(client, DECEMBER).post("/admin/holidays/import", form="toml", source=source, without="on")
    assert page.status == 200
    assert "没有调休上班的日子，请核对" in page.words


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"off": ""}, "off", "请填写放假日期"), ({"off": "13月1日"}, "off", "看不懂"),
        ({"document": ""}, "document", "请填写文号"),
        ({"off": "2028年1月1日"}, "off", "不属于该年度"), ({"work": "1月5日"}, "off", "不是周六、周日"),
        ({"off": "元旦：1月1日"}, "off", "没有读到春节、清明节"), ({"work": "1月2日"}, "off", "一处放假、一处上班"),
        ({"off": "以下日期放假", "work": ""}, "off", "没有读到任何日期"),
        ({"year": "abc"}, "year", "应为整数"), ({"year": "1999"}, "year", "2019 至 2099"),
    ],
)  # fmt: skip
def test_a_notice_that_cannot_be_used_is_refused_beside_the_field_and_kept(client, app, changes, field, why):
    typed = {**TYPED, **changes}
    page = admin_at(client, DECEMBER).post("/admin/holidays/import", **typed)
    assert page.status == 422
    assert why in page.error(field)
    assert page.value(field).strip() == typed[field].strip()


def test_a_text_that_is_no_toml_is_refused_and_kept(client, app):
    page = admin_at(client, DECEMBER).post("/admin/holidays/import", form="toml", source="year = ")
    assert page.status == 422
    assert "不是有效的 TOML" in page.error("source")
    assert page.value("source").strip() == "year ="


def test_a_source_that_was_tampered_with_is_refused_at_confirmation(client, app):
    page = admin_at(client, DECEMBER).post("/admin/holidays/confirm", source="year = 2027")
    assert page.status == 422
    assert "须同时列出放假" in page.words
    assert db.session.scalar(select(AuditEntry).where(AuditEntry.tag == "calendar.imported")) is None


SUPPLEMENT = {**TYPED, "kind": "supplement", "document": "国办发明电〔2026〕3号", "work": "", "year": "2026",
              "off": "经国务院批准，2026年12月18日（星期五）放假，12月19日（星期六）上班。"}  # fmt: skip


def test_a_supplement_changes_its_days_only_and_each_is_shown_with_its_words(client, app):
    page = admin_at(client, DECEMBER).post("/admin/holidays/import", **SUPPLEMENT)
    assert page.status == 200
    cells = page.tree.xpath("//table[caption='逐日核对']/tbody/tr/*")
    shown = [" ".join(cell.text_content().split()) for cell in cells]
    words = "经国务院批准,2026年12月18日（周五）放假,12月19日（周六）上班"
    assert shown == [
        "2026-12-18 周五", "工作日", "节假日放假", words, "2026-12-19 周六", "周六", "调休上班 改为计入", words,
    ]  # fmt: skip
    assert "2026-10-01" in page.value("source")


def test_a_notice_that_begins_in_december_changes_the_year_before_too(client, app):
    typed = {**TYPED, "off": OFF.replace("元旦：1月1日至4日", "元旦：2026年12月31日至2027年1月2日")}
    page = admin_at(client, DECEMBER).post("/admin/holidays/import", **typed)
    assert "2026-12-31" in page.value("before")
    assert "2026-12-31" not in page.value("source")


def test_a_year_with_festivals_missing_is_refused_at_the_head_of_the_act(client, app):
    source = 'year = 2027\nstatus = "official"\nwork = []\n[off]\n"元旦" = [2027-01-01]\n'
    page = admin_at(client, DECEMBER).post("/admin/holidays/confirm", source=source)
    assert page.status == 409
    assert "缺少春节、清明节" in page.words


def test_the_list_says_which_year_is_provisional(client, app):
    page = admin_at(client, DECEMBER).get("/admin/holidays")
    assert "2027 年还没有导入" in page.words
