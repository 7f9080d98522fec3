"""What is published: a wording in structured paragraphs without any markup, and files. Its hash is what is approved."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from app.casework.store.files import hash_of


class BlockKind(StrEnum):
    """Values are stored, so never renamed."""

    HEADING = "heading"  # 小标题
    PARAGRAPH = "paragraph"  # 段落
    ITEM = "item"  # 列举项
    CLOSING = "closing"  # 落款


@dataclass(frozen=True)
class Block:
    """One paragraph."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True)
class PublicFile:
    """A file of the store, under the name by which the public saves it."""

    filename: str
    hash: str


@dataclass(frozen=True)
class Content:
    """One wording, as it is approved and as it stands. `language` is a tag such as zh-CN or ii (彝文)."""

    headline: str
    body: tuple[Block, ...] = ()
    summary: str = ""
    document_number: str = ""
    files: tuple[PublicFile, ...] = ()
    language: str = "zh-CN"

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON of everything that the public will see."""
        text = json.dumps(self.to_mapping(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hash_of(text.encode())

    def to_mapping(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    @classmethod
    def from_mapping(cls, kept: Mapping[str, Any]) -> Self:
        """As it was stored."""
        body = tuple(Block(one["text"], BlockKind(one["kind"])) for one in kept["body"])
        files = tuple(PublicFile(**one) for one in kept["files"])
        return cls(**{**kept, "body": body, "files": files})

    def stretches(self) -> list[str]:
        """Everything that is read, for the search and for what must not be in it."""
        return [
            self.headline, self.summary, self.document_number,
            *(block.text for block in self.body), *(file.filename for file in self.files),
        ]  # fmt: skip


def paragraphs(text: str) -> tuple[Block, ...]:
    """A text as it is typed, one paragraph a line; empty lines do not count."""
    return tuple(Block(line.strip()) for line in text.splitlines() if line.strip())
