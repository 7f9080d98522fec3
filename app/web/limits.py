"""How often something may be sent anonymously within a quarter of an hour, by portal and API alike.

One table for both, counted in the database so that every web process and host knows it. By the client's address, with
room for an office whose people share one; what needs the right query code is counted by number instead, so that no
neighbour can use it up. Views say `@limited(Sending.…)`; counting comes before the body is read.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, request

from app import timekeeping
from app.casework.acts.commands import transaction
from app.office import throttle
from app.office.guesses import QUARTER
from app.office.throttle import Limit, TryLater, key_of, network_of
from app.web.addresses import client_address

View = TypeVar("View", bound=Callable[..., Any])
MARK = "sending"


class Sending(StrEnum):
    """What is sent."""

    APPLICATION = "application"
    BEGINNING = "beginning of an application"
    FORM = "form of an application, sent by its buttons"
    AUTOSAVE = "form of an application, as it saves itself every half minute"
    UPLOAD = "files"
    CHECK = "file of a letter to be verified"
    RECKONING = "events whose clocks are asked for"
    COPY = "wish for one's own application as a PDF"
    ANSWER = "answer to a notice, or withdrawal"
    SECRET = "password or query code, from a browser that is not known for it"


MOST = {
    Sending.APPLICATION: 60,
    Sending.BEGINNING: 120,
    Sending.FORM: 300,
    Sending.AUTOSAVE: 3000,
    Sending.UPLOAD: 120,
    Sending.CHECK: 120,
    Sending.RECKONING: 300,
    Sending.COPY: 20,
    Sending.ANSWER: 30,
    Sending.SECRET: 600,
}
"""Within a quarter of an hour."""


class SentTooOften(TryLater):
    sentence = "提交次数过多，请于{until}以后再试；急需办理的，请致电公开工作机构"


def limited(sending: Sending) -> Callable[[View], View]:
    """Every call of the view counts as one sending from the client's address."""

    def decorate(view: View) -> View:
        setattr(view, MARK, sending)
        return view

    return decorate


def count(sending: Sending, now: datetime, by: str | None = None) -> None:
    """One more sending, `by` the client's address unless a number is given. Raises SentTooOften."""
    key, limit = key_of("sending", sending, by or network_of(client_address())), Limit(MOST[sending], QUARTER)
    with transaction():
        throttle.serialise(key)
        until = throttle.locked_until(key, limit, now)
        if until is None:
            throttle.count(key, limit, now)
    if until is not None:
        raise SentTooOften(until, now)


def count_stranger(device: str, now: datetime) -> None:
    """Before a secret is looked at, which takes some 0.2 s of processor time whether it is right or wrong.

    `device`: the mark of a browser that is known for it, which is not counted: no neighbour at the same address shuts
    it out. Raises SentTooOften.
    """
    if not device:
        count(Sending.SECRET, now)


def count_if_limited() -> None:
    """Before a POST is looked into."""
    sending = getattr(current_app.view_functions.get(request.endpoint or ""), MARK, None)
    if sending is not None and request.method == "POST":
        count(sending, timekeeping.now())


def init_app(app: Flask) -> None:
    """Before everything else that happens before a request: the check of the form's token reads the whole body."""
    app.before_request_funcs.setdefault(None, []).insert(0, count_if_limited)
