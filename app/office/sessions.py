"""Sessions of signed-in browsers, kept on the server: the cookie holds only a random token."""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, and_, bindparam, delete, select
from sqlalchemy.orm.attributes import set_committed_value

from app.database import db
from app.entities import Entity
from app.law.errors import InvalidInput
from app.office import edition
from app.office.models import Person, SignInSession
from app.office.passwords import checked_password
from app.timekeeping import SKEW

TOUCH_EVERY = timedelta(minutes=1)
BROWSER_LENGTH = 200
ENDED_SHOWN = 10
KEPT_FOR = timedelta(days=30)
_sessions, _persons = Entity(SignInSession), Entity(Person)
_by_token = (
    select(*_sessions.columns, *_persons.columns, edition.NUMBER_NOW)
    .join(_persons.table, _persons.table.c.id == _sessions.table.c.person_id)
    .where(_sessions.table.c.token_hash == bindparam("token_hash"))
)


def open_session(person: Person, address: str, now: datetime, browser: str = "") -> str:
    """A new session with a new token, which is returned once and kept only as a hash."""
    token = secrets.token_urlsafe(32)
    session = SignInSession(
        token_hash=hash_of(token),
        person=person,
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(hours=current_app.config.get("SESSION_ABSOLUTE_HOURS", 12)),
        address=address,
        browser=browser[:BROWSER_LENGTH],
    )
    db.session.add(session)
    db.session.flush()
    return token


def session_for(token: str, now: datetime) -> SignInSession | None:
    """The session of this token when it is still good: not ended, not idle, not too old. Reads only."""
    found = edition.first_with(_by_token, {"token_hash": hash_of(token)}, _sessions, _persons)
    if found is None:
        return None
    session: SignInSession = found[0]
    set_committed_value(session, "person", found[1])
    if not is_live(session, now) or not session.person.is_active:
        return None
    return session


def whose(token: str) -> int | None:
    """Whose session this was, live or over: for what belongs to that person; it opens nothing."""
    query = select(SignInSession.person_id).where(SignInSession.token_hash == hash_of(token))
    return db.session.scalar(query)


def is_live(session: SignInSession, now: datetime) -> bool:
    """Neither ended nor idle (SESSION_IDLE_MINUTES) nor past its absolute end, nor seen by a clock that ran ahead."""
    idle = timedelta(minutes=current_app.config.get("SESSION_IDLE_MINUTES", 30))
    return session.ended_at is None and now < session.expires_at and -SKEW <= now - session.seen_at < idle


def live_at(now: datetime) -> ColumnElement[bool]:
    """The same as a condition for a query."""
    idle = timedelta(minutes=current_app.config.get("SESSION_IDLE_MINUTES", 30))
    seen = (SignInSession.seen_at > now - idle, SignInSession.seen_at <= now + SKEW)
    return and_(SignInSession.ended_at.is_(None), SignInSession.expires_at > now, *seen)


def seconds_left(session: SignInSession, now: datetime) -> int:
    """How long the session lasts if nothing more is done in it, in seconds."""
    idle = timedelta(minutes=current_app.config.get("SESSION_IDLE_MINUTES", 30))
    return max(0, int((min(session.seen_at + idle, session.expires_at) - now).total_seconds()))


def needs_touch(session: SignInSession, now: datetime) -> bool:
    """Whether the last sight of the session is old enough to be written anew (at most once a minute)."""
    return now - session.seen_at >= TOUCH_EVERY


def touch(session: SignInSession, now: datetime) -> None:
    """The session is in use."""
    session.seen_at = max(now, session.seen_at)


def sign_out(session: SignInSession, now: datetime) -> None:
    """The person ends this session."""
    _end(session, now, "signed_out")


def revoke(session: SignInSession, now: datetime) -> None:
    """Somebody ends it from elsewhere: the person from their list, or a security administrator."""
    _end(session, now, "revoked")


def revoke_all(person: Person, now: datetime, but: SignInSession | None = None) -> int:
    """End all sessions of the person save one; how many there were."""
    ended = [session for session in sessions_of(person, now) if session is not but]
    for session in ended:
        revoke(session, now)
    return len(ended)


def sessions_of(person: Person, now: datetime) -> list[SignInSession]:
    """The person's live sessions, latest first."""
    query = select(SignInSession).where(
        SignInSession.person_id == person.id, SignInSession.ended_at.is_(None), SignInSession.expires_at > now
    )
    latest_first = db.session.scalars(query.order_by(SignInSession.seen_at.desc()))
    return [session for session in latest_first if is_live(session, now)]


def ended_sessions_of(person: Person) -> list[SignInSession]:
    """The person's sessions that were ended, by whomever, the last of them; those that ran out are not among them."""
    query = select(SignInSession).where(
        SignInSession.person_id == person.id, SignInSession.ended_at.is_not(None)
    )
    return list(db.session.scalars(query.order_by(SignInSession.ended_at.desc()).limit(ENDED_SHOWN)))


def check_new_password(person: Person, new: str, again: str, now: datetime) -> str:
    """The hash of the new password that a person chose. Slow and reads only. Raises InvalidInput."""
    if new != again:
        raise InvalidInput(fields={"again": "两次输入的新密码不一致"})
    return checked_password(person, new, now)


def drop_old_sessions(now: datetime, kept_for: timedelta = KEPT_FOR) -> None:
    """For a daily job: the audit log keeps who signed in; the sessions themselves are no longer needed."""
    db.session.execute(delete(SignInSession).where(SignInSession.expires_at < now - kept_for))


def hash_of(token: str) -> str:
    """Tokens have 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def _end(session: SignInSession, now: datetime, because: str) -> None:
    if session.ended_at is None:
        session.ended_at, session.ended_because = now, because
