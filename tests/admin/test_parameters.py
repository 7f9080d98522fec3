"""Changing a legal parameter: preview, source required, used at once."""

from datetime import date

import pytest
from sqlalchemy import select

from app.casework.acts import once
from app.casework.administration.parameters import change_parameter
from app.casework.models import ParameterChange
from app.casework.terms import clocks
from app.casework.terms.clock_view import explanations_of
from app.database import db
from app.law.errors import InvalidParameters
from tests.support.copies import copy_case
from tests.support.office import Office

pytestmark = pytest.mark.database
KEY, PAGE = "reply_working_days", "/admin/parameters/reply_working_days"
SOURCE = "国务院令第711号第三十三条，已核对"
ALWAYS = "2019-05-15"  # 条例施行之日


def test_a_change_shows_its_effect_first_and_is_used_by_open_and_new_clocks(admin):
    office = Office()
    office.register()
    old = office.number
    assert office.case.due_on == date(2026, 3, 30)
    preview = admin.post(PAGE, value="15", source=SOURCE, valid_from=ALWAYS)
    assert old in preview.words
    assert "2026-03-23" in preview.words
    assert changes() == []

    done = admin.post(
        PAGE, value="15", source=SOURCE, valid_from=ALWAYS, confirm="1", form_key=preview.form_key()
    )
    assert done.status == 302
    db.session.rollback()
    assert office.case.due_on == date(2026, 3, 23)
    office.register()
    assert office.case.due_on == date(2026, 3, 23)
    once.forget()
    assert clocks.parameters_on(date(2026, 3, 2)).entry(KEY).changed


def test_who_goes_back_from_the_preview_finds_what_was_typed(admin):
    admin.post(PAGE, value="15", source=SOURCE, valid_from="2026-05-01")
    again = admin.post(PAGE, value="15", source=SOURCE, valid_from="2026-05-01", again="1")
    assert all(typed in again.text for typed in ('value="15"', SOURCE, "2026-05-01"))
    assert changes() == []


def test_of_thousands_the_first_are_listed_and_the_rest_is_counted(admin):
    office = Office()
    office.register()
    copy_case(office.number, 219)
    preview = admin.post(PAGE, value="15", source=SOURCE, valid_from=ALWAYS)
    assert "只列出前 200 件，另有" in preview.words


def test_a_map_is_changed_by_article(admin):
    page = "/admin/parameters/remedy_class_by_article"
    typed = {
        "value_14": "Q",
        "value_15": "E",
        "value_16": "Q",
        "value_default": "E",
        "source": "本地法院口径",
        "valid_from": "2026-01-01",
    }
    assert "第 15 条：复议或者诉讼" in admin.post(page, **typed).words
    assert admin.post(page, **typed, confirm="1").status == 302
    assert changes()[0].value == {"14": "Q", "15": "E", "16": "Q", "default": "E"}


def test_registering_a_check_without_a_change_marks_the_parameter_as_checked(admin):
    page = "/admin/parameters/late_clarification_restarts"
    assert admin.post(page, value="false", source="条例原文", valid_from=ALWAYS, confirm="1").status == 302
    row = (
        admin.get("/admin/parameters").tree.xpath("//tr[@id='late_clarification_restarts']")[0].text_content()
    )
    assert "本机关已核对" in row
    assert "未核对" not in row


def test_the_unverified_ones_come_first(admin):
    flags = admin.get("/admin/parameters").tree.xpath("//main//td[@data-label='核对']")
    words = [flag.text_content().strip() for flag in flags]
    assert words[0] == "未核对"
    assert words.index("已核对") > max(i for i, word in enumerate(words) if word == "未核对")


@pytest.mark.parametrize(
    ("typed", "field", "why"),
    [
        ({"value": "15", "source": ""}, "source", "请填写依据"), ({"value": "", "source": "x"}, "value", "请填写"),
        ({"value": "15", "source": "x", "valid_from": ""}, "valid_from", "请填写自哪一天起施行"),
        ({"value": "15", "source": "x", "valid_from": "明年"}, "valid_from", "应为日期"),
        ({"value": "-1", "source": "x"}, "value", "0 至 3660"), ({"value": "十五", "source": "x"}, "value", "应为整数"),
        ({"value": "99999999999999", "source": "x"}, "value", "0 至 3660"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_beside_the_field(admin, typed, field, why):
    page = admin.post(PAGE, **{"valid_from": ALWAYS, **typed}, confirm="1")
    assert page.status == 422
    assert why in page.error(field)
    assert page.value("source") == typed["source"]
    assert changes() == []


def test_a_value_that_leads_beyond_the_calendar_is_refused(admin):
    Office().register()
    page = admin.post(PAGE, value="3000", source=SOURCE, valid_from=ALWAYS)
    assert page.status == 409
    assert "年的工作日历" in page.words
    assert changes() == []


def test_a_value_for_a_coming_year_is_entered_today_and_moves_nothing_before(admin):
    office = Office()
    office.register()
    preview = admin.post(PAGE, value="15", source=SOURCE, valid_from="2027-01-01")
    assert "没有在办办件的期限因此变化" in preview.words
    assert "自 2027年1月1日" in preview.words
    admin.post(PAGE, value="15", source=SOURCE, valid_from="2027-01-01", confirm="1")
    db.session.rollback()
    assert office.case.due_on == date(2026, 3, 30)
    row = admin.get("/admin/parameters").tree.xpath(f"//tr[@id='{KEY}']")[0].text_content()
    assert "20 工作日" in row
    assert "自 2027-01-01 起 15 工作日" in row
    once.forget()
    before, after = (clocks.parameters_on(day).value(KEY) for day in (date(2026, 12, 31), date(2027, 1, 1)))
    assert (before, after) == (20, 15)


def test_what_was_closed_is_not_judged_by_a_later_number(admin):
    """The reply came on the nineteenth day, in time; a value entered afterwards must not make it late."""
    office = Office()
    office.apply()
    office.later(days=25).issued()
    office.do("clerk", "T_archive", retention_years=10)
    assert not office.case.is_open
    told = [sheet.to_mapping() for _, sheet in explanations_of(office.case)]
    states = [clock.state for clock in clocks.clocks_of(office.case)]

    assert admin.post(PAGE, value="15", source=SOURCE, valid_from=ALWAYS, confirm="1").status == 302
    db.session.rollback()
    once.forget()
    assert [sheet.to_mapping() for _, sheet in explanations_of(office.case)] == told
    assert [clock.state for clock in clocks.clocks_of(office.case)] == states


def test_fee_ladders_are_shown_but_not_changed_here(admin):
    page = admin.post("/admin/parameters/fee_page_tiers", value="x", source=SOURCE, confirm="1")
    assert page.status == 422
    assert "随产品版本更新" in page.words


def changes():
    return db.session.scalars(select(ParameterChange)).all()


def test_what_no_rule_uses_is_not_offered(admin):
    page = admin.get("/admin/parameters")
    assert page.tree.xpath(f"//tr[@id='{KEY}']")
    assert not page.tree.xpath("//tr[@id='annual_report_format']")
    assert admin.get("/admin/parameters/annual_report_format").status == 404
    assert admin.post("/admin/parameters/annual_report_format", value="2019", source=SOURCE).status == 404


def test_nor_is_it_changed_past_the_page(app):
    office = Office()
    with pytest.raises(InvalidParameters, match="还没有规则使用"):
        office.run(
            change_parameter, office.person("admin"), parameter="annual_report_format", value="2019", source=SOURCE,
            valid_from=date(2026, 1, 1),
        )  # fmt: skip
    assert changes() == []


def test_the_sample_of_a_letter_shows_the_remedy_as_the_office_has_set_it(admin):
    """Dated 20 March 2026: a value that holds from that day shows, one that comes later does not."""
    page, changed = "/admin/letters/reply_partly_granted", "/admin/parameters/partial_remedy_rule"
    assert "或者自收到本告知书之日起6个月内" in admin.get(page).words
    admin.post(changed, value="Q", source=SOURCE, valid_from="2026-03-21", confirm="1")
    assert "或者自收到本告知书之日起6个月内" in admin.get(page).words
    admin.post(changed, value="Q", source=SOURCE, valid_from="2026-03-20", confirm="1")
    words = admin.get(page).words
    assert "先向禄丰市人民政府申请行政复议" in words
    assert "或者自收到本告知书之日起6个月内" not in words


def test_a_sample_says_what_of_it_was_not_compared_with_the_published_text(admin):
    assert (
        "未核对：《中华人民共和国统计法》条文" in admin.get("/admin/letters/reply_denied_law_forbids").words
    )
    assert "未核对：" not in admin.get("/admin/letters/reply_granted").words
