"""One fact that a letter needs: its Chinese title, type and limits, as written in a letter.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.letters.errors import BrokenLetterKind

TYPES = ("string", "text", "date", "integer", "amount", "list", "choice", "rows")
DEFAULT_LENGTH = {"string": 200, "text": 4000, "list": 1000, "amount": 20}
DEFAULT_ITEMS = 60
KNOWN_KEYS = {
    "title", "type", "required", "required_when", "max_length", "max_items", "minimum", "maximum",
    "options", "columns", "help", "sample", "quoted", "of_record",
}  # fmt: skip


@dataclass(frozen=True)
class FactField:
    """A typed fact.

    string: one line · text: paragraphs · date: ISO day · integer · amount: yuan as "1234.50" ·
    list: several strings, one paragraph each · choice: one of `options` · rows: records with `columns`.
    `required_when` = (other fact, values of it…) makes a fact obligatory in these cases only.
    `quoted` marks words of others (applicant, third party, public) that are repeated as they are; `of_record` what
    nobody is asked to type. Rows of the record have columns of the record.
    """

    name: str
    title: str
    type: str
    required: bool = True
    required_when: tuple[str, ...] | None = None
    max_length: int = 0
    max_items: int = DEFAULT_ITEMS
    minimum: int = 0
    maximum: int = 10_000_000
    options: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[FactField, ...] = ()
    help: str = ""
    sample: Any = None
    quoted: bool = False
    of_record: bool = False

    @property
    def is_repeated(self) -> bool:
        """Whether the letter repeats what is on record: who makes it cannot mend it, so its words are not judged."""
        return self.quoted or self.of_record

    def is_required(self, facts: Mapping[str, Any]) -> bool:
        if self.required_when:
            other, *values = self.required_when
            return facts.get(other) in values
        return self.required


def read_field(name: str, data: Mapping[str, Any], folder: str) -> FactField:
    """A FactField from its TOML table; raises BrokenLetterKind with the reason."""
    if unknown := set(data) - KNOWN_KEYS:
        raise BrokenLetterKind(folder, f"要素 {name} 有未知的设置 {sorted(unknown)}")
    if data.get("type") not in TYPES or not data.get("title"):
        raise BrokenLetterKind(folder, f"要素 {name} 须有 title 和 type（{'、'.join(TYPES)}）")
    if (data["type"] == "choice") != bool(data.get("options")):
        raise BrokenLetterKind(folder, f"要素 {name}：choice 须有且只有它可以有 options")
    if (data["type"] == "rows") != bool(data.get("columns")):
        raise BrokenLetterKind(folder, f"要素 {name}：rows 须有且只有它可以有 columns")
    special = {"columns", "required_when", "max_length"}
    of_rows = {"of_record": True} if data.get("of_record") else {}
    rest = {key: value for key, value in data.items() if key not in special}
    condition = data.get("required_when")
    return FactField(
        name=name,
        columns=tuple(
            read_field(key, value | of_rows, folder) for key, value in data.get("columns", {}).items()
        ),
        required_when=tuple(condition) if condition else None,
        max_length=data.get("max_length", DEFAULT_LENGTH.get(data["type"], 0)),
        **rest,
    )
