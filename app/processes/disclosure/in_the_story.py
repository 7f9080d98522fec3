"""What a request's tables hold of an act beyond its audit line, as the 办理单 prints it: why, what was put right."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import select

from app.casework.models import Case
from app.database import db
from app.processes.disclosure.corrected import shown
from app.processes.disclosure.models import Deferral, ExtensionRequest, RequestCorrection
from app.processes.disclosure.models.correction import TITLE

Told = Mapping[datetime, str]


def corrected(case: Case) -> Told:
    """By moment: from what to what and why, masked as on pages; a title that followed is told with it."""
    rows = (
        select(RequestCorrection).where(RequestCorrection.case_id == case.id).order_by(RequestCorrection.id)
    )
    told: dict[datetime, str] = {}
    for row in db.session.scalars(rows):
        old, new = (shown(row.field, text) for text in row.reveal())
        if row.field == TITLE and row.corrected_at in told:
            told[row.corrected_at] += f"；办件标题由“{old}”改为“{new}”"
        else:
            told[row.corrected_at] = f"由“{old}”更正为“{new}”，理由：{row.reason}"
    return told


def asked_for(table: type[ExtensionRequest] | type[Deferral]) -> Callable[[Case], Told]:
    """By moment: why more time was asked for."""

    def read(case: Case) -> Told:
        rows = select(table.requested_at, table.reason).where(table.case_id == case.id)
        return {at: f"理由：{reason}" for at, reason in db.session.execute(rows)}

    return read


TOLD: Mapping[str, Callable[[Case], Told]] = {
    "request.corrected": corrected, "extension.requested": asked_for(ExtensionRequest),
    "excess.deferral_requested": asked_for(Deferral),
}  # fmt: skip
"""By the tag of the line."""
