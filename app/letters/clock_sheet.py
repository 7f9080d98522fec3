"""期限计算单 as PDF: every day of every limit, counted or not and why, and what proves its events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from app.law.explanation import Explanation
from app.letters.workshop import get_workshop

DAYS = '<table class="days"><col><col><col><col>'
HEADS = ("日期", "星期", "计入第几日", "说明")
EVENT_HEADS = ("事项", "发生", "登记", "凭证")


@dataclass(frozen=True)
class ClockSheet:
    """What goes on the sheet. `limits`: each with its state in words; `events`: four columns; `made`: by whom, when."""

    number: str
    title: str
    limits: Sequence[tuple[Explanation, str]]
    events: Sequence[Sequence[str]]
    made: str


def clock_sheet_pdf(sheet: ClockSheet) -> bytes:
    """The sheet on A4, set by the letter worker. Raises FontsMissing, LetterRefused, RenderingFailed."""
    return get_workshop().set_report(page_of(sheet))


def page_of(sheet: ClockSheet) -> str:
    """The page that is set."""
    limits = "".join(_limit(one, state) for one, state in sheet.limits)
    events = f"<h2>据以计算的事项</h2>{_table('<table>', EVENT_HEADS, sheet.events)}" if sheet.events else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>期限计算单</title></head>'
        f'<body class="sheet"><h1>期限计算单</h1><p>{escape(sheet.number)}　{escape(sheet.title)}</p>'
        f"{limits}{events}<p>{escape(sheet.made)}</p></body></html>"
    )


def _limit(one: Explanation, state: str) -> str:
    begun = (
        f"{_moment(one.started_at)}，自该时刻起计算"
        if one.started_at
        else f"{_day(one.started_on)}，自次日起计算"
    )
    due = f"届满时刻：{_moment(one.due_at)}" if one.due_at else f"届满日：{_day(one.due_on)}"
    told = [f"依据：{one.article}", f"期限：{one.time_limit}", f"起算：{begun}", due, f"状态：{state}"]
    told += [] if one.due_at else [f"计入：{one.counted} 日"]
    days = [(row.on.isoformat(), row.weekday, str(row.number or "—"), row.reason) for row in one.rows]
    return (
        f"<h2>{escape(one.title)}{'（暂定）' if one.provisional else ''}</h2>"
        + "".join(f"<p>{escape(words)}</p>" for words in (*told, *one.notes))
        + (_table(DAYS, HEADS, days) if days else "")
    )


def _table(opening: str, heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{words}</th>" for words in heads)
    return f"{opening}<thead><tr>{head}</tr></thead><tbody>{''.join(map(_row, rows))}</tbody></table>"


def _row(cells: Sequence[str]) -> str:
    *first, last = map(escape, cells)
    return f'<tr>{"".join(f"<td>{one}</td>" for one in first)}<td class="words">{last}</td></tr>'


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _moment(at: date) -> str:
    return f"{_day(at)}{at:%H:%M}"
