"""What the API shows of the office's objects: plain values, ISO days, personal data masked."""

from datetime import date, datetime
from typing import Any

from app import timekeeping
from app.casework.acts.once import one_reading
from app.casework.contract.platform import platform
from app.casework.contract.schemas import json_schema
from app.casework.ledger.facts import facts_of
from app.casework.letters import issuing
from app.casework.models import Case, Document, IssuedLetter, TextVersion, WorkItem
from app.casework.models.listed import AnyCase, AnyItem
from app.casework.papers.documents import documents_of
from app.casework.terms import clocks
from app.casework.terms.moments import Phase, of_case
from app.casework.texts.seen import titles_of
from app.casework.work import ways, work_items
from app.casework.work.inbox import open_items_of
from app.law.clock import Clock
from app.steps.consultation_record import rows_for_programs
from app.timekeeping import OFFICE_TIME


def iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def moment(value: datetime | None) -> str | None:
    """An instant to the second, with its offset."""
    return value.astimezone(OFFICE_TIME).isoformat(timespec="seconds") if value is not None else None


def state_words(case: AnyCase) -> str:
    """none, running, paused, waiting, stopped: what the clock that leads does now."""
    return "paused" if of_case(case, timekeeping.now()) is Phase.PAUSED else case.clock_state


def case_row(case: AnyCase) -> dict[str, Any]:
    """A case in a list."""
    return {
        "number": case.number, "process": case.process, "title": case.title, "organ": case.organ_code,
        "handling_unit": case.handling_unit_code, "state": case.state,
        "outcome": case.outcome, "received_on": iso(case.received_on), "due_on": iso(case.due_on),
        "due_at": moment(case.due_at),
        "due_kind": case.due_kind, "provisional": case.due_is_provisional, "clock_state": state_words(case),
        "flags": case.flags, "closed_on": iso(case.closed_on), "archived_on": iso(case.archived_on),
    }  # fmt: skip


@one_reading()
def case_whole(case: Case) -> dict[str, Any]:
    """One case: facts, open tasks, clocks, documents, and what its process adds."""
    process = platform().process(case.process)
    return {
        **case_row(case),
        "enclosures": [],
        **process.api.of_case(case),
        "facts": [_plain({"label": fact.label, "value": fact.value}) for fact in facts_of(case)],
        "tasks": [task_row(item) for item in open_items_of(case)],
        "clocks": [clock_row(clock) for clock in clocks.clocks_of(case).clocks],
        "documents": [document_row(document) for document in documents_of(case)],
        "letters": [letter_row(letter) for letter in issuing.letters_of(case)],
        "consultations": rows_for_programs(case),
        "version": case.version,
    }  # fmt: skip


def clock_row(clock: Clock) -> dict[str, Any]:
    return {
        "kind": clock.kind, "key": clock.key, "started_on": iso(clock.started_on), "due_on": iso(clock.due_on),
        "due_at": moment(clock.due_at), "unit": clock.unit, "earliest_due_on": iso(clock.cautious_due_on),
        "original_due_on": iso(clock.original_due_on), "state": clock.state, "provisional": clock.provisional,
        "article": clock.article, "extension_days": clock.extension_days,
        "excluded": [{"after": iso(s.after), "until": iso(s.until), "reason": s.reason} for s in clock.excluded],
    }  # fmt: skip


def document_row(document: Document) -> dict[str, Any]:
    return {
        "id": document.id, "title": document.title, "filename": document.filename, "origin": document.origin,
        "media_type": document.file.media_type, "size": document.file.size, "sha256": document.file_hash,
        "added_at": iso(document.added_at),
    }  # fmt: skip


def letter_row(letter: IssuedLetter) -> dict[str, Any]:
    return {
        "id": letter.id, "kind": letter.kind, "title": letter.title, "document_number": letter.document_number,
        "issued_on": iso(letter.issued_on), "verification_code": letter.verification_code,
        "document_id": letter.document_id,
    }  # fmt: skip


def task_row(item: AnyItem) -> dict[str, Any]:
    """A task in a list."""
    return {
        "id": item.id, "case": item.case.number, "process": item.case.process, "name": item.node, "title": item.title,
        "lane": item.lane, "due_on": iso(item.due_on),
        "due_at": moment(item.case.due_at), "assignee": item.assignee_login,
        "status": item.status, "created_at": iso(item.created_at), "outcome": item.outcome,
        "unit": item.unit_code,
    }  # fmt: skip


@one_reading()
def task_whole(item: WorkItem) -> dict[str, Any]:
    """One task with its form as JSON Schema, so that a program that has never seen it can fill it."""
    form = work_items.form_of(item)
    schema = json_schema(form.schema(item)) if item.is_open else {}
    return {
        **task_row(item),
        "form": schema,
        "initial": _plain(form.initial(item.case)) if item.is_open else {},
        "ways": _ways(item) if item.is_open else [],
        "texts": [_text_row(item, version) for version in form.texts(item.case)] if item.is_open else [],
    }


def _ways(item: WorkItem) -> list[dict[str, Any]]:
    """The ways back from the task, each with its form."""
    return [
        {"way": way, "title": form.title, "form": json_schema(form.schema(item))}
        for way, form in ways.ways_of(item).items()
    ]


def _text_row(item: WorkItem, version: TextVersion) -> dict[str, Any]:
    """A text that this task signs or issues: which version it is, and what it says."""
    return {
        "slot": version.slot, "title": titles_of(item.case, [version]), "version": version.number, "kind": version.kind,
        "sha256": version.content_hash, "made_at": iso(version.made_at), "content": version.content,
    }  # fmt: skip


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: iso(value) if isinstance(value, date) else value for name, value in values.items()}
