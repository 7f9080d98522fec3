"""归档 of a case that ended before its diagram archives it: the same proofs as there, an act instead of a task."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.archive.unfiled import has_ended_unfiled
from app.casework.contract.forms import load_schema
from app.casework.models import Case
from app.office.permissions import Permission
from app.steps.closing import Archiving, archive_case
from app.steps.finding import needed_step

TITLE = "归档"


def step_for(case: Case) -> Archiving:
    """The step as the process has it. Raises CannotHappenNow for a process without it."""
    return needed_step(case, Archiving, TITLE)


@use_case("archive_ended_case", needs=Permission.ARCHIVE_ENDED_CASE)
def archive_ended(act: Act, data: dict[str, Any]) -> Result:
    """Raises CannotHappenNow; OrderNotAnswered, LetterNotMade, InvalidInput for what the file lacks."""
    case, step = act.the_case, step_for(act.the_case)
    if not has_ended_unfiled(case, act.today):
        raise CannotHappenNow("只有已撤回、已强制办结而尚未归档的办件在这里归档")
    step.make_ready(act, load_schema(step.schema_of(case), data))
    archive_case(act)
    return {"number": case.number}
