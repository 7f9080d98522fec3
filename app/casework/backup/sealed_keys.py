"""What a backup of the data must not carry openly: the keys and the organs' certificates, sealed with a passphrase.

scrypt makes a key of the passphrase; AES-256-GCM seals. Without a passphrase they are only named in the backup.
"""

import base64
import json
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from app.casework.backup.errors import WrongPassphrase
from app.law.errors import InvalidInput
from app.office.secrets import FILE as SECRETS

CERTIFICATES = "certificates"
SHORTEST_PASSPHRASE = 16  # characters
SALT, NONCE = 16, 12
COST = {"length": 32, "n": 2**15, "r": 8, "p": 1}


def passphrase_in(file: Path) -> str:
    """The first line of a file. Raises InvalidInput for a short one, OSError."""
    passphrase = file.read_text(encoding="utf-8").strip().partition("\n")[0]
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InvalidInput(f"口令文件的第一行应有至少 {SHORTEST_PASSPHRASE} 个字符")
    return passphrase


def apart(instance: Path) -> list[str]:
    """The names of what belongs to the office and is kept apart from its data."""
    found = sorted(path for path in (instance / CERTIFICATES).glob("*") if path.is_file())
    return [SECRETS, *(f"{CERTIFICATES}/{path.name}" for path in found)]


def seal(instance: Path, passphrase: str) -> bytes:
    """All that is kept apart, sealed."""
    content = {name: base64.b64encode((instance / name).read_bytes()).decode() for name in apart(instance)}
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    return salt + nonce + _cipher(passphrase, salt).encrypt(nonce, json.dumps(content).encode(), None)


def unseal(sealed: bytes, passphrase: str) -> dict[str, bytes]:
    """By name, as `seal` took it. Raises WrongPassphrase."""
    salt, nonce = sealed[:SALT], sealed[SALT : SALT + NONCE]
    if len(nonce) < NONCE:
        raise WrongPassphrase
    try:
        opened = _cipher(passphrase, salt).decrypt(nonce, sealed[SALT + NONCE :], None)
    except InvalidTag as error:
        raise WrongPassphrase from error
    return {name: base64.b64decode(text) for name, text in json.loads(opened).items()}


def put_back(instance: Path, content: dict[str, bytes]) -> None:
    """Write them with mode 600, each whole or not at all."""
    for name in content:
        place = instance / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content[name])
            out.flush()
            os.fsync(out.fileno())
        draft.replace(place)


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, **COST).derive(passphrase.encode()))
