"""The package of a case, and its texts as they stand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.casework.models import Case, TextVersion
from app.casework.papers.documents import readings_of
from app.casework.texts.versions import current_versions
from app.casework.texts.words import words_of
from app.casework.work.reading import readable_case
from app.database import db
from app.law.policy_material import ELEMENTS, Prepared, missing_of, named, without_title
from app.office.standing import Standing
from app.processes.interpretation.models import CheckNotice, PolicyPackage
from app.processes.interpretation.vocabulary import DOCUMENT, MATERIAL, PROCESS, Road
from app.steps.writing import WRITTEN


def package_of(case: Case) -> PolicyPackage:
    """The package of a case."""
    return db.session.get_one(PolicyPackage, case.id)


def is_package(case: Case) -> bool:
    """Whether the case is a package: questions of readers and quarterly notices are cases of the process as well."""
    return db.session.get(PolicyPackage, case.id) is not None


def notice_of(case: Case) -> CheckNotice | None:
    """The quarterly notice of a case; None for a package or a question."""
    return db.session.get(CheckNotice, case.id)


def own_case(number: str, standing: Standing) -> Case:
    """The case of a package by number. Raises NotFound when there is none that the person may read."""
    return readable_case(number, standing, PROCESS)


def texts_now(case: Case) -> Mapping[str, TextVersion]:
    """Slot → newest version."""
    return current_versions(case)


def titles_of(case: Case) -> dict[str, str]:
    """Slot → the title under which the text goes out. Both stand in the plan, so a signature covers them."""
    return {DOCUMENT: case.title, MATERIAL: material_title(case)}


def material_title(case: Case) -> str:
    """The title of the explaining text, as it is usual until somebody writes another one."""
    return package_of(case).material_title or f"{named(case.title)}解读"


def words_now(case: Case, typed: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Slot → the words of its text without the title, read from a file where it is one; empty for a scan.

    `typed`: what stands in a form about them counts as if it were handed in.
    """
    current = {slot: one for slot, one in texts_now(case).items() if slot in (DOCUMENT, MATERIAL)}
    words, titles = words_of(list(current.values())), titles_of(case)
    found = {slot: without_title(words[one.id], titles[slot]) for slot, one in current.items()}
    written = {slot: str((typed or {}).get(slot + WRITTEN) or "") for slot in titles}
    return found | {slot: without_title(text, titles[slot]) for slot, text in written.items() if text}


def unread_slots(case: Case) -> frozenset[str]:
    """The texts of which something has no words that could be read: scans, pictures, forms other than docx and PDF."""
    named = [
        (slot, row["sha256"]) for slot, one in texts_now(case).items() for row in one.content.get("files", ())
    ]
    readings = readings_of(sha for _slot, sha in named) if named else {}
    return frozenset(
        slot for slot, sha in named
        if sha not in readings or not readings[sha].text or readings[sha].without_text
    )  # fmt: skip


def prepared(case: Case, typed: Mapping[str, Any] | None = None) -> Prepared:
    """What the gate looks at; with what is being typed, as it would be."""
    package, words, typed = package_of(case), words_now(case, typed), typed or {}
    elements = {one.key: str(typed.get(one.key) or package.elements.get(one.key, "")) for one in ELEMENTS}
    return Prepared(
        first_interpreter=package.first_interpreter, planned_on=package.planned_on, outline=package.outline,
        channels=package.channels, contact=package.contact, material=words.get(MATERIAL, ""),
        elements=elements, is_unread=not typed.get(MATERIAL + WRITTEN) and MATERIAL in unread_slots(case),
    )  # fmt: skip


def missing(case: Case, today: date, typed: Mapping[str, Any] | None = None) -> dict[str, str]:
    """What still lacks before the gate: nothing for a document that need not be explained."""
    if package_of(case).road == Road.EXEMPT:
        return {}
    return missing_of(prepared(case, typed), today)
