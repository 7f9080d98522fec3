"""A year of requests as rows: what a report counts, without walking each of them through the office."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.database import db
from app.law.annual_report.form import APPLICANTS
from app.law.outcomes import OUTCOMES
from app.law.proceedings import RULINGS, Proceeding
from app.office.models import OrgUnit
from app.processes.disclosure.models import Applicant, DisclosureRequest, Judgement, ProceedingRecord

YEAR = 2025
ENDS = [code for code, one in OUTCOMES.items() if not code.startswith("correct")]
AT = datetime(2025, 1, 2, tzinfo=UTC)


def add_request(
    organ: OrgUnit, received: date | None, closed: date | None = None, outcome: str = "", kind: str = "business",
    *, matter: str = "application", number: str,
) -> Case:  # fmt: skip
    """One request with its case."""
    case = Case(
        number=number, process="disclosure", organ_id=organ.id, title="示例申请", opened_at=AT, received_on=received,
        closed_on=closed, state=CaseState.CLOSED if closed else CaseState.OPEN, outcome=outcome or None,
    )  # fmt: skip
    db.session.add(case)
    db.session.flush()
    db.session.add(
        DisclosureRequest(
            case_id=case.id, matter=matter, applicant=Applicant(kind=kind, name="申请人甲"), channel="online",
            arrived_on=received or YEAR_BEGINS, description="示例", reply_form="paper", reply_way="post",
            query_code_hash="", outcome=outcome,
        )
    )  # fmt: skip
    return case


YEAR_BEGINS = date(YEAR, 1, 1)


def add_proceeding(case: Case, number: int, kind: str, applied: date, ruling: str = "", ruled: date | None = None,
                   corrects: ProceedingRecord | None = None) -> ProceedingRecord:  # fmt: skip
    """One entry of a reconsideration or suit."""
    made = ProceedingRecord(
        case_id=case.id, number=number, root=number, kind=kind, body="示例", applied_on=applied, told_on=applied,
        ruling=ruling, ruled_on=ruled, got_on=ruled, recorded_at=AT, corrects_id=corrects.id if corrects else None,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def fill(organ: OrgUnit, prefix: str, cases: int = 60, seed: int = 7) -> None:
    """Requests of all kinds that came between the middle of the year before and the end of the one after."""
    drawn = Random(seed)
    for place in range(cases):
        received = date(YEAR - 1, 7, 1) + timedelta(days=drawn.randrange(700))
        is_closed = drawn.random() < 0.8
        closed = received + timedelta(days=drawn.randrange(60)) if is_closed else None
        case = add_request(
            organ, received, closed, ENDS[place % len(ENDS)] if closed else "",
            [*APPLICANTS, ""][drawn.randrange(len(APPLICANTS) + 1)], number=f"{prefix}-{place:04}",
            matter="correction" if place % 17 == 16 else "application",
        )  # fmt: skip
        if case.outcome in ("items_denied", "items_some_denied", "items_unavailable"):
            items = ["not_existing", "denied_process", "denied_state_secret"][: 1 + place % 3]
            db.session.add_all(
                Judgement(case_id=case.id, number=number, asked="项", outcome=one, answers={}, proposed="")
                for number, one in enumerate(items, start=1)
            )
        if closed and place % 5 == 0:
            kind = list(Proceeding)[place % 3]
            ruling = list(RULINGS)[place % len(RULINGS)] if place % 2 else ""
            add_proceeding(case, 1, kind, closed, ruling, closed + timedelta(days=70) if ruling else None)
    db.session.flush()
