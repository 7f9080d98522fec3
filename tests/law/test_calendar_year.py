"""A yearly notice as a file: what is read, what is refused and why."""

from datetime import date

import pytest

from app.law.calendar import CalendarYear
from app.law.errors import InvalidCalendar

NOTICE = """
year = 2027
status = "official"
document = "国办发明电〔2026〕1号"
published = 2026-11-25
work = [2027-01-30]
[off]
"元旦" = [2027-01-01]
"""


def test_a_notice_is_read_with_its_source():
    year = CalendarYear.from_toml(NOTICE)
    assert (year.year, year.status_words, year.source) == (2027, "正式", "国办发明电〔2026〕1号")
    assert year.published == date(2026, 11, 25)
    assert year.is_working_day(date(2027, 1, 30))
    assert year.holidays[date(2027, 1, 1)] == "元旦"


def test_off_days_may_be_a_plain_list():
    year = CalendarYear.from_toml('year = 2027\nstatus = "official"\nwork = []\noff = ["2027-01-01"]')
    assert year.off == {date(2027, 1, 1)}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("year = ", "TOML"),
        ('status = "official"\noff = []\nwork = []', "缺少年份"),
        ('year = 2027\nstatus = "official"\nwork = []', "须同时列出"),
        ('year = 2027\nstatus = "official"\nwork = []\noff = []', "空日历"),
        ('year = 2027\nstatus = "maybe"\nwork = []\noff = [2027-01-01]', "status"),
        ('year = 2027\nstatus = "official"\nwork = []\noff = [2028-01-01]', "不属于该年度"),
        ('year = 2027\nstatus = "official"\nwork = [2027-01-02]\noff = [2027-01-02]', "既列为放假又列为上班"),
        ('year = 2027\nstatus = "official"\nwork = [2027-01-04]\noff = [2027-01-01]', "不是周六、周日"),
        ('year = 2027\nstatus = "official"\nwork = []\noff = ["2027-13-01"]', "日期"),
        ('year = 2027\nstatus = "official"\nwork = []\noff = 3', "日期列表"),
        ('year = 2027\nstatus = "official"\nwork = []\noff = [2027-01-01]\nholidays = 1', "未知的项"),
        ('year = 2027\nstatus = "official"\nwork = []\noff = [2027-01-01]\namended_by = ["x"]', "文号"),
        ('year = 2027\nstatus = "official"\nwork = []\n[off]\na = [2027-01-01]\nb = [2027-01-01]', "重复"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(text, complaint):
    with pytest.raises(InvalidCalendar, match=complaint):
        CalendarYear.from_toml(text)


def test_possible_make_up_days_are_weekends_near_festivals():
    days = CalendarYear.from_toml(NOTICE).possible_make_up_days()
    assert date(2027, 1, 2) in days
    assert date(2027, 7, 3) not in days
    assert all(day.weekday() >= 5 for day in days)
