"""The keys of this installation: made at first start into the instance folder, never known in advance.

`secrets.json`, mode 600. Without a copy of `data_key` kept elsewhere, a backup cannot be read. Where there are data
already, missing keys are asked for, never made anew.
"""

import json
import os
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "secrets.json"
KEY_BYTES = 32
KEYS = ("secret_key", "data_key", "index_key", "audit_key")
LOST = (
    "没有找到密钥文件 {file}，而数据库中已有数据：请从备份恢复原来的 secrets.json（权限 600）后再启动，"
    "多台主机共用一个数据库的，从第一台复制；不要新建密钥，否则已有的个人信息无法打开，审计链无法核对"
)
FEWEST_DIFFERENT_BYTES = 12  # a random key of 32 bytes has 28 or more


class SecretsRefused(RuntimeError):
    """The keys cannot be used; the message says, in one line, why and what to do."""


@dataclass(frozen=True, repr=False)
class Secrets:
    """Keys of 32 bytes. Former data keys open what they sealed; former secret keys check old cookies."""

    secret_key: bytes
    data_key: bytes
    index_key: bytes
    audit_key: bytes
    data_key_id: str = "1"
    former_data_keys: dict[str, bytes] = field(default_factory=dict)
    former_secret_keys: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return f"<Secrets, data key {self.data_key_id}>"

    @property
    def data_keys(self) -> dict[str, bytes]:
        """All data keys by their id."""
        return {**self.former_data_keys, self.data_key_id: self.data_key}


def load_or_create(instance: Path, is_in_use: Callable[[], bool]) -> Secrets:
    """The keys of the instance folder; made on first start unless the database `is_in_use`. Raises SecretsRefused."""
    file = instance / FILE
    if not file.exists():
        if (
            is_in_use() and not file.exists()
        ):  # asked again: another process may have made keys and data meanwhile
            raise SecretsRefused(LOST.format(file=file))
        _create(file)
    return load(file)


def load(file: Path) -> Secrets:
    """Read and check the file. Raises SecretsRefused for open permissions, short, weak or missing keys."""
    _check_mode(file)
    try:
        text = file.read_text(encoding="ascii")
    except UnicodeDecodeError as error:
        raise SecretsRefused(f"{file}: 密钥文件内容不完整或者格式不对，请从备份恢复（{error}）") from error
    return read(file, text)


def read(file: Path, text: str) -> Secrets:
    """The keys in the text of such a file. Raises SecretsRefused, which names the file."""
    try:
        kept = json.loads(text)
        former_data = {kid: _key(file, "former_data_keys", text) for kid, text in _former(kept, {}).items()}
        return Secrets(
            **{name: _key(file, name, kept.get(name)) for name in KEYS},
            data_key_id=str(kept.get("data_key_id", "1")),
            former_data_keys=former_data,
            former_secret_keys=tuple(
                _key(file, "former_secret_keys", text) for text in kept.get("former_secret_keys", [])
            ),
        )
    except (ValueError, AttributeError, TypeError) as error:
        raise SecretsRefused(f"{file}: 密钥文件内容不完整或者格式不对，请从备份恢复（{error}）") from error


def _former(kept: dict[str, Any], default: dict[str, str]) -> dict[str, str]:
    former: dict[str, str] = kept.get("former_data_keys", default)
    return former


def _check_mode(file: Path) -> None:
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise SecretsRefused(f"{file}: 密钥文件可被其他用户读取，请执行 chmod 600 {file}")


def _key(file: Path, name: str, text: Any) -> bytes:
    if not isinstance(text, str):
        raise SecretsRefused(f"{file}: 缺少密钥 {name}，请从备份恢复")
    try:
        key = bytes.fromhex(text)
    except ValueError:
        raise SecretsRefused(f"{file}: 密钥 {name} 应为十六进制数") from None
    if len(key) < KEY_BYTES:
        raise SecretsRefused(f"{file}: 密钥 {name} 太短，应为{KEY_BYTES}字节")
    if len(key) > KEY_BYTES or len(set(key)) < FEWEST_DIFFERENT_BYTES:
        raise SecretsRefused(f"{file}: 密钥 {name} 不是随机生成的{KEY_BYTES}字节密钥，不能使用")
    return key


def rotate_data_key(instance: Path) -> Secrets:
    """A new data key under the next id; the former one stays and opens what it sealed. Raises SecretsRefused."""
    file = instance / FILE
    present = load(file)
    kept = json.loads(file.read_text(encoding="ascii"))
    former = {**kept.get("former_data_keys", {}), present.data_key_id: kept["data_key"]}
    numbers = [int(key_id) for key_id in former if key_id.isdecimal()]
    new = {"data_key": secrets.token_hex(KEY_BYTES), "data_key_id": str(max(numbers, default=0) + 1)}
    draft = _draft_of(file, {**kept, **new, "former_data_keys": former})
    draft.replace(file)
    return load(file)


def _create(file: Path) -> None:
    """Write a full file beside and link it into place: two processes that start at once use the same keys."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft_of(file, {**{name: secrets.token_hex(KEY_BYTES) for name in KEYS}, "data_key_id": "1"})
    try:
        os.link(draft, file)
    except FileExistsError:
        return  # another process was faster, its keys count
    finally:
        draft.unlink()


def _draft_of(file: Path, content: dict[str, Any]) -> Path:
    """The content on the disk beside the file, for the owner alone."""
    draft = file.with_name(f".{FILE}.{secrets.token_hex(6)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(json.dumps(content, indent=2) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return draft
