"""Tokens with which programs act for a person. Shown once, kept as a hash."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from app.database import db
from app.entities import Entity
from app.office import edition
from app.office.models import ApiToken, Person
from app.office.sessions import hash_of

PREFIX = "mb_"  # so that a token is recognised where it was left lying
BEGINNING = 8
VALID_DAYS = 90
TOUCH_EVERY = timedelta(hours=1)  # so exact is the last use that pages show; a write an hour, not one a call
_tokens, _persons = Entity(ApiToken), Entity(Person)
_by_hash = (
    select(*_tokens.columns, *_persons.columns, edition.NUMBER_NOW)
    .join(_persons.table, _persons.table.c.id == _tokens.table.c.person_id)
    .where(_tokens.table.c.token_hash == bindparam("token_hash"))
)


def create_token(
    person: Person, label: str, now: datetime, valid_days: int = VALID_DAYS
) -> tuple[ApiToken, str]:
    """A new token and its plain text, which cannot be had again. `valid_days` are calendar days."""
    plain = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        token_hash=hash_of(plain),
        beginning=plain[:BEGINNING],
        person=person,
        label=label,
        created_at=now,
        expires_at=now + timedelta(days=valid_days),
    )
    db.session.add(token)
    db.session.flush()
    return token, plain


def token_for(plain: str, now: datetime) -> ApiToken | None:
    """The token when it is good: known, not revoked, not expired, its person active. Reads only."""
    found = edition.first_with(_by_hash, {"token_hash": hash_of(plain)}, _tokens, _persons)
    if found is None:
        return None
    token: ApiToken = found[0]
    set_committed_value(token, "person", found[1])
    if token.revoked_at is not None or token.expires_at <= now:
        return None
    return token if token.person.is_active else None


def needs_note(token: ApiToken, now: datetime) -> bool:
    """Whether the last use on record is old enough to be written anew."""
    return token.last_used_at is None or now - token.last_used_at >= TOUCH_EVERY


def note_use(token: ApiToken, now: datetime) -> None:
    """The token is in use."""
    token.last_used_at = max(now, token.last_used_at or now)


def owes_new_password(person: Person) -> bool:
    """Whether the person must first change a password that somebody else chose or that is too old: until then no
    program acts for them. An account of a program, without any password, owes none."""
    return person.must_change_password and person.password_hash is not None


def revoke_token(token: ApiToken, now: datetime) -> None:
    """The token is no good from now on."""
    token.revoked_at = token.revoked_at or now


def revoke_tokens(person: Person, now: datetime) -> int:
    """All tokens of the person are no good from now on; how many there were."""
    good = tokens_of(person, now)
    for token in good:
        revoke_token(token, now)
    return len(good)


def tokens_of(person: Person, now: datetime) -> list[ApiToken]:
    """The good tokens of the person, latest first."""
    query = select(ApiToken).where(
        ApiToken.person_id == person.id, ApiToken.revoked_at.is_(None), ApiToken.expires_at > now
    )
    return list(db.session.scalars(query.order_by(ApiToken.created_at.desc(), ApiToken.id.desc())))
