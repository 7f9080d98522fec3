"""Which seal an organ's letters carry on a day. A seal bears the organ's name: a renamed organ needs a new one."""

from datetime import date

from sqlalchemy import select

from app.casework.models import OrganSeal
from app.database import db
from app.office.edition import kept
from app.office.models import OrgUnit


def seals_of(organ: OrgUnit) -> list[OrganSeal]:
    """All seals of the organ under its present name, also from before it was moved in the tree; newest first."""
    query = select(OrganSeal).join(OrgUnit).where(OrgUnit.code == organ.code, OrgUnit.name == organ.name)
    return list(db.session.scalars(query.order_by(OrganSeal.valid_from.desc(), OrganSeal.id.desc())))


def seal_on(organ: OrgUnit, on: date) -> str | None:
    """The hash of the picture in force, None for an organ without a seal.

    An organ that was founded with a picture and never got another one has no row: its own column tells.
    """
    return kept(("seal", organ.id, on), lambda: _seal_on(organ, on))


def _seal_on(organ: OrgUnit, on: date) -> str | None:
    known = seals_of(organ)
    if not known:
        return organ.seal_hash
    return next((seal.file_hash for seal in known if seal.is_valid_on(on)), None)
