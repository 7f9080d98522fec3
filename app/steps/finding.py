"""The step of a case's process, for acts that have no task: what a process does not list, its cases do not have."""

from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.platform import platform
from app.casework.contract.steps import AnyStep
from app.casework.models import Case


def step_of(case: Case, kind: type[AnyStep]) -> AnyStep | None:
    """The step as the case's process has it; None for a process without it."""
    return platform().process(case.process).work.step(kind)


def needed_step(case: Case, kind: type[AnyStep], title: str) -> AnyStep:
    """The same. Raises CannotHappenNow where the process has no such step; `title` says which in Chinese."""
    found = step_of(case, kind)
    if found is None:
        process = platform().process(case.process)
        raise CannotHappenNow(f"“{process.title}”没有“{title}”这一办理事项")
    return found
