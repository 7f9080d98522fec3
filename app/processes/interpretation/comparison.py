"""照抄比对 of a package: how much of the explaining text is the document itself, and what a person has to compare."""

from dataclasses import dataclass
from datetime import date

from app.casework.contract.forms import Values
from app.casework.models import Case
from app.casework.terms import clocks
from app.casework.texts.versions import slots_of
from app.law.copying import LIMIT, Copying, copying
from app.processes.interpretation.package import unread_slots, words_now
from app.processes.interpretation.vocabulary import DOCUMENT, MATERIAL


@dataclass(frozen=True)
class Comparison:
    """`unread`: titles of the texts that have no words, or not all; `limit`: per cent from which it is questioned."""

    document: str
    material: str
    found: Copying
    limit: int | None
    is_too_much: bool
    unread: tuple[str, ...]

    @property
    def words(self) -> str:
        """What the check found, in one sentence."""
        if self.unread:
            return f"{'、'.join(self.unread)}中有不能读取文字的页面或者图片，照抄比对须由人工核对"
        found = self.found
        return f"与原文相同的句子 {len(found.copied)} / {found.sentences}（{found.percent}%）"

    @property
    def declaration(self) -> str:
        """What a reviewer declares who lets it pass; empty where nothing has to be declared."""
        if self.unread:
            return "已人工比对解读材料与文件原文，不属于照抄"
        return f"相同句子达到 {self.limit}% 的提示线，已逐段核对，不属于照抄" if self.is_too_much else ""


def comparison(case: Case, on: date, typed: Values | None = None) -> Comparison:
    """The texts as they stand, or are typed, held against each other with the parameter of the day."""
    words, unread, in_force = words_now(case, typed), unread_slots(case), clocks.parameters_on(on)
    document, material = words.get(DOCUMENT, ""), words.get(MATERIAL, "")
    found = copying(material, document)
    titles = tuple(slot.title for slot in slots_of(case) if slot.key in unread)
    return Comparison(document, material, found, in_force.value(LIMIT), found.is_too_much(in_force), titles)
