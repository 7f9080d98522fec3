"""Similar earlier requests (相似申请): the same applicant, or nearly the same words. Shown, never decided upon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Row, bindparam, select

from app.casework.models import Case
from app.database import columns_of
from app.law.outcomes import OUTCOMES
from app.processes.disclosure.models import Applicant, DisclosureRequest
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.traces import plain, worth_comparing
from app.processes.disclosure.vocabulary import Matter

SIMILAR, VERY_SIMILAR = 85, 92  # percent, of the words
OWN_FROM = 50  # an earlier request of the same applicant is shown from here on
YEARS_BACK = 3
MOST_SHOWN = 5


@dataclass(frozen=True)
class Similar:
    """One earlier request and how near it is. `applicant` tells those of one person from those of others."""

    number: str
    party: str
    applicant: str
    percent: int
    same_applicant: bool
    outcome: str
    received_on: date | None

    @property
    def words(self) -> str:
        """高度相似 from 92 %, otherwise 相似."""
        return "高度相似" if self.percent >= VERY_SIMILAR else "相似"


def similar_requests(case: Case, on: date) -> list[Similar]:
    """The nearest, for the page."""
    return all_similar(case, on)[:MOST_SHOWN]


def all_similar(case: Case, on: date) -> list[Similar]:
    """Earlier requests to the same organ within three years, the nearest first.

    Only those are compared that share a trace of the words or the applicant (`traces`), not all of them.
    """
    request = request_of(case)
    wanted = plain(request.description)
    found = [_compared(row, wanted, request.applicant.identity_index) for row in _earlier(case, request, on)]
    shown = [
        one for one in found if one.percent >= SIMILAR or (one.same_applicant and one.percent >= OWN_FROM)
    ]
    return sorted(shown, key=lambda one: (-one.percent, one.number))


def nearness(wanted: str, other: str) -> int:
    """How near two plain texts are, in percent; 0 below what is taken for the same matter of one applicant."""
    return int(fuzz.ratio(wanted, other, score_cutoff=OWN_FROM))


_candidates = (
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
    .where(Case.id.in_(bindparam("ids", expanding=True)), Case.organ_id == bindparam("organ_id"))
    .where(DisclosureRequest.matter == Matter.APPLICATION)  # a redo is the same request once more
    .where(DisclosureRequest.arrived_on >= bindparam("since"))
)


def _earlier(case: Case, request: DisclosureRequest, on: date) -> Sequence[Row[Any]]:
    ids = worth_comparing(case.organ_id, case.id, request.description, request.applicant.identity_index)
    asked = {"ids": ids, "organ_id": case.organ_id, "since": on - timedelta(days=366 * YEARS_BACK)}
    return columns_of(_candidates, asked).all() if ids else ()


def _compared(row: Row[Any], wanted: str, identity: str) -> Similar:
    outcome = OUTCOMES[row.outcome].title if row.outcome in OUTCOMES else "办理中"
    percent = nearness(wanted, plain(row.description))
    is_same = bool(identity) and row.identity_index == identity
    applicant = row.identity_index or f"{row.party} {row.number}"
    return Similar(row.number, row.party, applicant, percent, is_same, outcome, row.received_on)
