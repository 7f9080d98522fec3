"""取回 by rows, whatever happened at the next task in whatever order: any trace of it bars the taking back."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casework.models import CaseRun, DiagramVersion, FormDraft, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.work import beside
from app.casework.work.taking_back import why_not
from app.database import db
from tests.casework.office_cases import OPENED_AT, add_case, add_item

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
TRACES = ("opened", "claimed", "typed", "asked", "answered", "goes_on")
DONE_AT = OPENED_AT + timedelta(days=1)


def leave(trace: str, item: WorkItem, person) -> None:
    """What somebody did at a task that is open."""
    match trace:
        case "opened":
            item.opened_at = DONE_AT
        case "claimed":
            item.claimed_at, item.assignee_id = DONE_AT, person.id
        case "typed":
            db.session.add(FormDraft(work_item_id=item.id, person_id=person.id, data={}, saved_at=DONE_AT))
        case "asked" | "answered":
            advice = add_item(item.case, person, title="加签意见")
            advice.beside, advice.for_item_id = beside.ADVICE, item.id
            advice.status = WorkItemStatus.OPEN if trace == "asked" else WorkItemStatus.DONE
        case "goes_on":
            item.then_to_id = person.id


def step_done(county) -> tuple[WorkItem, WorkItem, CaseRun]:
    """A task that was completed, and the one that this opened."""
    case = add_case(county, number=f"LF-2026-{db.session.query(WorkItem).count() + 1:04}")
    done, following = add_item(case, county.people["reviewer"]), add_item(case, title="分办")
    done.status, done.done_at, done.done_by_id = WorkItemStatus.DONE, DONE_AT, county.people["reviewer"].id
    following.created_at = DONE_AT
    version = db.session.query(DiagramVersion).first()
    run = CaseRun(case_id=case.id, diagram_hash=version.hash, format=1, state=b"", state_before=b"",
                  item_before=done.id)  # fmt: skip
    db.session.add(run)
    db.session.flush()
    return done, following, run


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    traces=st.lists(st.sampled_from(TRACES), max_size=3, unique=True),
    is_last=st.booleans(),
    is_over=st.booleans(),
)
def test_it_is_possible_only_while_nobody_left_a_trace(county, traces, is_last, is_over):
    done, following, run = step_done(county)
    for trace in traces:
        leave(trace, following, county.people["legal"])
    if not is_last:
        run.item_before = following.id
    if is_over:
        done.case.state = "closed"
    db.session.flush()
    assert bool(why_not(done, run)) == (bool(traces) or not is_last or is_over)
    db.session.rollback()
