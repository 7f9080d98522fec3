"""What was changed between two versions of a text, word by word: both are cut into words by `rjieba`, and `rapidfuzz`
finds what they have in common. Paragraphs that are equal are matched first, so that a sentence is never compared with
one from another place of the text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import Indel

SHORTEST_COMMON = 2  # characters: what is shorter and stands between two changes belongs to them
LEAST_ALIKE = 0.35  # common share of the shorter side; below it one passage was replaced by another
FOLDED_FROM = 3  # unchanged paragraphs in a row
BREAK = "\n"


class Change(StrEnum):
    """What became of a passage."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Passage:
    """Words in their order. Without what was inserted they are the old text, without what was deleted the new one."""

    change: Change
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its changes, or one that is as it was."""

    passages: tuple[Passage, ...]

    @property
    def is_changed(self) -> bool:
        return any(one.change is not Change.SAME for one in self.passages)


@dataclass(frozen=True)
class Stretch:
    """Paragraphs that are shown together; `is_folded`: none of them is changed, and there are several."""

    paragraphs: tuple[Paragraph, ...]
    is_folded: bool


def difference(before: str, after: str) -> tuple[Passage, ...]:
    """The passages from which both versions can be put together again. 20,000 characters take a tenth of a second."""
    found: list[Passage] = []
    for is_same, old, new in _aligned(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if is_same:
            found.append(Passage(Change.SAME, "".join(old)))
        else:
            found.extend(_by_words("".join(old), "".join(new)))
    return tuple(_joined(_narrowed(list(_joined(found)))))


def _by_words(before: str, after: str) -> list[Passage]:
    parts = list(_aligned(_words(before), _words(after)))
    common = sum(len("".join(old)) for is_same, old, _new in parts if is_same)
    if common < LEAST_ALIKE * min(len(before), len(after)):
        return [Passage(Change.DELETED, before), Passage(Change.INSERTED, after)]
    found: list[Passage] = []
    for place, (is_same, old, new) in enumerate(parts):
        words = "".join(old)
        is_between = 0 < place < len(parts) - 1 and len(words) < SHORTEST_COMMON and words != BREAK
        if is_same and not is_between:
            found.append(Passage(Change.SAME, words))
        else:
            found += [Passage(Change.DELETED, words), Passage(Change.INSERTED, "".join(new))]
    return found


def _words(text: str) -> list[str]:
    import rjieba  # 33 MB of words, only in processes that compare texts

    return rjieba.cut(text) if text else []


def _aligned(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """Both sequences in step: what they have in common, and between it what stands in one of them only."""
    a = b = 0
    for block in Indel.opcodes(old, new).as_matching_blocks():
        if (a, b) != (block.a, block.b):
            yield False, old[a : block.a], new[b : block.b]
        a, b = block.a + block.size, block.b + block.size
        if block.size:
            yield True, old[block.a : a], new[block.b : b]


def _joined(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Neighbours of one kind are one passage; between two that stay, deletions come before insertions."""
    for is_same, run in groupby((one for one in passages if one.text), lambda one: one.change is Change.SAME):
        together = list(run)
        for change in (Change.SAME,) if is_same else (Change.DELETED, Change.INSERTED):
            if text := "".join(one.text for one in together if one.change is change):
                yield Passage(change, text)


def _narrowed(passages: list[Passage]) -> Iterator[Passage]:
    """Where one side of a change begins or ends with the other, only the words that came or went are a change.

    A library cuts 加强 and 切实加强 as one word each. Figures stay whole: 300 that became 3000 is another number.
    """
    place = 0
    while place < len(passages):
        pair = passages[place : place + 2]
        if [one.change for one in pair] == [Change.DELETED, Change.INSERTED]:
            yield from _narrowed_pair(pair[0].text, pair[1].text)
            place += 2
        else:
            yield pair[0]
            place += 1


def _narrowed_pair(old: str, new: str) -> list[Passage]:
    kept, longer, change = (old, new, Change.INSERTED) if len(old) < len(new) else (new, old, Change.DELETED)
    if longer.endswith(kept) and not _is_cut(longer, len(longer) - len(kept)):
        return [Passage(change, longer[: len(longer) - len(kept)]), Passage(Change.SAME, kept)]
    if longer.startswith(kept) and not _is_cut(longer, len(kept)):
        return [Passage(Change.SAME, kept), Passage(change, longer[len(kept) :])]
    return [Passage(Change.DELETED, old), Passage(Change.INSERTED, new)]


def _is_cut(text: str, place: int) -> bool:
    """Whether a number or a Latin word would be parted here."""
    return 0 < place < len(text) and all(
        one.isascii() and one.isalnum() for one in text[place - 1 : place + 1]
    )


def paragraphs(passages: Iterable[Passage]) -> list[Paragraph]:
    """The same by paragraph. The break behind a paragraph belongs to its last passage."""
    found: list[Paragraph] = []
    line: list[Passage] = []
    for passage in passages:
        for piece in passage.text.splitlines(keepends=True):
            line.append(Passage(passage.change, piece))
            if piece.endswith(BREAK) and passage.change is not Change.DELETED:
                found.append(Paragraph(tuple(line)))
                line = []
    return [*found, Paragraph(tuple(line))] if line else found


def stretches(passages: Iterable[Passage]) -> list[Stretch]:
    """For page and print: what is changed in full, each longer run of unchanged paragraphs folded."""
    found = []
    for is_changed, run in groupby(paragraphs(passages), lambda one: one.is_changed):
        together = tuple(run)
        found.append(Stretch(together, is_folded=not is_changed and len(together) >= FOLDED_FROM))
    return found


def amount(passages: Iterable[Passage]) -> tuple[int, int]:
    """How many characters were inserted, and how many deleted; white space does not count."""
    counted = {Change.INSERTED: 0, Change.DELETED: 0, Change.SAME: 0}
    for one in passages:
        counted[one.change] += len("".join(one.text.split()))
    return counted[Change.INSERTED], counted[Change.DELETED]
