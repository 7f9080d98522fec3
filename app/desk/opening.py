"""That a task was opened: kept once, so that nothing is taken back from under somebody's eyes (取回)."""

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.acts.errors import NotFound, TooManyWriters
from app.casework.models import WorkItem
from app.casework.work.taking_back import note_opening as note
from app.office.permissions import Permission, allows
from app.web.access import current_standing
from app.web.acting import acting


def note_opening(item: WorkItem | None) -> bool:
    """Whether this is the first time that the task is opened by who has it or could take it; that is kept."""
    standing = current_standing()
    if item is None or not item.is_open or item.opened_at is not None:
        return False
    if not any(
        allows(one, standing, item, standing.on) for one in (Permission.WORK_ON_ITEM, Permission.CLAIM_ITEM)
    ):
        return False
    try:
        perform(note, actor=acting(), now=timekeeping.now(), case_id=item.case_id, item_id=item.id)
    except (TooManyWriters, NotFound):
        return False
    return True
