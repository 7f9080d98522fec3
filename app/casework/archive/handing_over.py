"""A case file leaves the system: that it was handed over is on record before a byte of it goes."""

from datetime import datetime

from app.casework.acts.actor import Actor
from app.casework.acts.commands import perform
from app.casework.archive.acts import export_case_file
from app.casework.archive.bundle import Delivery
from app.casework.models import Case


def hand_over(
    case: Case, made: Delivery, form: str, *, actor: Actor, now: datetime, key: str | None = None
) -> bytes:
    """The file, once its manifest is on record; `form`: how it is called there (ZIP, PDF)."""
    perform(
        export_case_file, actor=actor, now=now, key=key, case_id=case.id, form=form,
        papers=len(made.manifest["papers"]) - len(made.lost), lost=[one.title for one in made.lost],
        manifest_hash=made.manifest_hash,
    )  # fmt: skip
    return made.data
