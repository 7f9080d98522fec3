"""A road that a worker has walked once is not walked again: the database goes on to where that walk ended.

The words of a driver of the office (`accepted`, `drafted`, `signed` …) are marked `walked`. The first time, a word
does what it says. The pages of the database that it changed, the files that it kept and what the driver knows
afterwards are put by; whoever says the same word in the same place goes on from there. The same place is the same
database, byte for byte, the same application and the same knowledge of the driver. So what a test writes by any other
way, from whatever process, takes it off the road: from there on every act is done. What a test does without such a
word is always done.

On SQLite alone: on PostgreSQL every step of every walk is done by every test.
"""

import os
import shutil
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app

from app.casework.acts import once
from app.casework.acts.act import Act
from app.casework.acts.commands import after_commit
from app.casework.contract.platform import platform
from app.casework.store.files import file_store
from app.database import db
from tests.support.setting import is_held_back, set_blank

PAGE = 4096
MOST_PAGES = 100_000  # put by in one process, 400 MB; beyond it the rest is walked
UNTOUCHED = 946_684_800 * 10**9  # the time of a file that nobody has written since it was put there
Word = TypeVar("Word", bound=Callable[..., Any])
_numbers = count(1)


@dataclass(frozen=True, eq=False)
class Same:
    """Equal to what wraps the very same thing."""

    thing: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


class Unlike(Exception):
    """A value that cannot be compared with that of another test."""


@dataclass(frozen=True)
class Place:
    """Where a walk ended."""

    number: int
    pages: dict[int, bytes]
    """By their place in the file, those that differ from the template."""
    size: int
    files: tuple[bytes, ...]
    known: dict[str, Any]
    answer: tuple[Any, ...]
    """Empty where the word answers with the driver itself."""


@dataclass
class Roads:
    """The places that were reached from one template."""

    template: Path
    file: Path
    config: dict[str, Any]
    """Of the application when its first road was opened."""
    process: int = field(default_factory=os.getpid)
    """Whose they are: a child of a test, of which there may be several at once, does every act itself."""
    here: int = 0
    """The number of the place at which the database stands, if it is untouched; 0 for the template."""
    places: dict[Hashable, Place] = field(default_factory=dict)
    files: list[bytes] = field(default_factory=list)
    """Kept by the acts since the database was as in the template."""

    @property
    def is_untouched(self) -> bool:
        """Nobody has written since the database was put there, and nobody else's writes wait beside it."""
        beside = self.file.with_name(f"{self.file.name}-wal")
        try:
            waiting = beside.stat().st_size if beside.exists() else 0
            return waiting == 0 and self.file.stat().st_mtime_ns == UNTOUCHED
        except FileNotFoundError:
            return False

    def go_to(self, place: Place) -> None:
        _let_go()
        _remove(self.file)
        shutil.copyfile(self.template, self.file)
        with self.file.open("r+b") as database:
            database.truncate(place.size)
            for start, page in place.pages.items():
                database.seek(start)
                database.write(page)
        for data in place.files:
            file_store().put(data)
        self.files = list(place.files)
        self._stands(place.number)

    def put_by(self, known: dict[str, Any], answer: tuple[Any, ...]) -> Place | None:
        """The database as it stands; None while somebody else has it open or there is no more room."""
        _let_go()
        if self.file.with_name(f"{self.file.name}-wal").exists() or len(_pages) > MOST_PAGES:
            return None
        pages, size = self._changed()
        place = Place(next(_numbers), pages, size, tuple(self.files), deepcopy(known), deepcopy(answer))
        self._stands(place.number)
        return place

    def _changed(self) -> tuple[dict[int, bytes], int]:
        was, now = self.template.read_bytes(), self.file.read_bytes()
        parts = range(0, len(now), PAGE)
        return {at: now[at : at + PAGE] for at in parts if now[at : at + PAGE] != was[at : at + PAGE]}, len(
            now
        )

    def _stands(self, number: int) -> None:
        os.utime(self.file, ns=(UNTOUCHED, UNTOUCHED))
        self.here = number


_roads: dict[str, Roads] = {}  # by template
_pages: dict[bytes, bytes] = {}  # each is kept once, by whatever place it is needed
_under_way: list[Roads] = []
_in_full: ContextVar[bool] = ContextVar("walked_in_full", default=False)


@contextmanager
def open_from(template: str, file: Path) -> Iterator[None]:
    """While this lasts, known roads lead on from the database in `file`, which is a fresh copy of the template."""
    roads = _roads.setdefault(template, Roads(Path(template), file, dict(current_app.config)))
    roads.files = []
    roads._stands(0)
    _under_way.append(roads)
    hooks = after_commit()
    hooks.append(_note)
    try:
        yield
    finally:
        hooks.remove(_note)
        _under_way.remove(roads)


@contextmanager
def in_full() -> Iterator[None]:
    """While this lasts every act is done: somebody looks at how it is done."""
    token = _in_full.set(True)
    try:
        yield
    finally:
        _in_full.reset(token)


def walked(word: Word) -> Word:
    """Mark a word of a driver: all that it does is acts, and what it does depends on its arguments, the driver's
    fields and the database alone."""

    @wraps(word)
    def say(walker: Any, *arguments: Any, **named: Any) -> Any:
        roads = _under_way[-1] if _under_way else None
        key = _key(roads, walker, word, arguments, named) if roads else None
        if roads is None or key is None:
            return word(walker, *arguments, **named)
        if (place := roads.places.get(key)) is None:
            answer = word(walker, *arguments, **named)
            if (reached := roads.put_by(vars(walker), () if answer is walker else (answer,))) is not None:
                roads.places[key] = reached
            return answer
        roads.go_to(place)
        vars(walker).update(deepcopy(place.known))
        return deepcopy(place.answer)[0] if place.answer else walker

    return say  # type: ignore[return-value]


def _key(roads: Roads, walker: Any, word: Any, arguments: Any, named: Any) -> Hashable:
    """What decides where a word leads; nothing when that cannot be told, or the database was touched."""
    if _in_full.get() or os.getpid() != roads.process or not roads.is_untouched:
        return None
    if str(db.engine.url.database) != str(roads.file):
        return None
    if set(after_commit()) != {_note, set_blank} or current_app.config != roads.config:
        return None
    try:
        told = _frozen((arguments, named, vars(walker)))
    except Unlike:
        return None
    parts = tuple(
        Same(one) for kind in (platform().processes, platform().outbox_handlers) for one in kind.values()
    )
    return roads.here, parts, is_held_back(), type(walker), word, told


def _frozen(value: Any) -> Hashable:
    """The value as a key. Raises Unlike for what has no value of its own."""
    if value is None or isinstance(value, (str, bytes, int, float, date, Enum)):
        return type(value), value
    if isinstance(value, dict):
        return dict, tuple((name, _frozen(each)) for name, each in value.items())
    if isinstance(value, (list, tuple)):
        return type(value), tuple(map(_frozen, value))
    raise Unlike(value)


def _note(act: Act) -> None:
    """An act's files, before the letter that it may have issued is set."""
    _under_way[-1].files += act.kept.values()


def _let_go() -> None:
    """As an act begins: what is read next comes from the database. Rows that the test holds stay what they are."""
    db.session.rollback()
    db.session.expire_all()
    once.forget()
    db.engine.dispose()


def _remove(file: Path) -> None:
    for part in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + part).unlink(missing_ok=True)
