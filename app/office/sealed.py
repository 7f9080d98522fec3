"""Sealing personal data, field by field: `v1|key id|nonce|ciphertext`, AES-256-GCM.

The place (table, row, column) is authenticated with it, so a ciphertext moved to another row does not open.
"""

import base64
import hashlib
import hmac
import secrets
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.office.secrets import Secrets

VERSION = "v1"
NONCE_BYTES = 12
INDEX_BYTES = 16


class SealBroken(Exception):
    """A sealed value that does not open: altered, moved, or sealed with a key that is not here."""

    def __init__(self, why: str) -> None:
        super().__init__(f"加密数据无法打开：{why}")


class Sealer:
    """Seals and opens with the installation's keys. `row` is any name that the row keeps for good."""

    def __init__(self, keys: Secrets) -> None:
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.data_keys.items()}
        self._key_id = keys.data_key_id
        self._index_key = keys.index_key

    def seal(self, text: str, table: str, row: object, column: str) -> str:
        """The envelope to keep in place of the text."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._ciphers[self._key_id].encrypt(nonce, text.encode(), _place(table, row, column))
        return "|".join((VERSION, self._key_id, _to_text(nonce), _to_text(sealed)))

    def open(self, envelope: str, table: str, row: object, column: str) -> str:
        """The text. Raises SealBroken."""
        version, key_id, nonce, sealed = _parts(envelope)
        if version != VERSION or key_id not in self._ciphers:
            raise SealBroken(f"没有版本{version}的密钥{key_id}")
        try:
            opened = self._ciphers[key_id].decrypt(
                _to_bytes(nonce), _to_bytes(sealed), _place(table, row, column)
            )
        except (InvalidTag, ValueError) as error:
            raise SealBroken("内容被改动或者不在原来的位置") from error
        return opened.decode()

    def blind_index(self, value: str, purpose: str) -> str:
        """A keyed fingerprint, equal for equal values: sealed values can be looked up but not guessed."""
        message = f"{purpose}:{normal_value(value)}".encode()
        return hmac.new(self._index_key, message, hashlib.sha256).digest()[:INDEX_BYTES].hex()


def normal_value(value: str) -> str:
    """One form for what people write in several: full-width signs, blanks, dashes, small letters."""
    plain = unicodedata.normalize("NFKC", value)
    return "".join(sign for sign in plain if not sign.isspace() and sign not in "-—–").upper()


def _place(table: str, row: object, column: str) -> bytes:
    return f"{table}:{row}:{column}".encode()


def _parts(envelope: str) -> list[str]:
    parts = envelope.split("|")
    if len(parts) != 4:
        raise SealBroken("格式不对")
    return parts


def _to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _to_bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
