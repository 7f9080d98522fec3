"""案卷记录: what was recorded of a case, on paper: its papers with their hashes, its clocks day by day, its history."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from app.casework.archive.papers import FiledPaper
from app.casework.contract.platform import platform, words_of
from app.casework.ledger.facts import facts_of
from app.casework.models import Case
from app.casework.terms.clock_view import explanations_of
from app.casework.work.timeline import Entry, timeline_of
from app.law.explanation import Explanation, Row
from app.law.office_time import OFFICE_OFFSET

KIND = "case_record"
GROUP = 16  # figures of a hash in one piece
KIBI = 1024
SYSTEM = "系统"
MOST_PAPERS, MOST_CLOCKS, MOST_EVENTS = 300, 60, 400  # rows of the letter; the rest is in manifest and log
Line = dict[str, str]


def record_facts(
    case: Case, papers: Sequence[FiledPaper], on: date, until: int | None = None
) -> dict[str, Any]:
    """The facts of the letter `case_record`; `until`: the number of the last line of the chain that is told."""
    history = reversed(timeline_of(case, until))
    return {
        "organ_name": case.organ.name, "case_number": case.number, "made_on": on, "case_title": case.title,
        "about": _about(case), "papers": _bounded([_paper(one) for one in papers], MOST_PAPERS, _more_papers),
        "clocks": [_clock(sheet) for _clock_row, sheet in explanations_of(case)][:MOST_CLOCKS],
        "events": _bounded([_event(one) for one in history], MOST_EVENTS, _more_events),
    }  # fmt: skip


def _bounded(rows: list[Line], most: int, of_more: Callable[[int], Line]) -> list[Line]:
    """What the paper can hold; a last row says how much more there is, and where."""
    return rows if len(rows) <= most else [*rows[: most - 1], of_more(len(rows) - most + 1)]


def _more_papers(number: int) -> Line:
    return {"name": f"其余 {number} 份见清单", "size": "—", "sha256": "—"}


def _more_events(number: int) -> Line:
    return {"at": "—", "who": "—", "act": f"其余 {number} 条见操作日志"}


def _about(case: Case) -> list[dict[str, str]]:
    own = [(label, value) for label, value in _of_the_process(case) if value]
    told = {label for label, _value in own}
    known = [(label, value) for label, value in _of_the_case(case) if value and label not in told]
    return [{"label": label, "value": value} for label, value in (*known, *own)]


def _of_the_process(case: Case) -> Iterator[tuple[str, str]]:
    """What the process has recorded, as on its page, but whole: an archive that masks its parties proves nothing."""
    process = platform().process(case.process)
    secrets = process.work.secrets(case)
    for fact in facts_of(case):
        is_masked = bool(fact.value) and fact.secret in secrets
        yield fact.label, secrets[fact.secret].read() if is_masked else _words(fact.value)


def _words(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _of_the_case(case: Case) -> Iterable[tuple[str, str]]:
    words = words_of(case)
    unit = case.handling_unit.name if case.handling_unit else ""
    kept = f"{case.retention_years} 年" if case.retention_years else ""
    known = {
        "档号": case.archive_number, words.party: case.party, "承办单位": unit, words.received: _day(case.received_on),
        "办结": _day(case.closed_on), "归档": _day(case.archived_on), "保管期限": kept,
    }  # fmt: skip
    return known.items()


def _paper(paper: FiledPaper) -> dict[str, str]:
    name = paper.document.file_hash
    pieces = [name[at : at + GROUP] for at in range(0, len(name), GROUP)]
    return {"name": paper.filename, "size": _size(paper.document.file.size), "sha256": " ".join(pieces)}


def _size(size: int) -> str:
    return f"{size} B" if size < KIBI else f"{-(-size // KIBI)} KB"


def _clock(sheet: Explanation) -> dict[str, str]:
    began = f"{sheet.started_at:%Y-%m-%d %H:%M}" if sheet.due_at else f"{sheet.started_on}"
    until = f"{sheet.due_at:%Y-%m-%d %H:%M}" if sheet.due_at else f"{sheet.due_on}"
    provisional = "（暂定）" if sheet.provisional else ""
    lines = [*_spans(sheet.rows), *sheet.notes]
    row = {
        "title": f"{sheet.title}（{sheet.article}）",
        "span": f"{sheet.time_limit}，{began} 起，{until} 届满{provisional}",
    }
    return {**row, "days": "；".join(lines)} if lines else row


def _spans(rows: Iterable[Row]) -> Iterator[str]:
    """Day by day, neighbours of one kind together: 3月3日（周二）至3月6日（周五）第1—4日，工作日."""
    for (reason, is_counted), found in groupby(rows, lambda row: (row.reason, row.number is not None)):
        first, *others = found
        last = others[-1] if others else first
        until = f"至{_weekday(last)}" if others else ""
        numbers = f"第{first.number}{f'—{last.number}' if others else ''}日，" if is_counted else ""
        yield f"{_weekday(first)}{until}{numbers}{reason}"


def _weekday(row: Row) -> str:
    return f"{row.on.month}月{row.on.day}日（{row.weekday}）"


def _event(entry: Entry) -> dict[str, str]:
    unit = f"（{entry.unit}）" if entry.unit else ""
    row = {"at": _moment(entry.at), "who": f"{entry.who or SYSTEM}{unit}", "act": entry.act or "—"}
    return {**row, "opinion": entry.opinion} if entry.opinion else row


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime) -> str:
    return f"{at.astimezone(OFFICE_OFFSET):%Y-%m-%d %H:%M}"
