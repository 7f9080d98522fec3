"""What is typed or pasted on the import page becomes years of the calendar, with every day that changes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.casework.contract.fields import Choice, Day, Text, Tick, Whole
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.law.calendar import CalendarYear, WorkCalendar
from app.law.errors import InvalidCalendar, InvalidInput
from app.law.holiday_notice import (
    NOTICE_WORDS,
    ChangedDay,
    NoticeKind,
    changed_days,
    days_elsewhere,
    missing_festivals,
    supplemented,
    whole_year,
)
from app.law.holiday_text import Effect, Reading, read_notice

OFF_HINT = "可以粘贴通知原文（含“放假”“上班”的句子），也可以一行一个节日，例如“国庆节：10月1日至7日”"
WITHOUT = "通知中确实没有的节日，已经核对"


class DaysSchema(OfficeSchema):
    """The simple form: the notice's text, or days line by line."""

    kind = Choice("通知类型", {kind.value: words for kind, words in NOTICE_WORDS.items()}, required=False)
    year = Whole("年份", minimum=2019, maximum=2099)
    document = Text("文号", maximum=80, hint="例如 国办发明电〔2026〕7号")
    published = Day("发布日期", required=False)
    off = Text("放假日期", maximum=4000, widget="textarea", hint=OFF_HINT)
    work = Text("上班日期", maximum=1000, widget="textarea", required=False,
                hint="调休上班的周六、周日；粘贴通知原文时不用另填")  # fmt: skip
    without = Tick(WITHOUT, hint="缺少法定节日时才需要勾选")


class TomlSchema(OfficeSchema):
    """The project's own form."""

    source = Text("TOML 内容", maximum=20_000, widget="textarea",
                  hint="year、status、document、work、[off]，与产品自带年度同一格式")  # fmt: skip
    without = Tick(WITHOUT, hint="缺少法定节日时才需要勾选")


@dataclass(frozen=True)
class Understood:
    """The year as it would be; the year before where the notice speaks of its December; what was said of each day."""

    year: CalendarYear
    before: CalendarYear | None = None
    text: str = ""
    changes: list[ChangedDay] = field(default_factory=list)
    said: dict[date, str] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)

    @property
    def years(self) -> list[CalendarYear]:
        return [year for year in (self.before, self.year) if year is not None]


def from_days(typed: dict[str, Any], calendar: WorkCalendar) -> Understood:
    """Raises InvalidInput beside the field that holds the fault."""
    values = load_schema(DaysSchema(), typed)
    reading = _reading(values)
    try:
        year, before = _years(values, reading, calendar)
    except InvalidCalendar as refused:
        raise InvalidInput(fields={"off": refused.message}) from refused
    check_festivals(year, "off", is_agreed=values["without"])
    known = [
        calendar.year(one.year) if calendar.has_year(one.year) else None for one in (year, before) if one
    ]
    changes = [
        day
        for old, new in zip(known, filter(None, (year, before)), strict=True)
        for day in changed_days(old, new)
    ]
    return Understood(
        year, before, "\n".join(filter(None, (values["off"], values["work"]))), sorted(changes, key=lambda one: one.on),
        {said.on: said.words for said in reading.days.values()}, reading.unused,
    )  # fmt: skip


def from_toml(source: str, calendar: WorkCalendar, *, is_agreed: bool) -> Understood:
    """Raises InvalidInput beside `source`."""
    try:
        year = CalendarYear.from_toml(source)
    except InvalidCalendar as refused:
        raise InvalidInput(fields={"source": refused.message}) from refused
    check_festivals(year, "source", is_agreed=is_agreed)
    known = calendar.year(year.year) if calendar.has_year(year.year) else None
    return Understood(year, text=source, changes=changed_days(known, year))


def check_festivals(year: CalendarYear, where: str, *, is_agreed: bool) -> None:
    """Half a notice is no notice: each missing festival is named, and somebody has to say that it is so."""
    missing = "、".join(missing_festivals(year))
    if missing and not is_agreed:
        words = f"没有读到{missing}的安排。漏贴的请补齐；只改几天的，请选“补充通知”；确实没有的，请勾选确认"
        raise InvalidInput(fields={where: words, "without": f"请确认通知中没有{missing}"})


def _reading(values: dict[str, Any]) -> Reading:
    reading = read_notice(values["year"], values["off"])
    if values["work"]:
        for said in read_notice(values["year"], values["work"], Effect.WORK).days.values():
            reading.put([said.on], said.effect, said.festival, said.words)
    if not (reading.days or reading.extensions):
        raise InvalidInput(fields={"off": "没有读到任何日期，请粘贴通知中写明放假、上班日期的部分"})
    return reading


def _years(
    values: dict[str, Any], reading: Reading, calendar: WorkCalendar
) -> tuple[CalendarYear, CalendarYear | None]:
    kind = NoticeKind(values["kind"] or NoticeKind.YEAR)
    elsewhere = days_elsewhere(reading)
    if kind is NoticeKind.YEAR:
        year = whole_year(reading, values["document"], values["published"] or reading.signed_on)
    elif not calendar.has_year(reading.year):
        raise InvalidInput(fields={"kind": f"{reading.year} 年还没有安排，不能补充"})
    else:
        is_local = kind is NoticeKind.LOCAL
        year = supplemented(calendar.year(reading.year), reading, values["document"], is_local=is_local)
    if not elsewhere.days or not calendar.has_year(elsewhere.year):
        return year, None
    before = supplemented(calendar.year(elsewhere.year), elsewhere, values["document"])
    is_changed = bool(changed_days(calendar.year(elsewhere.year), before))
    return year, before if is_changed else None
