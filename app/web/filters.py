"""Jinja filters: dates as the office writes them, personal data masked, sizes in words.

Days are local office dates. An instant must be aware; it is shown in China Standard Time. None gives an
empty text.
"""

import re
from datetime import date, datetime, timedelta, timezone

from flask import Flask
from markupsafe import Markup

from app.law.clock import Unit
from app.office.masks import mask_name

OFFICE_TIME = timezone(timedelta(hours=8), "CST")  # China has had no summer time since 1992
WEEKDAYS = "一二三四五六日"
ADDRESS = re.compile(r"(.*?)(https?://[!-~]*[\w/]|$)", re.ASCII | re.DOTALL)
"""Words, and the address behind them: printable ASCII up to a letter, a digit or a slash."""


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant shown on a page needs its time zone")
        return value.astimezone(OFFICE_TIME)
    return value


def weekday(value: date | None) -> str:
    """周一 … 周日."""
    return f"周{WEEKDAYS[_local(value).weekday()]}" if value else ""


def long_date(value: date | None) -> str:
    """2026年12月21日（周一）: the form for applicants and letters."""
    if not value:
        return ""
    day = _local(value)
    return f"{day.year}年{day.month}月{day.day}日（{weekday(day)}）"


def short_date(value: date | None) -> str:
    """12-21 周一: the form for dense tables."""
    return f"{_local(value):%m-%d} {weekday(value)}" if value else ""


def near_date(value: date | None, today: date) -> str:
    """The same for a day that may lie in another year, which is then told: 2025-12-21 周日."""
    if not value:
        return ""
    return short_date(value) if _local(value).year == today.year else f"{plain_date(value)} {weekday(value)}"


def near_moment(value: datetime | None, today: date) -> str:
    """12-21 10:32 of this year, 2025-12-21 10:32 of another."""
    if not value:
        return ""
    return short_moment(value) if _local(value).year == today.year else f"{_local(value):%Y-%m-%d %H:%M}"


def near_limit(due_on: date | None, due_at: datetime | None, unit: str | None, today: date) -> str:
    """When a limit (期限) ends: its day, of one in hours its instant."""
    return near_moment(due_at, today) if unit == Unit.HOUR and due_at else near_date(due_on, today)


def plain_date(value: date | None) -> str:
    """2026-12-21."""
    return f"{_local(value):%Y-%m-%d}" if value else ""


def long_moment(value: datetime | None) -> str:
    """2026年12月21日（周一）10:32."""
    return f"{long_date(value)}{_local(value):%H:%M}" if value else ""


def short_moment(value: datetime | None) -> str:
    """12-21 10:32: the form for records of one case."""
    return f"{_local(value):%m-%d %H:%M}" if value else ""


def masked_name(text: str | None) -> str:
    """Name of a person with the given name hidden: 张**."""
    return mask_name(text or "")


def file_size(size: int | None) -> str:
    """Size in B, KB or MB (1 KB = 1024 bytes) with at most one decimal."""
    if size is None:
        return ""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0") + " MB"


def with_links(text: str | None) -> Markup:
    """Published words in which a web address can be followed."""
    shown = Markup()
    for words, address in ADDRESS.findall(text or ""):
        shown += words
        if address:
            shown += Markup('<a href="{0}" rel="noopener">{0}</a>').format(address)
    return shown


FILTERS = (
    weekday, long_date, short_date, plain_date, long_moment, short_moment,
    masked_name, file_size, with_links,
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Register every filter under its function's name."""
    app.jinja_env.filters.update({function.__name__: function for function in FILTERS})
