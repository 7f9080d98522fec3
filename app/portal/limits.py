"""How often one address may send something, counted in the database so that every web process knows it."""

from datetime import datetime

from app.casework.commands import transaction
from app.law.errors import RuleViolation
from app.office import throttle
from app.web.addresses import client_address

SUBMISSIONS, UPLOADS, CHECKS = 60, 120, 120


class SentTooOften(RuleViolation):
    code = "too_many_requests"
    message = "提交次数过多，请过几分钟再试；急需办理的，请致电受理机关"
    status = 429


def count(what: str, most: int, now: datetime) -> None:
    """One more sending from this address. Raises SentTooOften after `most` in a quarter of an hour."""
    key = throttle.key_of(f"portal {what}", client_address())
    with transaction():
        if (until := throttle.locked_until(key, now)) is not None:
            minutes = max(1, -(-int((until - now).total_seconds()) // 60))
            raise SentTooOften(f"提交次数过多，请在 {minutes} 分钟后再试；急需办理的，请致电受理机关")
        throttle.count_failure(key, most, now)
