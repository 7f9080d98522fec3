"""Leave to follow one request for half an hour, given after the right query code, kept on the server."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, not_, select

from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.models import Case
from app.database import db
from app.processes.disclosure.models import ApplicantGrant, DisclosureRequest
from app.timekeeping import SKEW

LASTS = timedelta(minutes=30)
RENEWED_AFTER = timedelta(minutes=5)


def give(token: str, request: DisclosureRequest, now: datetime) -> None:
    """This browser may follow this request from now on; grants that are over are removed on the way."""
    case_id = request.case_id
    with transaction():
        db.session.execute(delete(ApplicantGrant).where(not_(_lasts(now))))
        db.session.execute(delete(ApplicantGrant).where(_of(token), ApplicantGrant.case_id == case_id))
        insert_once(ApplicantGrant, token_hash=_hash(token), case_id=case_id, granted_at=now)


def request_granted(token: str, number: str, now: datetime) -> DisclosureRequest | None:
    """The request of this number if this browser may see it now. Use prolongs the leave."""
    found = db.session.execute(
        select(DisclosureRequest, ApplicantGrant.granted_at)
        .select_from(DisclosureRequest)
        .join(Case, Case.id == DisclosureRequest.case_id)
        .join(ApplicantGrant, ApplicantGrant.case_id == DisclosureRequest.case_id)
        .where(_of(token), Case.number == number, _lasts(now))
    ).first()
    if found is None:
        return None
    request: DisclosureRequest = found[0]
    if now - found[1] > RENEWED_AFTER:
        give(token, request, now)
    return request


def end(token: str) -> None:
    """退出查询: nothing can be seen with this token any more."""
    with transaction():
        db.session.execute(delete(ApplicantGrant).where(_of(token)))


def end_all_of(case_id: int) -> None:
    """Inside an act: whoever follows this request must give its code again."""
    db.session.execute(delete(ApplicantGrant).where(ApplicantGrant.case_id == case_id))


def _lasts(now: datetime) -> ColumnElement[bool]:
    """Given within the last half hour, and by no clock that ran ahead."""
    return and_(ApplicantGrant.granted_at > now - LASTS, ApplicantGrant.granted_at <= now + SKEW)


def _of(token: str):
    return ApplicantGrant.token_hash == _hash(token)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
