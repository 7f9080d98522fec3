"""The cases that disclosure's own pages and calls open: those of other processes answer there like unknown ones."""

from app.casework.models import Case
from app.casework.work.reading import readable_case
from app.office.standing import Standing
from app.processes.disclosure.registration import PROCESS


def own_case(number: str, standing: Standing) -> Case:
    """The disclosure case of this number. Raises NotFound when there is none that the person may read."""
    return readable_case(number, standing, PROCESS)
