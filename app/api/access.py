"""Who calls: a bearer token's person, or the public. Cookies count for nothing here."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from flask import g, request

from app import timekeeping
from app.casework.acts.actor import Actor, of_person
from app.casework.acts.commands import transaction
from app.casework.administration.factors import owes_factor
from app.law.errors import InvalidInput, RuleViolation
from app.office import tokens
from app.office.models import Person
from app.office.throttle import key_of, network_of
from app.web.access import MARK
from app.web.addresses import client_address

SECURITY_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "POST /api/v1/tokens 换取的令牌"},
    "query_code": {"type": "apiKey", "in": "header", "name": "X-Query-Code", "description": "办件的查询码"},
}
KEY_LENGTH = 100


class PasswordMustBeChanged(RuleViolation):
    """Somebody else chose the password, or it is too old: until it is changed, no program acts for the person."""

    code = "password_must_be_changed"
    message = "密码须先修改：请本人登录办理平台修改密码，再换取新的令牌"
    status = 403


class FactorMustBeSet(RuleViolation):
    """The account must have a second factor and has none: until it has, no program acts for the person."""

    code = "second_factor_must_be_set"
    message = "须先设置双因素登录：请本人登录办理平台设置，再换取新的令牌"
    status = 403


class NotSignedIn(RuleViolation):
    code = "not_signed_in"
    message = "缺少访问令牌，或者令牌无效、已过期"
    status = 401


def load_caller() -> None:
    """Read the bearer token of the request; an unusable one is refused even on public calls."""
    g.person = None
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        g.person = _person_behind(token.strip(), timekeeping.now())


def _person_behind(plain: str, now: datetime) -> Person:
    """Whom the token acts for. Its use is noted at most once an hour.

    Raises NotSignedIn, PasswordMustBeChanged, FactorMustBeSet.
    """
    token = tokens.token_for(plain, now)
    if token is not None and tokens.owes_new_password(token.person):
        raise PasswordMustBeChanged()
    if token is not None and owes_factor(token.person, now.date()):
        raise FactorMustBeSet()
    if token is not None and tokens.needs_note(token, now):
        with transaction():
            token = tokens.token_for(plain, now)
            if token is not None:
                tokens.note_use(token, now)
    if token is None:
        raise NotSignedIn()
    return token.person


def token_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Only with a valid token; rights are checked per object."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if g.person is None:
            raise NotSignedIn()
        return view(*args, **kwargs)

    setattr(guarded, MARK, "token")
    return guarded


def caller() -> Actor:
    """The acting person of a call with a token."""
    return of_person(g.person)


def idempotency_key(about: str = "") -> str:
    """The key of a POST, in a name space of its caller. Raises InvalidInput when it is missing.

    Without a token the name space is that of what was opened with a query code (`about`, a number), else that of the
    client's address: whoever guesses a key of somebody else gets nothing that was told to them.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > KEY_LENGTH or not key.isascii() or not key.isprintable():
        message = f"请在请求头 Idempotency-Key 中给出不超过 {KEY_LENGTH} 个可见字符的提交编号"
        raise InvalidInput(message, code="idempotency_key_missing", fields={"Idempotency-Key": message})
    if g.person:
        return f"api:person:{g.person.id}:{key}"
    return f"api:public:{key_of(about or network_of(client_address()), key)}"
