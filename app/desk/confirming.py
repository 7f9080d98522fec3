"""The page between a form and the letters that it would number: each letter as it would go out, then 确认制发."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.act import Act
from app.casework.acts.commands import UseCase
from app.casework.contract.platform import platform
from app.casework.letters.confirming import Shown, as_shown, mark_of, refuse_unshown, would_issue
from app.casework.models import Case, WorkItem
from app.casework.run.pinned import pinned_version
from app.casework.run.workflow import diagrams_of
from app.casework.work import work_items
from app.desk.sent import with_notes
from app.engine.behind import operations_behind
from app.law.errors import RuleViolation
from app.letters import preview_html
from app.web.acting import acting, attempt, errors_of
from app.web.typed import LETTERS_SEEN, OURS


def confirmed() -> str | None:
    """The mark of the letters that the page showed; None when nobody was asked."""
    return request.form.get(LETTERS_SEEN) or None


def asks_first(item: WorkItem, typed: dict[str, Any]) -> ResponseReturnValue | None:
    """The page, when completing this task would number a letter that has not been shown. Raises what the act raises."""
    if confirmed() is not None or not _may_number(item, typed):
        return None
    shown = would_issue(
        work_items.complete,
        actor=acting(),
        now=timekeeping.now(),
        case_id=item.case_id,
        item_id=item.id,
        data=typed,
    )
    return _page(item.case, item.title, shown, _notes(typed), task=item.id) if shown else None


@dataclass(frozen=True)
class Attempt:
    """How an act beside the tasks went: a page that asks first, or what is wrong by field; neither: it is done."""

    page: ResponseReturnValue | None = None
    errors: dict[str, str] = field(default_factory=dict)


def attempt_shown(use: UseCase, case: Case, words: str, **arguments: Any) -> Attempt:
    """As `attempt`, but the letters that the act numbers are shown first. `words`: what the act is called."""
    shown = []
    try:
        if confirmed() is None:
            now = timekeeping.now()
            shown = would_issue(use, actor=acting(), now=now, case_id=case.id, **arguments)
    except RuleViolation as refused:
        return Attempt(errors=errors_of(refused))
    if shown:
        return Attempt(_page(case, words, shown))
    return Attempt(errors=attempt(use, case, agreed=as_shown(confirmed()), **arguments))


def agreed_to(item: WorkItem) -> Callable[[Act], None] | None:
    """What completing this task is held against: the letters that were shown; none, where none were. No letter is shown
    before a signature."""
    if item.is_signature and confirmed() is None:
        return None
    return as_shown(confirmed()) or refuse_unshown


def _may_number(item: WorkItem, typed: dict[str, Any]) -> bool:
    """Whether an operation that may issue a letter stands right behind this task, on the way that is typed."""
    if item.is_signature:
        return False
    version = pinned_version(item.case_id)
    if version is None:
        return True
    known = platform().process(item.case.process).work.operations
    return any(known.get(name).issues for name in operations_behind(diagrams_of(version), item.node, typed))


def _page(
    case: Case,
    words: str,
    shown: list[Shown],
    notes: list[tuple[str, str]] | None = None,
    task: str | None = None,
) -> str:
    """The letters; the page sends to the address that was sent to all that was typed."""
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
    letters = [(one.kind.title, one.recipient, preview_html(one.kind, one.facts)) for one in shown]
    return render_template(
        "desk/confirm_letters.html", title=words, case=case, task=task, letters=letters,
        sent=[*sent, *(notes or [])], mark=mark_of(shown), mark_name=LETTERS_SEEN, action=request.path,
    )  # fmt: skip


def _notes(typed: dict[str, Any]) -> list[tuple[str, str]]:
    """Files that were chosen wait; the page carries the notes of them."""
    waiting = {name: notes for name, notes in with_notes(typed).items() if notes is not typed[name]}
    return [(f"kept.{name}", note) for name, notes in waiting.items() for note, _filename in notes]
