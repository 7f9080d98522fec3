"""A road that was walked in the browser once is not walked there again: the office goes on to where that walk ended.

As `tests.support.walks`, for words of people on pages (`apply`, `accepted`, `drafted` …) marked `walked`. The first
time, a word does what it says. The database, the hour and what each browser has then are put by; whoever says the same
word at the same place goes on from there. The same place is the same database, byte for byte, and the same hour: what
a journey does by any other way takes it off the road. Where pictures are kept, every walk is walked.
"""

import zlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tests.browser.people import ARE_KEPT, PHONE, Cookies, Stage, Visitor

Word = TypeVar("Word", bound=Callable[..., Any])


class Walker(Protocol):
    stage: Stage
    number: str
    code: str


@dataclass(frozen=True)
class Stand:
    """Where somebody stands with whom a word answers."""

    name: str
    is_on_phone: bool
    cookies: Cookies
    address: str


@dataclass(frozen=True)
class Place:
    """Where a walk ended."""

    database: bytes
    now: datetime
    number: str
    code: str
    people: dict[str, Cookies]
    answer: Stand | None


_places: dict[Hashable, Place] = {}


def walked(word: Word) -> Word:
    """Mark a word of somebody who walks: it answers with nobody, or with a visitor who is none of the clerks."""

    @wraps(word)
    def say(walk: Walker, *arguments: Any, **named: Any) -> Any:
        stage = walk.stage
        known = stage.now, walk.number, walk.code, type(walk), word, arguments, tuple(sorted(named.items()))
        if ARE_KEPT or (database := _database(stage)) is None:
            return word(walk, *arguments, **named)
        key = stage.instance, sha256(database).digest(), known
        if place := _places.get(key):
            return _go_to(place, walk)
        answer = word(walk, *arguments, **named)
        if (reached := _database(stage)) is not None:
            _places[key] = _place(reached, walk, answer)
        return answer

    return say  # type: ignore[return-value]


def _database(stage: Stage) -> bytes | None:
    """The database as it stands; None while somebody still has it open."""
    stage.ask("rest")
    file = _file(stage)
    return None if file.with_name(f"{file.name}-wal").exists() else file.read_bytes()


def _file(stage: Stage) -> Path:
    return stage.instance / "test.db"


def _place(database: bytes, walk: Walker, answer: Visitor | None) -> Place:
    stage, stand = walk.stage, None
    if answer is not None:
        page = answer.page
        stand = Stand(answer.name, page.viewport_size == PHONE, cookies_of(answer), page.url)
    people = {**stage.entered, **{key: cookies_of(visitor) for key, visitor in stage.people.items()}}
    return Place(zlib.compress(database, 1), stage.now, walk.number, walk.code, people, stand)


def cookies_of(visitor: Visitor) -> Cookies:
    return [dict(cookie) for cookie in visitor.page.context.cookies()]


def _go_to(place: Place, walk: Walker) -> Visitor | None:
    stage, file = walk.stage, _file(walk.stage)
    for part in ("", "-wal", "-shm"):
        file.with_name(file.name + part).unlink(missing_ok=True)
    file.write_bytes(zlib.decompress(place.database))
    stage.set(place.now)
    walk.number, walk.code = place.number, place.code
    stage.entered.update(place.people)
    for key in place.people.keys() & stage.people.keys():
        stage.people[key].takes(place.people[key])
    if (stand := place.answer) is None:
        return None
    visitor = stage.visitor(stand.name, phone=stand.is_on_phone).takes(stand.cookies)
    visitor.page.goto(stand.address)
    return visitor
