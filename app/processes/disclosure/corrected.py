"""Registered facts and their corrections as pages show them: what identifies or reaches a person is masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.casework.models import Case
from app.database import db
from app.office.masks import mask, mask_id_number, mask_telephone
from app.office.models import Person
from app.processes.disclosure.application import PaperRegistrationSchema
from app.processes.disclosure.corrections import CORRECTED, TITLES, registered
from app.processes.disclosure.models import DisclosureRequest, RequestCorrection
from app.processes.disclosure.models.correction import TITLE

NOTHING = "（空）"
MASKS = {
    "identity_number": mask_id_number, "telephone": mask_telephone, "email": lambda text: mask(text, 1, 4),
    "address": lambda text: mask(text, 3, 0),
}  # fmt: skip
ALL_TITLES = {**TITLES, TITLE: "办件标题"}
OPTIONS = {name: PaperRegistrationSchema().fields[name].metadata.get("options", {}) for name in CORRECTED}


@dataclass(frozen=True)
class Registered:
    """One fact as it stands."""

    field: str
    title: str
    shown: str


@dataclass(frozen=True)
class Corrected:
    """One correction: what stood there, what stands there, who, when, why."""

    title: str
    old: str
    new: str
    reason: str
    by: str
    at: datetime


def registered_facts(request: DisclosureRequest) -> list[Registered]:
    """Every fact that can be put right, in the order of the form."""
    return [Registered(name, TITLES[name], shown(name, registered(request, name))) for name in CORRECTED]


def corrections_of(case: Case) -> Sequence[Corrected]:
    """What was put right, in its order."""
    query = select(RequestCorrection, Person.name).join(
        Person, Person.id == RequestCorrection.corrected_by_id
    )
    rows = db.session.execute(
        query.where(RequestCorrection.case_id == case.id).order_by(RequestCorrection.id)
    )
    return [_corrected(row, by) for row, by in rows]


def _corrected(row: RequestCorrection, by: str) -> Corrected:
    old, new = (shown(row.field, text) for text in row.reveal())
    return Corrected(ALL_TITLES[row.field], old, new, row.reason, by, row.corrected_at)


def shown(name: str, text: str) -> str:
    """A value for the page: the words of a choice, a mask for what identifies or reaches a person."""
    if not text:
        return NOTHING
    return MASKS[name](text) if name in MASKS else str(OPTIONS.get(name, {}).get(text, text))
