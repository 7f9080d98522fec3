"""The one command function: every change, from a click, a call, an applicant or a due timer, is one transaction.

begin → idempotency key → lock the case → permission → use case (domain rows, clock events, engine) → project →
files → audit → commit. A double click, two clerks, a kill between any two statements: exactly one effect, or none.
This module is the only one that commits.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from app.casework.acts import audit, once, rows
from app.casework.acts.act import Act
from app.casework.acts.actor import Actor
from app.casework.acts.errors import KeyReused
from app.casework.acts.keys import secrets
from app.casework.acts.locked import Found, lock
from app.casework.acts.turn_to_write import turn_to_write
from app.casework.models import CommandRecord
from app.casework.store.keeping import write_kept
from app.database import HELD, columns_of, connected, db
from app.office.permissions import Permission

ATTEMPTS = 3
AFTER_COMMIT = "mingbai.after_commit"
RETRYABLE = frozenset({"40001", "40P01"})  # not 55P03: who has waited his time for a lock does not wait again
UNKNOWN = ""
"""The fingerprint of arguments that nobody knows any more (migration 0143)."""
_inside: ContextVar[bool] = ContextVar("inside_a_command", default=False)
Result = dict[str, Any]
_records = CommandRecord.__table__
_record = select(_records.c.fingerprint, _records.c.result).where(_records.c.key == bindparam("of_key"))
_keep_record = insert(_records)


class SilentAct(AssertionError):
    """A use case that left no audit line: a defect, found by the first test that runs it."""


@dataclass(frozen=True)
class UseCase:
    """A verb of the office. It is run by `perform`; calling it from another use case is refused."""

    name: str
    needs: Permission | None
    run: Callable[..., Result | None]
    is_audited: bool = True

    def __call__(self, *_args: Any, **_kwargs: Any) -> Result:
        raise TypeError(f"run {self.name} through casework.acts.commands.perform")


def use_case(
    name: str, *, needs: Permission | None = None, is_audited: bool = True
) -> Callable[[Callable[..., Result | None]], UseCase]:
    """Declare a use case: `run(act, **arguments)`.

    `needs` is checked against the case, so only acts on a case have it; None means that the use case itself checks
    (or is open to applicants and jobs).
    `is_audited=False` is for keeping what somebody types, which is no act of the office.
    """
    return lambda run: UseCase(name, needs, run, is_audited)


def perform(
    use: UseCase,
    *,
    actor: Actor,
    now: datetime,
    key: str | None = None,
    case_id: int | None = None,
    agreed: Callable[[Act], None] | None = None,
    **arguments: Any,
) -> Result:
    """Run one act of the office as one transaction; a known key is answered with the first result.

    `agreed`: raises, just before the commit, when the act comes to something else than who does it has agreed to.

    Raises RuleViolation (nothing changed) and, after three attempts, what the database raised.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _once(use, actor, now, key, case_id, arguments, agreed)
        except (IntegrityError, OperationalError) as error:
            if attempt == ATTEMPTS or not _may_retry(error, key):
                raise
    raise AssertionError("unreachable")


def result_of(key: str) -> Result | None:
    """What was answered under this key, to whatever was asked; nothing when it is new. For an act whose arguments are
    made from its first result when it is repeated."""
    record = _record_of(key)
    return record[1] if record is not None else None


def _may_retry(error: IntegrityError | OperationalError, key: str | None) -> bool:
    if isinstance(error, IntegrityError):
        return key is not None  # the same key came twice at once: the second attempt finds the record
    return getattr(error.orig, "sqlstate", None) in RETRYABLE


def _once(
    use: UseCase, actor: Actor, now: datetime, key: str | None, case_id: int | None, arguments: dict[str, Any],
    agreed: Callable[[Act], None] | None,
) -> Result:  # fmt: skip
    with transaction():
        found = _begin_on(case_id, key, actor, arguments)
        print_ = _fingerprint(use.name, case_id, arguments) if key else ""
        if key and (record := found.record if found else _record_of(key)) is not None:
            return _first_result(record, print_)
        act, result = _run(use, actor, now, found, arguments)
        if agreed is not None:
            agreed(act)
        if key:
            done = {"key": key, "name": use.name, "fingerprint": print_, "result": result, "at": now}
            connected().execute(_keep_record, done)
        if use.is_audited and not act.lines:
            raise SilentAct(use.name)
        write_kept(act.kept.values())
        audit.append(act.lines, actor, now, act.unit_name())
    for after in after_commit():
        after(act)
    return result


def _run(
    use: UseCase, actor: Actor, now: datetime, found: Found | None, arguments: dict[str, Any]
) -> tuple[Act, Result]:
    """The act itself, up to what stands in the database."""
    act = Act(actor, now, found.case if found else None, found=found)
    if use.needs is not None:
        act.require(use.needs)
    result = use.run(act, **arguments) or {}
    if act.case is not None:
        _finish_case(act)
    return act, result


class _Rehearsed(Exception):
    """Carries what was seen out of a transaction that is thrown away."""

    def __init__(self, seen: Any) -> None:
        super().__init__()
        self.seen = seen


def rehearse(
    use: UseCase, *, actor: Actor, now: datetime, look: Callable[[Act], Any], case_id: int | None = None,
    **arguments: Any,
) -> Any:  # fmt: skip
    """What `look` sees of an act that is done in full and then thrown away: nothing is kept, numbered or sent.

    Raises whatever the act would raise.
    """
    try:
        with transaction():
            act, _result = _run(use, actor, now, _begin_on(case_id, None, actor, arguments), arguments)
            raise _Rehearsed(look(act))
    except _Rehearsed as done:
        return done.seen


def after_commit() -> list[Callable[[Act], None]]:
    """What this application tries at once after a commit (letters as PDF); named by the assembly."""
    found: list[Callable[[Act], None]] = current_app.extensions.setdefault(AFTER_COMMIT, [])
    return found


def _finish_case(act: Act) -> None:
    rows.change(act.the_case, version=act.the_case.version + 1)
    if act.run is not None:
        act.run.project()
    db.session.flush()


@contextmanager
def transaction() -> Iterator[None]:
    """One writing transaction. Not nested. Also for small acts without a case (sign-in). Raises TooManyWriters."""
    if _inside.get():
        raise RuntimeError("commands do not nest")
    token = _inside.set(True)
    db.session.rollback()
    once.forget()
    db.session.info[HELD] = []
    try:
        with turn_to_write():
            try:
                yield
                db.session.commit()
            except BaseException:
                db.session.rollback()
                raise
    finally:
        db.session.info.pop(HELD, None)
        once.forget()  # what an act has seen is not what stands after it, least of all when it was thrown away
        _inside.reset(token)


def _begin_on(case_id: int | None, key: str | None, actor: Actor, arguments: dict[str, Any]) -> Found | None:
    if case_id is None:
        return None
    return lock(case_id, key, arguments.get("item_id"), actor.person_id)


def _record_of(key: str) -> tuple[str, Result] | None:
    row = columns_of(_record, {"of_key": key}).first()
    return (row.fingerprint, row.result) if row is not None else None


def _first_result(record: tuple[str, Result], fingerprint: str) -> Result:
    """The first result under this key. Raises KeyReused for other arguments than then.

    A record of before migration 0143 does not know its arguments any more. It counts as the same: the act of this key
    was done, a key is made for one form or one call, and who asks again after an upgrade has lost the answer. Refused,
    they would do it once more under a new key.
    """
    known_as, result = record
    if known_as not in (fingerprint, UNKNOWN):
        raise KeyReused()
    return result


def _fingerprint(name: str, case_id: int | None, arguments: dict[str, Any]) -> str:
    """Equal for equal arguments, and with a key: they hold what is sealed elsewhere (a telephone), and few enough
    telephones are possible to try them all against a plain sum in a backup."""
    text = json.dumps([name, case_id, arguments], sort_keys=True, default=str)
    return hmac.digest(secrets().index_key, b"command:" + text.encode(), hashlib.sha256).hex()
