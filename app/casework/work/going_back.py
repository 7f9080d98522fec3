"""退回: a task is answered along a way that is drawn back from it, with the form of that way."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.run.workflow import workflow_of
from app.casework.work.ways import ways_of
from app.casework.work.work_items import finish, get_open, work_on


@use_case("send_item_back")
def send_back(act: Act, item_id: str, way: str, data: dict[str, Any]) -> Result:
    """退回: along a way that is drawn back from the task, with the reason. Raises CannotHappenNow for any other."""
    item = get_open(act, item_id)
    work_on(act, item)
    if way not in ways_of(item):
        raise CannotHappenNow("流程图没有画出这样退回的路线")
    workflow_of(act).announce(f"{act.actor.name}退回“{item.title}”")
    finish(act, item, data, way)
    return {"item": item.id, "case": act.the_case.number, "title": item.title, "way": item.outcome}
