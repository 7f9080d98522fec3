"""One-time codes by time (动态验证码): RFC 6238 with HMAC-SHA-1, six digits, a new one every 30 seconds.

These are the parameters that every authenticator on a phone knows. A code of the step before or after is taken too.
"""

import base64
import hmac
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

DIGITS = 6
STEP = 30  # seconds
WINDOW = 1  # steps before and after the present one
SECRET_BYTES = 20  # RFC 4226, section 4, R6
FARTHEST = 120  # steps, an hour: how far a phone's clock is looked for to say that it is off


def new_secret() -> str:
    """A random secret in base32, as phones take it."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def step_at(now: datetime) -> int:
    """The number of the time step; steps begin at every half minute."""
    return int(now.timestamp()) // STEP


def code_at(secret: str, step: int) -> str:
    """The code of one step."""
    return _codes(secret).generate(step * STEP).decode("ascii")


def matching_step(secret: str, code: str, now: datetime, *, after: int = 0) -> int | None:
    """The step within the window whose code this is, later than the step `after`; None: the code is not taken."""
    present = step_at(now)
    return _match(secret, code, [step for step in _around(present, WINDOW) if step > after])


def minutes_off(secret: str, code: str, now: datetime) -> float | None:
    """By how many minutes the clock that made this code is ahead (or, below 0, behind), up to an hour; None: the code
    is of no such moment. Only for who sees the secret anyway: of a coming code nobody else is told."""
    present = step_at(now)
    found = _match(secret, code, list(_around(present, FARTHEST)))
    return None if found is None else (found - present) * STEP / 60


def address_for_phone(secret: str, login: str, issuer: str) -> str:
    """What the QR picture says: `otpauth://totp/…`."""
    return _codes(secret).get_provisioning_uri(login, issuer)


def _match(secret: str, code: str, steps: list[int]) -> int | None:
    """Compares with all of them, each in constant time."""
    typed = code.encode("ascii", "replace")
    found = [step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), typed)]
    return found[0] if found else None


def _around(present: int, width: int) -> range:
    return range(max(0, present - width), present + width + 1)


def _codes(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)
