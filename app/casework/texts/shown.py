"""The texts of a case as a page or a program shows them: which version, by whom, and what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from app.casework.contract.texts import Slot
from app.casework.models import Case, Document, TextVersion
from app.casework.papers.documents import documents_of
from app.casework.texts.contents import TextKind
from app.casework.texts.signatures import unchanged_versions
from app.casework.texts.versions import current_versions, slots_of
from app.casework.texts.words import words_of


@dataclass(frozen=True)
class ShownText:
    """A text to be read before it is signed: as markup, as lines of plain text, or as files."""

    title: str
    version: TextVersion
    is_unchanged: bool
    markup: Markup | None = None
    lines: str = ""
    files: Sequence[Document] = ()
    words: str = ""  # what the files say, as far as it could be read

    @property
    def version_words(self) -> str:
        """第 2 版."""
        return f"第 {self.version.number} 版"


def texts_of(case: Case, on: date, slots: Sequence[str] = ()) -> list[ShownText]:
    """The texts that stand, in the order of the card; `slots` narrows to what one step signs."""
    current, unchanged = current_versions(case), unchanged_versions(case, on)
    words = words_of([version for version in current.values() if version.kind == TextKind.FILES])
    wanted = [slot for slot in slots_of(case) if slot.key in current and (not slots or slot.key in slots)]
    return [_shown(case, on, slot, current[slot.key], unchanged, words) for slot in wanted]


def _shown(
    case: Case, on: date, slot: Slot, version: TextVersion, unchanged: frozenset[int], words: Mapping[int, str]
) -> ShownText:  # fmt: skip
    is_unchanged, own = version.id in unchanged, slot.preview(case, on)
    if own is not None:
        return ShownText(slot.title, version, is_unchanged, markup=own)
    if version.kind == TextKind.FILES:
        named = [row["document_id"] for row in version.content.get("files", ())]
        known = {one.id: one for one in documents_of(case)}
        return ShownText(
            slot.title,
            version,
            is_unchanged,
            files=[known[one] for one in named if one in known],
            words=words.get(version.id, ""),
        )
    return ShownText(slot.title, version, is_unchanged, lines=str(version.content.get("text", "")))
