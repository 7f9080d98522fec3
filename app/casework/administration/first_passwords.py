"""A first password in two halves: who proposes an account gets one, who agrees to it the other, its owner both.

No table keeps them; they follow from a random word of the proposal and a key of the installation.
"""

import hmac
import secrets
from datetime import datetime

from app.casework.acts.keys import secrets as secrets_of_house
from app.casework.administration.accounts import ATTEMPTS, NewPassword
from app.law.errors import InvalidInput
from app.office.models import Person
from app.office.password_rules import check_password, password_profile
from app.office.passwords import CAPITALS, DIGITS, SMALL, checked_password, context_of

ALPHABET = CAPITALS + SMALL + DIGITS
LENGTH = 8  # of a half: 46 random bits, which the limits of signing in make as good as unguessable
BETWEEN = "-"  # ends the first half, so that it is typed too


def new_nonce(person: Person, now: datetime) -> str:
    """A word for a password that this person may have. Reads only."""
    for _ in range(ATTEMPTS):
        nonce = secrets.token_hex(16)
        try:
            check_password("".join(halves(nonce)), context_of(person, now), password_profile())
        except InvalidInput:
            continue  # contains by chance what it must not: the next one
        return nonce
    raise RuntimeError("no password passes the rules")


def halves(nonce: str) -> tuple[str, str]:
    """What the proposer and what the second person hands over."""
    key = secrets_of_house().index_key
    drawn = int.from_bytes(hmac.new(key, f"first password:{nonce}".encode(), "sha512").digest(), "big")
    letters = ""
    for _ in range(2 * LENGTH):
        drawn, place = divmod(drawn, len(ALPHABET))
        letters += ALPHABET[place]
    return letters[:LENGTH] + BETWEEN, letters[LENGTH:]


def whole(nonce: str, person: Person, now: datetime) -> NewPassword:
    """Both halves as the password that is kept. Slow, reads only: before the transaction. Raises InvalidInput."""
    plain = "".join(halves(nonce))
    return NewPassword(plain, checked_password(person, plain, now))
