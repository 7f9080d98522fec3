"""What of a case lies with its handling unit, and whether it could be given to another one now."""

from datetime import date

from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.drawing import handling_unit_of_case
from app.casework.contract.forms import Hand
from app.casework.contract.platform import platform
from app.casework.models import Case, WorkItem
from app.casework.work.inbox import open_items_of
from app.casework.work.work_items import form_of


def items_at_the_unit(case: Case) -> list[WorkItem]:
    """The open tasks of lanes that the handling unit mans. Raises CannotHappenNow when none can go to another unit."""
    lanes = platform().process(case.process).drawing.lanes
    found = [
        item for item in open_items_of(case)
        if item.copy_item is None and item.lane in lanes and lanes[item.lane].unit is handling_unit_of_case
    ]  # fmt: skip
    if case.handling_unit_id is None or not found:
        raise CannotHappenNow("这件现在不在承办单位手中，不能改派")
    if any(form_of(item).by is not Hand.ANYBODY for item in found):
        raise CannotHappenNow("这件已送承办单位审签，不能改派；需要由其他单位办理的，请先退回修改")
    return found


def may_go_elsewhere(case: Case, on: date) -> bool:
    """Whether pages offer 改派."""
    try:
        return case.is_open and bool(items_at_the_unit(case))
    except CannotHappenNow:
        return False
