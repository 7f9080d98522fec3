"""Similar earlier requests (相似申请): the same applicant, or nearly the same words. Shown, never decided upon."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rapidfuzz import fuzz
from sqlalchemy import Row, select

from app.casework.models import Case
from app.database import db
from app.law.outcomes import OUTCOMES
from app.processes.disclosure.models import Applicant, DisclosureRequest
from app.processes.disclosure.registration import request_of

SIMILAR, VERY_SIMILAR = 85, 92  # percent, of the words
OWN_FROM = 50  # an earlier request of the same applicant is shown from here on
YEARS_BACK = 3
MOST_COMPARED, MOST_SHOWN = 5000, 5
NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Similar:
    """One earlier request and how near it is."""

    number: str
    party: str
    percent: int
    same_applicant: bool
    outcome: str
    received_on: date | None

    @property
    def words(self) -> str:
        """高度相似 from 92 %, otherwise 相似."""
        return "高度相似" if self.percent >= VERY_SIMILAR else "相似"


def similar_requests(case: Case, on: date) -> list[Similar]:
    """Earlier requests to the same organ within three years, the nearest first."""
    request = request_of(case)
    wanted = plain(request.description)
    found = [_compared(row, wanted, request.applicant.identity_index) for row in _earlier(case, on)]
    shown = [
        one for one in found if one.percent >= SIMILAR or (one.same_applicant and one.percent >= OWN_FROM)
    ]
    return sorted(shown, key=lambda one: (-one.percent, one.number))[:MOST_SHOWN]


def plain(text: str) -> str:
    """The words alone: no punctuation, no blanks, no difference of case."""
    return NOT_WORDS.sub("", text).lower()


def nearness(wanted: str, other: str) -> int:
    """How near two plain texts are, in percent; 0 below what is taken for the same matter of one applicant."""
    return int(fuzz.ratio(wanted, other, score_cutoff=OWN_FROM))


def _earlier(case: Case, on: date) -> list[Row]:
    query = (
        select(
            Case.number,
            Case.party,
            Case.outcome,
            Case.received_on,
            DisclosureRequest.description,
            Applicant.identity_index,
        )
        .join(DisclosureRequest, DisclosureRequest.case_id == Case.id)
        .join(Applicant, Applicant.id == DisclosureRequest.applicant_id)
        .where(Case.organ_id == case.organ_id, Case.id < case.id)
        .where(DisclosureRequest.arrived_on >= on - timedelta(days=366 * YEARS_BACK))
        .order_by(Case.id.desc())
        .limit(MOST_COMPARED)
    )
    return list(db.session.execute(query))


def _compared(row: Row, wanted: str, identity: str) -> Similar:
    outcome = OUTCOMES[row.outcome].title if row.outcome in OUTCOMES else "办理中"
    percent = nearness(wanted, plain(row.description))
    is_same = bool(identity) and row.identity_index == identity
    return Similar(row.number, row.party, percent, is_same, outcome, row.received_on)
