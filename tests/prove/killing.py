"""A pytest plugin: every kind of command that a test runs is first run by processes that die, once for each kind.

Before an act of a kind that is still to be proven is done, processes of its own die by kill -9 before each statement of
it and before its commit: the whole database must then be as it was. One more dies just after the commit, so that its
answer is lost; the act is then done by the test itself with the same key: it must get the first result, and the
database must stay as the dead one left it. So: one effect or none, at every boundary.

Use: `pytest -p tests.prove.killing TESTS…` with MINGBAI_KINDS (names of kinds, separated by commas) and
MINGBAI_KILL_REPORT (a file for the figures). The run fails for a kind that no test reached.
"""

import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.casework.acts import commands
from app.casework.acts.commands import UseCase
from app.casework.backup.rows import Tally, lines_of, tables
from app.database import db
from app.law.errors import RuleViolation
from tests.support.crashes import die_at_statement, forked, wait_for
from tests.support.setting import set_what_was_left

REAL = commands._once
WANTED = {name for name in os.environ.get("MINGBAI_KINDS", "").split(",") if name}
NOW, KEY = 2, 3  # places of the instant and of the key among what an act is run with
Picture = dict[str, Any]


class Proofs:
    """What was killed so far, and what went wrong."""

    def __init__(self) -> None:
        self.kills: dict[str, int] = {}
        self.faults: list[str] = []

    def of(self, use: UseCase, arguments: tuple[Any, ...]) -> Any:
        """The act as the test wants it; before that it dies at each boundary, if its kind is still to be proven."""
        if use.name not in WANTED or use.name in self.kills:
            return REAL(use, *arguments)
        warm_up(use, arguments)
        before = picture()
        boundaries = boundaries_of(lambda: REAL(use, *arguments))
        if boundaries is None:  # it is refused, as the test may want it
            return REAL(use, *arguments)
        self.kills[use.name] = 0
        self._die_before_the_commit(use, arguments, boundaries)
        self._require(picture() == before, f"{use.name}: a killed act left something")
        result = self._die_after_the_commit(use, arguments, before)
        self.report()
        return result

    def _die_before_the_commit(self, use: UseCase, arguments: tuple[Any, ...], boundaries: int) -> None:
        for number in range(1, boundaries + 1):
            status = died(lambda: REAL(use, *arguments), lambda number=number: die_at_statement(number))
            self._require(status == -signal.SIGKILL, f"{use.name}: not killed at boundary {number}")
            self.kills[use.name] += 1

    def _die_after_the_commit(self, use: UseCase, arguments: tuple[Any, ...], before: Picture) -> Any:
        keyed = (*arguments[: KEY - 1], arguments[KEY - 1] or f"killed-{uuid4()}", *arguments[KEY:])
        status = died(lambda: REAL(use, *keyed), die_after_commit)
        self._require(status == -signal.SIGKILL, f"{use.name}: not killed after its commit")
        self.kills[use.name] += 1
        whole = picture()
        self._require(whole != before, f"{use.name}: nothing stands after the commit")
        result = REAL(use, *keyed)
        self._require(picture() == whole, f"{use.name}: the same key had a second effect")
        set_what_was_left(arguments[NOW - 1])
        return result

    def missed(self) -> list[str]:
        """The kinds that no test has reached so far."""
        return sorted(WANTED - set(self.kills))

    def report(self) -> None:
        """What is known so far, into the file that is named; a run that is ended early has told something."""
        if file := os.environ.get("MINGBAI_KILL_REPORT"):
            told = {"kills": self.kills, "faults": self.faults, "missed": self.missed()}
            Path(file).write_text(json.dumps(told, indent=1), encoding="utf-8")

    def _require(self, is_right: bool, words: str) -> None:
        if not is_right:
            self.faults.append(words)
            raise AssertionError(words)


PROOFS = Proofs()


class ThrownAway(Exception):
    """Ends an act that is only tried."""


def warm_up(use: UseCase, arguments: tuple[Any, ...]) -> None:
    """Try the act and throw it away, so that what is read once for a process is read here and not by each that dies."""

    def throw_away(_act: object) -> None:
        raise ThrownAway

    with suppress(ThrownAway, RuleViolation):
        REAL(use, *arguments[:-1], throw_away)


def picture() -> Picture:
    """Every row of every table, as counts and sums. Connections are left to nobody: what follows forks."""
    db.session.rollback()
    db.engine.dispose()
    with db.engine.connect() as connection:
        found = {table.name: Tally() for table in tables(connection)}
        for table in tables(connection):
            for line in lines_of(connection, table):
                found[table.name].add(line)
    db.engine.dispose()
    return {name: tally.as_record for name, tally in found.items()}


def died(work: Callable[[], Any], prepare: Callable[[], None]) -> int:
    """The exit status of a process that did the work, or minus the signal that ended it."""

    def mortal() -> None:
        prepare()
        work()

    return wait_for(forked(mortal))


def boundaries_of(work: Callable[[], Any]) -> int | None:
    """How many statements the act has up to its commit, that included; None for an act that is refused."""
    reading, writing = os.pipe()

    def count() -> None:
        counted = 0

        @event.listens_for(Engine, "before_cursor_execute")
        def _count(*_args: object) -> None:
            nonlocal counted
            counted += 1

        @event.listens_for(Engine, "commit")
        def _commit(_connection: object) -> None:
            os.write(writing, str(counted + 1).encode())
            os.kill(os.getpid(), signal.SIGKILL)

    status = died(work, count)
    os.close(writing)
    told = os.read(reading, 20)
    os.close(reading)
    return int(told) if status == -signal.SIGKILL else None


def die_after_commit() -> None:
    """From now on this process kills itself as soon as a session has committed; the end of a savepoint is no commit."""

    @event.listens_for(db.session.session_factory, "after_commit")
    def _die(session: Session) -> None:
        if not session.in_nested_transaction():
            os.kill(os.getpid(), signal.SIGKILL)


def pytest_configure() -> None:
    commands._once = lambda use, *arguments: PROOFS.of(use, arguments)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    missed = PROOFS.missed()
    for words in [*PROOFS.faults, *(f"{name}: no test reached it" for name in missed)]:
        print(f"\nkilling: {words}")
    PROOFS.report()
    if PROOFS.faults or missed:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
