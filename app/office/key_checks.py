"""Check values of the keys: whether a file of keys is the one that a database was filled with, without telling any key.

The cookie key is left out: it may be renewed at any time, and then everybody signs in again.
"""

from collections.abc import Mapping

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.office.secrets import Secrets

BYTES = 16
DATA_KEY = "data_key"


def check_values(keys: Secrets) -> dict[str, str]:
    """The check value of each key that data depend on; data keys with their id, former ones too."""
    named = {"index_key": keys.index_key, "audit_key": keys.audit_key}
    named |= {f"{DATA_KEY}:{key_id}": key for key_id, key in keys.data_keys.items()}
    return {name: _check_value(name, key) for name, key in named.items()}


def wrong_keys(recorded: Mapping[str, str], keys: Secrets) -> list[str]:
    """The names of keys that the database knows and that are missing or others now."""
    present = check_values(keys)
    return sorted(name for name, value in recorded.items() if present.get(name) != value)


def _check_value(name: str, key: bytes) -> str:
    """One-way, and apart from every other use of the key by its label (RFC 5869)."""
    label = f"mingbai check value of {name.partition(':')[0]}".encode()
    return HKDF(algorithm=SHA256(), length=BYTES, salt=None, info=label).derive(key).hex()
