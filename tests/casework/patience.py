"""A guest process with nothing but a task and a deadline at it, to fire timers on a real engine."""

from datetime import date
from pathlib import Path

from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform, use_case
from app.casework.contract.drawing import Drawing, Lane
from app.casework.contract.process import Process
from app.casework.contract.work import Work
from app.casework.models import CaseClock, DiagramVersion
from app.casework.run.workflow import workflow_of
from app.database import db
from app.engine.diagrams import load_diagrams
from app.office.vocabulary import Role
from tests.casework.office_cases import OPENED_AT, add_case, add_clock

FILE = Path(__file__).with_name("patience.bpmn")
patience = Process(
    key="patience", title="等待补正", package=__name__, prefix="W",
    drawing=Drawing("patience", FILE.parent, {"受理岗": Lane(Role.INTAKE_CLERK)}),
    work=Work(deadlines=frozenset({"clarification"})),
)  # fmt: skip


def deploy() -> None:
    """Make the diagram the newest version for new cases."""
    drawn = load_diagrams(FILE.parent, "patience")
    files = {name: body.decode() for name, body in drawn.files.items()}
    db.session.add(
        DiagramVersion(
            hash=drawn.hash, process="patience", process_id="patience", files=files, sequence=1,
            deployed_at=OPENED_AT,
        )
    )  # fmt: skip
    db.session.commit()


@use_case("begin_waiting")
def begin_waiting(act: Act) -> dict:
    workflow_of(act).start({})
    act.audit("waiting.begun")
    return {}


def open_waiting_case(county, due_on: date, number: str = "LF-2026-0001", **clock) -> CaseClock:
    """A running case that waits at its deadline; its clock."""
    case = add_case(county, number, process="patience")
    made = add_clock(case, due_on, kind="clarification", **clock)
    db.session.commit()
    perform(begin_waiting, actor=SYSTEM, now=OPENED_AT, case_id=case.id)
    return made
