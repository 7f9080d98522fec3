"""A guest process whose limits are in hours: an answer to public concern, by its own card."""

from datetime import datetime

from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform, use_case
from app.casework.contract.drawing import Drawing, Lane
from app.casework.contract.process import Process
from app.casework.contract.terms import Rule, Terms
from app.casework.contract.work import Work
from app.casework.models import Case
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.database import db
from app.law.clock import ClockKind
from app.office.vocabulary import Role
from tests.casework.patience import FILE

concern = Process(
    key="concern", title="舆情回应", package=__name__, prefix="H",
    drawing=Drawing("patience", FILE.parent, {"受理岗": Lane(Role.INTAKE_CLERK)}),
    work=Work(deadlines=frozenset({"opinion_response"})),
    terms=Terms(
        leading=(ClockKind.FIRST_STATEMENT, ClockKind.OPINION_RESPONSE, ClockKind.PRESS_CONFERENCE),
        rules={ClockKind.OPINION_RESPONSE: Rule(soon=6)},
        punctual=(ClockKind.FIRST_STATEMENT, ClockKind.OPINION_RESPONSE),
    ),
)  # fmt: skip


@use_case("open_concern")
def open_concern(act: Act, organ_id: int, number: str, arisen_at: datetime, severity: str = "other") -> dict:
    act.case = Case(
        number=number,
        process="concern",
        organ_id=organ_id,
        title="网民反映供水",
        party="网民",
        opened_at=act.now,
    )
    db.session.add(act.case)
    db.session.flush()
    clocks.record(act, "public_concern_arisen", at=arisen_at, severity=severity)
    workflow_of(act).start({})
    act.audit("concern.opened")
    return {"number": number}


@use_case("answer_concern")
def answer_concern(act: Act) -> dict:
    clocks.record(act, "concern_statement_issued")
    act.audit("concern.answered")
    return {}


def open_one(county, arisen_at: datetime, number: str = "LFH-2026-0001", **more) -> Case:
    """A concern that the office knew of at an instant, opened then."""
    organ_id = county.units["LF"].id
    perform(
        open_concern,
        actor=SYSTEM,
        now=arisen_at,
        organ_id=organ_id,
        number=number,
        arisen_at=arisen_at,
        **more,
    )
    return db.session.query(Case).filter_by(number=number).one()
