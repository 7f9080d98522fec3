"""What is shown beside a task: what lacks, how much was copied, how the elements are answered, who still objects."""

from datetime import date
from typing import Any

from flask import url_for

from app.casework.contract.forms import Values
from app.casework.models import Case
from app.casework.texts.signatures import standing_objections
from app.law.policy_material import ELEMENTS, element_faults
from app.processes.interpretation.comparison import comparison
from app.processes.interpretation.package import is_package, missing, package_of, prepared
from app.processes.interpretation.vocabulary import Road

SHOWN_PASSAGES = 3


def row(words: str, good: bool, note: str = "", *, must: bool = True, href: str = "") -> dict[str, Any]:
    """One line of the list before submission."""
    return {"words": words, "ok": good, "must": must, "href": href, "note": note}


def copied(case: Case, on: date, values: Values) -> dict[str, Any]:
    """照抄比对: the share of sentences that stand in the document; the threshold is a parameter, a person judges."""
    found = comparison(case, on, values)
    passages = found.found.copied
    more = f"；等 {len(passages)} 句" if len(passages) > SHOWN_PASSAGES else ""
    return row(
        found.words, not (passages or found.unread), "；".join(passages[:SHOWN_PASSAGES]) + more,
        must=bool(found.declaration), href=url_for("interpretation.show_comparison", number=case.number),
    )  # fmt: skip


def lacking(case: Case, on: date, values: Values) -> list[dict[str, Any]]:
    """For drafter and receiving office: what is missing, or that nothing is, and the copying."""
    rows = [row(words, False) for words in missing(case, on, values).values()] or [
        row("方案、材料和四项要素齐全", True)
    ]
    return [*rows, copied(case, on, values)] if package_of(case).road == Road.EXPLAIN else rows


def elements(case: Case, on: date, values: Values) -> list[dict[str, Any]]:
    """For whoever reviews and signs: the elements, each with the passage that answers it, and the copying."""
    if not is_package(case):
        return []
    package = package_of(case)
    if package.road != Road.EXPLAIN:
        return [row(f"无需解读：{package.exempt_reason}", True, must=False)]
    faults = element_faults(prepared(case))
    answered = [
        row(faults.get(one.key, one.title), one.key not in faults, str(package.elements.get(one.key, "")))
        for one in ELEMENTS
    ]
    return [*answered, copied(case, on, values)]


def objections(case: Case, on: date, values: Values) -> list[dict[str, Any]]:
    """For whoever mends the texts: the objections that stand, with the words that they mark, then what lacks."""
    raised = [
        row(f"{one.unit.short_name or one.unit.name} {one.person.name}：{one.text}", False,
            f"所指文字：“{one.passage}”" if one.passage else "", must=False)
        for one in standing_objections(case)
    ]  # fmt: skip
    return [*raised, *lacking(case, on, values)]
