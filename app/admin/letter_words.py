"""The boxes of a page that edits a letter's wording as text with fields, and the template that comes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.law.errors import InvalidInput
from app.letters import LetterKind
from app.letters.variants import TEXT, files_of
from app.letters.worded import Field, Locked, Piece, Worded
from app.letters.worded_reading import read_or_none
from app.letters.worded_writing import WordsRefused, write
from app.web.fields import FieldView

LINE = 46  # characters in a line of a box
ONLY_TABLES = "这种文书只有表格和固定格式，没有可以改写的文字"


@dataclass
class Boxes:
    """What the page shows: boxes of the letter, of each passage by its name, fixed parts, fields to choose from."""

    letter: list[FieldView] = field(default_factory=list)
    passages: dict[str, list[FieldView]] = field(default_factory=dict)
    locked: list[Locked] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    has_table: bool = False


def standard_words(kind: LetterKind) -> Worded | None:
    """The standard in words; None for a kind that is code alone."""
    return read_or_none(files_of(kind)[TEXT], kind)


def words_of(kind: LetterKind, text: str) -> Worded | None:
    """A version in words, in the frame of the present standard; None when it was written as code of another frame."""
    frame = standard_words(kind)
    words = read_or_none(text, kind, frame)
    return words if frame is not None and words is not None and is_framed(words, frame) else None


def is_framed(words: Worded, frame: Worded) -> bool:
    """Whether nothing but words differs. A named part may have been moved, so their order says nothing."""
    return (words.head, words.blocks, words.passages, words.locked, set(words.pieces)) == (
        frame.head, frame.blocks, frame.passages, frame.locked, set(frame.pieces),
    )  # fmt: skip


def template_of(kind: LetterKind, typed: Mapping[str, str]) -> str:
    """The template of what was typed; refused box by box."""
    frame = standard_words(kind)
    if frame is None or not frame.pieces:
        raise InvalidInput(fields={"": ONLY_TABLES})
    try:
        return write(frame, typed)
    except WordsRefused as refused:
        raise InvalidInput(fields=refused.problems) from refused


def in_words(kind: LetterKind, text: str) -> tuple[str, str]:
    """Standard and version as lines of words; as they are written when the version cannot be shown in words."""
    standard, frame = files_of(kind)[TEXT], standard_words(kind)
    words = read_or_none(text, kind, frame)
    if frame is None or words is None:
        return standard, text
    first = [key for key in frame.pieces if key in words.pieces]
    in_order = {key: words.pieces[key] for key in [*first, *words.pieces]}
    return frame.plain(), Worded(words.head, words.fields, pieces=in_order).plain()


def boxes(kind: LetterKind, typed: Mapping[str, str], errors: Mapping[str, str]) -> Boxes:
    """The page's boxes with what was typed and what is wrong; none where nothing can be edited."""
    frame = standard_words(kind)
    if frame is None or not frame.pieces:
        return Boxes(has_table=True)
    views = {key: _box(piece, typed.get(key, ""), errors.get(key, "")) for key, piece in frame.pieces.items()}
    inner = {key for passage in frame.passages.values() for key in passage.keys}
    return Boxes(
        letter=[view for key, view in views.items() if key not in inner],
        passages={one.name: [views[key] for key in one.keys] for one in frame.passages.values()},
        locked=list(frame.locked.values()),
        fields=list(frame.fields.values()),
        has_table=any(code for _name, code in frame.blocks),
    )


def _box(piece: Piece, value: str, error: str) -> FieldView:
    lines = sum(1 + len(line) // LINE for line in piece.text.split("\n"))
    hint = "每行一段" if piece.is_block else ""
    label = piece.label.partition("〕")[2] or piece.label
    return FieldView(
        name=piece.key, label=label, value=value, error=error, hint=hint, type="textarea", wide=True,
        rows=min(16, lines + (3 if piece.is_block else 0)),
    )  # fmt: skip
