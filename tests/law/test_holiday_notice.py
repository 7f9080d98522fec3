"""Notices as published are read to exactly the days of the year; what cannot be read is refused with its place."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from app.law.calendar import load_builtin_calendar
from app.law.calendar_year import CalendarYear
from app.law.errors import InvalidCalendar, InvalidInput
from app.law.holiday_notice import (
    changed_days,
    days_elsewhere,
    days_that_count_anew,
    missing_festivals,
    supplemented,
    to_toml,
    whole_year,
)
from app.law.holiday_text import Effect, read_notice
from tests.law.published_notices import ARRANGEMENTS, SUPPLEMENTS, text_of

KNOWN = load_builtin_calendar()


def days(*iso: str) -> set[date]:
    return {date.fromisoformat(one) for one in iso}


def year_of(text: str, year: int = 2026) -> CalendarYear:
    return whole_year(read_notice(year, text), "某号", None)


def as_published(year: int) -> CalendarYear:
    """The year with its supplement, and with what the next notice says of its December."""
    found = year_of(text_of(year), year)
    if year in SUPPLEMENTS:
        found = supplemented(found, read_notice(year, SUPPLEMENTS[year]), "补充")
    if year + 1 in ARRANGEMENTS:
        found = supplemented(found, days_elsewhere(read_notice(year + 1, text_of(year + 1))), "下一年度通知")
    return found


@pytest.mark.parametrize("year", sorted(ARRANGEMENTS))
def test_the_published_wording_gives_the_days_of_the_year(year):
    found, first = as_published(year), date(year, 1, 1)
    every = (first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days))
    assert [day for day in every if found.is_working_day(day) is not chinese_calendar.is_workday(day)] == []
    assert missing_festivals(found) == []


@pytest.mark.parametrize("year", [year for year in sorted(ARRANGEMENTS) if KNOWN.has_year(year)])
def test_it_gives_exactly_the_days_and_names_of_the_delivered_file(year):
    found, known = as_published(year), KNOWN.year(year)
    assert (found.off, found.work, found.holidays) == (known.off, known.work, known.holidays)


def test_the_title_of_the_year_and_the_day_of_signing_are_read():
    assert read_notice(2026, text_of(2026)).signed_on == date(2025, 12, 1)
    with pytest.raises(InvalidInput) as refused:
        read_notice(2027, text_of(2026))
    assert "通知写的是 2026 年" in refused.value.fields["year"]


def test_days_before_the_year_belong_to_the_year_before():
    elsewhere = days_elsewhere(read_notice(2019, text_of(2019)))
    assert elsewhere.year == 2018
    assert {on: said.effect for on, said in elsewhere.days.items()} == {
        date(2018, 12, 29): Effect.WORK, date(2018, 12, 30): Effect.OFF, date(2018, 12, 31): Effect.OFF,
    }  # fmt: skip


def test_a_supplement_changes_its_days_only():
    text = "经国务院批准，2026年12月18日（星期五）放假，12月19日（星期六）上班。"
    known = KNOWN.year(2026)
    found = supplemented(known, read_notice(2026, text), "国办发明电〔2026〕3号")
    assert found.off - known.off == days("2026-12-18")
    assert found.work - known.work == days("2026-12-19")
    assert [(one.on, one.before, one.after) for one in changed_days(known, found)] == [
        (date(2026, 12, 18), "工作日", "节假日放假"), (date(2026, 12, 19), "周六", "调休上班"),
    ]  # fmt: skip
    assert days_that_count_anew(known, found) == [date(2026, 12, 19)]
    assert "国办发明电〔2026〕3号" in found.source


def test_an_extension_lengthens_its_festival_and_takes_the_make_up_day_back():
    known = year_of(text_of(2020), 2020)
    found = supplemented(known, read_notice(2020, SUPPLEMENTS[2020]), "国办发明电〔2020〕1号")
    assert found.off - known.off == days("2020-01-31", "2020-02-01", "2020-02-02")
    assert known.work - found.work == days("2020-02-01")
    assert found.is_working_day(date(2020, 2, 3))


def test_a_prefecture_adds_its_own_days_off_and_nothing_else():
    text = "2026年8月6日至8日火把节放假，共3天。"
    found = supplemented(KNOWN.year(2026), read_notice(2026, text), "楚政办〔2026〕5号", is_local=True)
    assert found.local == days("2026-08-06", "2026-08-07", "2026-08-08")
    assert found.holidays[date(2026, 8, 6)] == "火把节"
    again = CalendarYear.from_toml(to_toml(found))
    assert (again, again.holidays) == (found, found.holidays)
    with pytest.raises(InvalidInput) as refused:
        supplemented(KNOWN.year(2026), read_notice(2026, "8月9日（周日）上班"), "某号", is_local=True)
    assert "本地只能加放假日" in refused.value.fields["off"]


def test_festivals_that_are_missing_are_named():
    half = "".join(
        line + "\n" for line in text_of(2026).splitlines() if line[:2] not in ("五、", "六、", "七、")
    )
    assert missing_festivals(year_of(half)) == ["端午节", "中秋节", "国庆节"]


def test_sentences_without_days_are_told_so_that_nothing_is_left_out_in_silence():
    assert any("带薪年休假" in words for words in read_notice(2024, text_of(2024)).unused)
    assert any("值班" in words for words in read_notice(2026, text_of(2026)).unused)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("国庆节：10月1日（周五）至7日放假。", "是周四，写的是周五"),
        ("国庆节：10月1日至7日放假调休，共8天。", "写的是 8 天，读到的是 7 天"),
        ("元旦：1月1日放假。1月3日。", "没有写明这些日子放假还是上班"),
        ("国庆节：10月1日至7日放假。10月7日上班。", "前后两处安排不同"),
        ("中秋节：10月1日至3日放假。国庆节：10月3日至7日放假。", "时段重叠"),
        ("国庆节：10月1日至7日放假。取消10月10日放假。", "逐日填写"),
        ("国庆节：10月1日至13月2日放假。", "没有这一天"),
        ("国庆节：10月7日至10月1日放假。", "起止日期不对"),
        ("国庆节：10月1日至放假。", "看不懂"), ("3日放假", "看不懂"), ("20261001放假", "看不懂"),
    ],
)  # fmt: skip
def test_what_cannot_be_trusted_is_refused_with_its_reason(text, why):
    with pytest.raises(InvalidInput) as refused:
        read_notice(2026, text)
    assert why in refused.value.fields["off"]


def test_a_make_up_day_that_is_no_weekend_is_refused():
    with pytest.raises(InvalidCalendar, match="不是周六、周日"):
        year_of("国庆节：10月1日至7日放假。10月9日上班。")


@pytest.mark.parametrize(
    "text", ["国庆节：2026-10-01至2026-10-03", "国庆节：10月1日至3日", "10.1、10.2、10.3", "10月1日\n10月2日；10月3日",
             "国庆节：10月1日、2、3日", "国庆节：１０月１日－３日"],
)  # fmt: skip
def test_days_may_be_typed_in_many_ways(text):
    assert set(read_notice(2026, text).days) == days("2026-10-01", "2026-10-02", "2026-10-03")


def test_lines_of_make_up_days_are_read_as_such():
    found = read_notice(2026, "9月20日、2026-10-10", Effect.WORK)
    assert {said.effect for said in found.days.values()} == {Effect.WORK}
    with pytest.raises(InvalidInput) as refused:
        read_notice(2026, "周六", Effect.WORK)
    assert set(refused.value.fields) == {"work"}
