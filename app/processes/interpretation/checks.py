"""What the office is shown beside a task: what lacks, how much was copied, how the elements are answered."""

from datetime import date
from typing import Any

from app.casework.contract.forms import Values
from app.casework.models import Case
from app.casework.terms import clocks
from app.law.copying import copying
from app.law.policy_material import ELEMENTS
from app.processes.interpretation.package import missing, package_of, words_now
from app.processes.interpretation.vocabulary import DOCUMENT, MATERIAL, Road

SHOWN_PASSAGES = 3


def row(words: str, good: bool, note: str = "", *, must: bool = True) -> dict[str, Any]:
    """One line of the list before submission."""
    return {"words": words, "ok": good, "must": must, "href": "", "note": note}


def copied(case: Case, on: date) -> dict[str, Any]:
    """照抄比对: the share of sentences that stand in the document; the threshold is a parameter, a person judges."""
    words = words_now(case)
    found = copying(words.get(MATERIAL, ""), words.get(DOCUMENT, ""))
    said = f"与原文相同的句子 {len(found.copied)} / {found.sentences}（{found.percent}%）"
    too_much = found.is_too_much(clocks.parameters_on(on))
    return row(said, not too_much, "；".join(found.copied[:SHOWN_PASSAGES]), must=too_much)


def lacking(case: Case, on: date, values: Values) -> list[dict[str, Any]]:
    """For drafter and receiving office: what is missing, or that nothing is, and the copying."""
    rows = [row(words, False) for words in missing(case, on).values()] or [
        row("方案、材料和四项要素齐全", True)
    ]
    return [*rows, copied(case, on)] if package_of(case).road == Road.EXPLAIN else rows


def elements(case: Case, on: date, values: Values) -> list[dict[str, Any]]:
    """For whoever reviews and signs: the elements, each with the passage that answers it, and the copying."""
    package = package_of(case)
    if package.road != Road.EXPLAIN:
        return [row(f"无需解读：{package.exempt_reason}", True, must=False)]
    answered = [
        row(one.title, bool(package.elements.get(one.key)), str(package.elements.get(one.key, ""))[:120])
        for one in ELEMENTS
    ]
    return [*answered, copied(case, on)]
