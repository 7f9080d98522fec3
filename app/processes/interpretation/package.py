"""The package of a case, and its texts as they stand."""

from collections.abc import Mapping
from datetime import date

from app.casework.models import Case, TextVersion
from app.casework.texts.versions import current_versions
from app.casework.work.reading import readable_case
from app.database import db
from app.law.policy_material import Prepared, missing_of, parted
from app.office.standing import Standing
from app.processes.interpretation.models import PolicyPackage
from app.processes.interpretation.vocabulary import DOCUMENT, MATERIAL, PROCESS, Road


def package_of(case: Case) -> PolicyPackage:
    """The package of a case."""
    return db.session.get_one(PolicyPackage, case.id)


def own_case(number: str, standing: Standing) -> Case:
    """The case of a package by number. Raises NotFound when there is none that the person may read."""
    return readable_case(number, standing, PROCESS)


def texts_now(case: Case) -> Mapping[str, TextVersion]:
    """Slot → newest version."""
    return current_versions(case)


def written(case: Case, slot: str) -> tuple[str, str]:
    """Title and paragraphs of a text as it stands; empty where it is not written."""
    version = texts_now(case).get(slot)
    return parted(str(version.content.get("text", ""))) if version is not None else ("", "")


def prepared(case: Case) -> Prepared:
    """What the gate looks at."""
    package = package_of(case)
    return Prepared(
        first_interpreter=package.first_interpreter, planned_on=package.planned_on, outline=package.outline,
        channels=package.channels, contact=package.contact, material=written(case, MATERIAL)[1],
        elements=package.elements,
    )  # fmt: skip


def missing(case: Case, today: date) -> dict[str, str]:
    """What still lacks before the gate: nothing for a document that need not be explained."""
    if package_of(case).road == Road.EXEMPT:
        return {}
    return missing_of(prepared(case), today)


def document_title(case: Case) -> str:
    """The document's title as it is signed; that of the case before it is written."""
    return written(case, DOCUMENT)[0] or case.title
