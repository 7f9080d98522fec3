"""The second factor of an account: set up and confirmed by its owner, asked for at sign-in, ended.

Each accepted code is of a later time step than the one before it; each recovery code is taken once.
"""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select, update

from app.database import db
from app.law.errors import InvalidInput, RuleViolation
from app.office import one_time_codes
from app.office.models import Person, RecoveryCode, SecondFactor
from app.office.passwords import CAPITALS
from app.office.passwords import DIGITS as CLEAR_DIGITS
from app.office.sealed import Sealer, normal_value
from app.office.sessions import hash_of

TABLE, COLUMN = "second_factor", "secret"
BEGUN_LASTS = timedelta(minutes=30)
RECOVERY_CODES = 10
ALPHABET = CAPITALS + CLEAR_DIGITS  # 32 signs that do not look alike
LENGTH, GROUP = 24, 4  # 120 random bits: a plain hash is enough (ASVS 5.0, 6.5.2)
OFF = "这是{minutes}分钟{when}的验证码，说明手机时间不准。请核对手机时间，设为自动获取，再输入新的验证码"
WRONG = "验证码不正确。请核对手机时间是否准确，再输入手机上正在显示的6位数字"


class Accepted(StrEnum):
    """What was given as the second factor."""

    CODE = "code"  # 动态验证码
    RECOVERY = "recovery"  # 恢复码


class FactorIsSet(RuleViolation):
    """Nothing takes its place in silence."""

    code = "factor_is_set"
    message = "双因素登录已经设置；更换手机的，请先停用再重新设置"


class FactorNotBegun(RuleViolation):
    """The set-up was not begun, or so long ago that its secret counts no more."""

    code = "factor_not_begun"
    message = "设置已超过30分钟没有完成，请重新开始"


def is_set(person: Person) -> bool:
    """Whether the account has a second factor."""
    query = select(SecondFactor.person_id).where(
        SecondFactor.person_id == person.id, SecondFactor.confirmed_at.is_not(None)
    )
    return db.session.scalar(query) is not None


def factor_of(person: Person) -> SecondFactor | None:
    """The confirmed factor, to read."""
    found = db.session.get(SecondFactor, person.id)
    return found if found is not None and found.confirmed_at is not None else None


def begin(person: Person, now: datetime, sealer: Sealer) -> None:
    """A new secret, which counts for nothing until it is confirmed. Raises FactorIsSet."""
    kept = _locked(person)
    if kept is not None and kept.confirmed_at is not None:
        raise FactorIsSet
    if kept is None:
        kept = SecondFactor(person_id=person.id, last_step=0)
        db.session.add(kept)
    kept.secret_sealed = sealer.seal(one_time_codes.new_secret(), TABLE, person.id, COLUMN)
    kept.begun_at = now


def begun(person: Person, now: datetime, sealer: Sealer) -> str | None:
    """The secret while it waits to be confirmed; None: nothing is begun, it is too long ago, or it is confirmed."""
    kept = db.session.get(SecondFactor, person.id)
    if kept is None or kept.confirmed_at is not None or not _is_fresh(kept, now):
        return None
    return _secret(kept, sealer)


def confirm(person: Person, typed: str, now: datetime, sealer: Sealer) -> list[str]:
    """From now on the account has a second factor. The recovery codes, which cannot be had again.

    Raises InvalidInput (field `code`), FactorIsSet, FactorNotBegun.
    """
    kept = _locked(person)
    if kept is not None and kept.confirmed_at is not None:
        raise FactorIsSet
    if kept is None or not _is_fresh(kept, now):
        raise FactorNotBegun
    secret, code = _secret(kept, sealer), normal_value(typed)
    step = one_time_codes.matching_step(secret, code, now)
    if step is None:
        raise InvalidInput(fields={"code": _why_wrong(secret, code, now)})
    kept.confirmed_at, kept.last_step = now, step
    return renew_recovery(person)


def accept(person: Person, typed: str, now: datetime, sealer: Sealer) -> Accepted | None:
    """Take a code or a recovery code, so that nobody can give it again; None: it is neither. In the transaction that
    settles the try."""
    kept = _locked(person)
    if kept is None or kept.confirmed_at is None:
        return None
    code = normal_value(typed)
    if len(code) == LENGTH:
        return Accepted.RECOVERY if _take(person, code, now) else None
    step = one_time_codes.matching_step(_secret(kept, sealer), code, now, after=kept.last_step)
    if step is None:
        return None
    kept.last_step = step
    db.session.flush()
    return Accepted.CODE


def renew_recovery(person: Person) -> list[str]:
    """Ten new recovery codes; those of before open nothing any more."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    drawn = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(person_id=person.id, code_hash=hash_of(code)) for code in drawn)
    db.session.flush()
    return [grouped(code) for code in drawn]


def recovery_left(person: Person) -> int:
    """How many recovery codes are unused."""
    query = select(func.count()).select_from(RecoveryCode)
    unused = query.where(RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(unused) or 0


def recovery_words(person: Person) -> str:
    """What the record says of a recovery code that was used."""
    return f"使用一个恢复码，还剩 {recovery_left(person)} 个"


def end(person: Person) -> None:
    """The account has no second factor any more."""
    for model in (RecoveryCode, SecondFactor):
        db.session.execute(delete(model).where(model.person_id == person.id))


def grouped(code: str, between: str = "-") -> str:
    """In groups of four, as it is read and typed."""
    return between.join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _take(person: Person, code: str, now: datetime) -> bool:
    unused = update(RecoveryCode).where(
        RecoveryCode.person_id == person.id,
        RecoveryCode.code_hash == hash_of(code),
        RecoveryCode.used_at.is_(None),
    )
    taken = db.session.execute(unused.values(used_at=now).returning(RecoveryCode.id))
    return taken.first() is not None


def _why_wrong(secret: str, code: str, now: datetime) -> str:
    off = one_time_codes.minutes_off(secret, code, now)
    if off is None:
        return WRONG
    return OFF.format(minutes=f"{abs(off):g}", when="后" if off > 0 else "前")


def _locked(person: Person) -> SecondFactor | None:
    return db.session.get(SecondFactor, person.id, with_for_update=True, populate_existing=True)


def _secret(kept: SecondFactor, sealer: Sealer) -> str:
    return sealer.open(kept.secret_sealed, TABLE, kept.person_id, COLUMN)


def _is_fresh(kept: SecondFactor, now: datetime) -> bool:
    return abs(now - kept.begun_at) < BEGUN_LASTS
