"""What a text says, in the form in which it is signed: its kind, its data, and the hash of both."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.casework.models import Document
from app.letters.facts import frozen_json


class TextKind(StrEnum):
    """Values are stored, so never renamed."""

    LETTER = "letter"  # facts of a letter, and its wording
    BODY = "body"  # plain text
    FILES = "files"  # files by their hash, in their order


@dataclass(frozen=True)
class Content:
    """What is signed. Two contents are the same text if and only if their hashes are equal.

    `known_as`: hashes under which the same text was kept by releases that bound less of it. They never equal that of
    a version made since, so they keep nothing alive but signatures of then.
    """

    kind: TextKind
    data: Mapping[str, Any]
    hash: str
    known_as: frozenset[str] = frozenset()

    def is_kept_as(self, content_hash: str) -> bool:
        """Whether the version of this hash says what this says."""
        return content_hash == self.hash or content_hash in self.known_as


def letter_content(wording: str, facts: Mapping[str, Any]) -> Content:
    """A letter: the hash of its wording (范本) and all that it says. Days are written as ISO days."""
    written = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    frozen = frozen_json(written)
    data = {"wording": wording, "facts": json.loads(frozen)}
    return Content(TextKind.LETTER, data, _hash(f"{wording}\n{frozen}"))


def body_content(text: str) -> Content:
    """A plain text, as an interpretation or a statement."""
    return Content(TextKind.BODY, {"text": text}, _hash(f"{TextKind.BODY}\n{text}"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def files_content(documents: Iterable[Document]) -> Content:
    """Files of the case in their order, each by name and hash."""
    rows = [{"name": one.filename, "sha256": one.file_hash, "document_id": one.id} for one in documents]
    named = [[row["name"], row["sha256"]] for row in rows]
    return Content(TextKind.FILES, {"files": rows}, _hash(f"{TextKind.FILES}\n{json.dumps(named)}"))
