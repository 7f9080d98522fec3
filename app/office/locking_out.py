"""Everybody who acts as a person, browser or program, has to show the password anew."""

from dataclasses import dataclass
from datetime import datetime

from app.office.models import Person, SignInSession
from app.office.passwords import keep_password
from app.office.sessions import revoke_all
from app.office.tokens import revoke_tokens


@dataclass(frozen=True)
class LockedOut:
    """How many sessions and tokens ended; as words for the record."""

    sessions: int
    tokens: int

    def __str__(self) -> str:
        return f"结束登录 {self.sessions} 处，作废接口令牌 {self.tokens} 个"


def lock_out(person: Person, now: datetime, but: SignInSession | None = None) -> LockedOut:
    """All sessions, save one, and all tokens of the person end."""
    return LockedOut(revoke_all(person, now, but), revoke_tokens(person, now))


def change_password(session: SignInSession, password_hash: str, now: datetime) -> LockedOut:
    """Keep the checked new password that the person chose; what the former one opened ends, save this session."""
    keep_password(session.person, password_hash, now)
    return lock_out(session.person, now, but=session)
