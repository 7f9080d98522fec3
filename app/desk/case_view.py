"""The parts of the case page as its macros want them."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from flask import url_for

from app import timekeeping
from app.casework.contract.process import Process
from app.casework.ledger.facts import facts_of
from app.casework.models import Case, Opinion, WorkItem
from app.casework.models.cases import STATE_WORDS, CaseState
from app.casework.run.diagram_view import drawings_of
from app.casework.run.progress import progress
from app.casework.terms.clock_view import ClockView, clock_view, figures_of, used_words
from app.casework.texts.signatures import Signature, signatures_of
from app.casework.texts.versions import slots_of
from app.casework.work import timeline
from app.casework.work.flags import flags_of
from app.law.clock import Clock, Unit
from app.office.permissions import Permission, allows
from app.office.standing import Standing
from app.web.filters import long_date, plain_date, short_moment

Rows = list[dict[str, Any]]


def head(case: Case, process: Process, items: list[WorkItem], today: date) -> dict[str, Any]:
    """Number, flags and the line below the title."""
    owners = list(dict.fromkeys(item.holder or f"待{item.lane}认领" for item in items))
    unit, words = case.handling_unit.short_name if case.handling_unit else "", process.words
    received = long_date(case.received_on) if case.received_on else process.words.unconfirmed
    meta = [
        ("业务", process.title), (words.party, case.party), (words.organ, case.organ.name), (words.received, received),
        ("承办单位", unit), ("当前", "、".join(owners) or STATE_WORDS[CaseState(case.state)]),
    ]  # fmt: skip
    return {"flags": flags_of(case), "meta": [(label, value) for label, value in meta if value]}


def clock(case: Case, now: datetime) -> dict[str, Any]:
    """Lamp, ring and the rows beside it. What is past due counts negative in the ring."""
    view = clock_view(case, now)
    found: dict[str, Any] = {"lamp": view.lamp, "ring": None, "rows": []}
    if view.clock is None:
        return found
    level = view.lamp.level
    found["ring"] = {**asdict(figures_of(view, now)), "paused": level == "paused", "level": level}
    found["rows"] = _clock_rows(case, view, now)
    return found


def _clock_rows(case: Case, view: ClockView, now: datetime) -> Rows:
    assert view.clock is not None
    running, sheet = view.clock, url_for("desk.show_clocks", number=case.number)
    rows: Rows = [
        {"label": running.title, "value": f"{running.time_limit} {view.unit}"},
        {"label": "已用", "value": used_words(view, now)},
    ]
    for span in running.excluded:
        rows.append(
            {"label": f"扣除：{span.reason}", "value": f"{plain_date(span.after)} 起", "tone": "paused"}
        )
    if running.extension_days:
        rows.append({"label": "延期", "value": f"{running.extension_days} {view.unit}", "tone": "due_soon"})
    label, until = _until(running)
    rows.append({"label": label, "value": until, "tone": view.lamp.level})
    rows.append({"label": "计算依据", "value": "", "href": sheet, "link": "期限计算单"})
    return rows


def _until(running: Clock) -> tuple[str, str]:
    """届满日, of a limit in hours 届满时刻; with the earliest possible day of a provisional one."""
    if running.unit is Unit.HOUR:
        return "届满时刻", f"{running.due_at:%Y-%m-%d %H:%M}"
    words = plain_date(running.due_on)
    if not running.provisional:
        return "届满日", words
    earliest = running.cautious_due_on
    is_earlier = earliest is not None and earliest < running.due_on
    return "届满日", f"{words}（暂定{f'，最早 {plain_date(earliest)}' if is_earlier else ''}）"


def steps(case: Case, process: Process) -> Rows:
    """The way of the case in a few steps."""
    return [
        {"words": words, "state": state} for words, state in progress(case, process.case_page.way_of(case))
    ]


def acts(case: Case, process: Process, standing: Standing) -> Rows:
    """What this person may do beside the task now: links with words."""
    own = [
        {"words": act.title, "href": url_for(act.endpoint, number=case.number), "icon": act.icon}
        for act in (*process.case_page.acts, *process.work.acts)
        if allows(act.permission, standing, case, standing.on) and act.is_time(case, standing.on)
    ]
    own.append(
        {
            "words": "办理单",
            "href": url_for("desk.download_handling_sheet", number=case.number),
            "icon": "printer",
        }
    )
    if allows(Permission.EXPORT_CASE, standing, case, standing.on):
        href = url_for("desk.show_case_file", number=case.number)
        own.append({"words": "案卷", "href": href, "icon": "archive"})
    if allows(Permission.COPY_CASE, standing, case, standing.on):
        href = url_for("desk.show_copying", number=case.number)
        own.append({"words": "抄送", "href": href, "icon": "send"})
    if case.is_open and allows(Permission.URGE, standing, case, standing.on):
        href = url_for("desk.show_ordering", number=case.number)
        own.append({"words": "开具督办单", "href": href, "icon": "megaphone"})
    if not case.is_open or not allows(Permission.ISSUE_LETTER, standing, case, standing.on):
        return own
    href = url_for("desk.choose_letter_kind", number=case.number)
    return [*own, {"words": "制发文书", "href": href, "icon": "file-earmark-text"}]


def panel(case: Case, process: Process, today: date) -> dict[str, Any]:
    """What the process's own card is given."""
    own = process.case_page.panel
    return own.context(case, today) if own else {}


def facts(case: Case, process: Process, standing: Standing) -> Rows:
    """The process's facts; a masked one links to the page on which whoever may looks at it, with a reason."""
    may_look = allows(Permission.UNMASK_PERSONAL_DATA, standing, case, standing.on)
    secrets, shown = process.work.secrets(case) if may_look else {}, []
    for fact in facts_of(case):
        row = {"label": fact.label, "value": _readable(fact.value), "wide": fact.wide, "kept": True}
        if fact.secret in secrets and fact.value:
            href = url_for("desk.reveal", number=case.number, field=fact.secret)
            row["masked"], row["href"] = True, href
        shown.append(row)
    return _without_gaps(shown)


def _without_gaps(rows: Rows) -> Rows:
    """A narrow fact that would stand alone in its line takes the whole width."""
    is_second = False
    for row, following in zip(rows, [*rows[1:], {"wide": True}], strict=False):
        if row["wide"]:
            is_second = False
        elif not is_second and following["wide"]:
            row["wide"] = True
        else:
            is_second = not is_second
    return rows


def _readable(value: Any) -> Any:
    return long_date(value) if isinstance(value, date) else value


def drawings(case: Case, now: datetime) -> list[tuple[str, Any]]:
    """Each diagram of the case with its way coloured in."""
    return drawings_of(case, now)


def opinions_of(case: Case, reader_id: int) -> Rows:
    """Signatures, oldest first; one that was given on another text than the present one has lapsed (已失效)."""
    today = timekeeping.today()
    return [_signature(case, one, reader_id) for one in signatures_of(case, today)]


def _signature(case: Case, given: Signature, reader_id: int) -> dict[str, Any]:
    opinion = given.opinion
    lift = ""
    if case.is_open and given.stands and not given.agrees and opinion.person_id == reader_id:
        lift = url_for("desk.ask_objection", number=case.number, opinion_id=opinion.id)
    return {
        "title": opinion.title, "who": opinion.who, "unit": opinion.unit.short_name, "text": opinion.text,
        "choice": opinion.choice_label, "agreed": given.agrees, "at": short_moment(opinion.given_at),
        "lapsed": given.agrees and not given.stands, "lifted": opinion.lifted_why if opinion.lifted_at else "",
        "is_lifted": opinion.lifted_at is not None, "on": _versions_words(case, opinion), "lift_href": lift,
        "passage": opinion.passage, "passage_on": _passage_words(case, opinion),
    }  # fmt: skip


def _passage_words(case: Case, opinion: Opinion) -> str:
    """文件第 2 版: where the marked passage stood."""
    version = opinion.passage_version
    return (
        ""
        if version is None
        else f"{_slot_titles(case).get(version.slot, version.slot)}第 {version.number} 版"
    )


def _slot_titles(case: Case) -> dict[str, str]:
    return {slot.key: slot.title for slot in slots_of(case)}


def _versions_words(case: Case, opinion: Opinion) -> str:
    titles = _slot_titles(case)
    texts = sorted(opinion.texts, key=lambda one: [*titles, one.slot].index(one.slot))
    return "、".join(f"{titles.get(one.slot, one.slot)}第 {one.number} 版" for one in texts)


def entries(case: Case, items: list[WorkItem]) -> Rows:
    """The history, newest first, led by what is being done now."""
    now = [
        {"at": f"{short_moment(item.created_at)} 起", "who": item.holder,
         "unit": item.unit.short_name if item.assignee else "", "kind": "current",
         "act": f"正在办理“{item.title}”" if item.assignee else f"“{item.title}”等待{item.unit.short_name}认领"}
        for item in items
    ]  # fmt: skip
    return now + [
        {"at": short_moment(one.at), "who": one.who if one.kind != "system" else "", "unit": one.unit, "act": one.act,
         "opinion": one.opinion, "kind": one.kind}
        for one in timeline.timeline_of(case)
    ]  # fmt: skip
