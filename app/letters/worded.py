"""A wording as people write it: paragraphs of text with fields in 〔 〕; conditions and loops are only named."""

from __future__ import annotations

from dataclasses import dataclass, field

SUBHEADING = "小标题"  # 〔小标题〕 before a paragraph
LABELS = {"addressee": "收件人", "text": "正文", "ending": "结束语", "notes": "附注"}
CLOSING = "特此告知。"  # what the layout of letters prints where a wording names no closing of its own
TABLE = "rows"  # the block of a table or form: shown in the preview, never edited as text


class NotInWords(ValueError):
    """The template holds something that text with fields cannot say; it stays as it is."""


@dataclass(frozen=True)
class Field:
    """What 〔name〕 prints. `is_block`: paragraphs of its own. `needs`: what may not be lost from a letter."""

    name: str
    code: str
    example: str = ""
    is_block: bool = False
    needs: str = ""


@dataclass
class Piece:
    """One box of the page. `is_block`: paragraphs, each on a line; otherwise a stretch within a paragraph."""

    key: str
    label: str
    is_block: bool
    text: str = ""


@dataclass(frozen=True)
class Passage:
    """〔name〕 in the piece `within`: one of its branches is printed. A test is code; the empty one is for all else."""

    name: str
    within: str
    is_block: bool
    tests: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Locked:
    """〔name〕 in the piece `within`: a fixed part, which may be moved but not changed. `shown`: what it says."""

    name: str
    within: str
    is_block: bool
    code: str
    shown: str


@dataclass
class Worded:
    """A wording in words. `head`: its first lines of code; `blocks`: name and, for a table, the code kept as it is."""

    head: str
    fields: dict[str, Field]
    blocks: list[tuple[str, str]] = field(default_factory=list)
    pieces: dict[str, Piece] = field(default_factory=dict)
    passages: dict[str, Passage] = field(default_factory=dict)
    locked: dict[str, Locked] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the boxes."""
        return {key: piece.text for key, piece in self.pieces.items()}

    @property
    def frame(self) -> tuple[object, ...]:
        """What nobody may change: two wordings of one frame differ in their words alone."""
        return self.head, self.blocks, self.passages, self.locked, list(self.pieces)

    def plain(self) -> str:
        """The whole wording as lines of text, for comparing two of them."""
        return "\n".join(f"【{piece.label}】\n{piece.text}" for piece in self.pieces.values()) + "\n"
