"""The ways back that a diagram draws behind a task, with the forms that take them."""

from typing import Any

from app.casework.contract.forms import TaskForm
from app.casework.contract.platform import platform
from app.casework.models import WorkItem
from app.engine.choices import DEFAULT


def ways_of(item: WorkItem) -> dict[str, TaskForm]:
    """The ways back that are drawn behind this task: the answer that the arrow asks for → the form that gives it."""
    drawn = [str(choice["value"]) for choice in item.choices]
    known = platform().process(item.case.process).work.ways
    return {way: known[way] for way in drawn if way in known}


def onward(item: WorkItem) -> dict[str, Any]:
    """What a form adds to its facts that asks nothing of the ways back behind its task: the case goes on."""
    return {item.choices[0]["name"]: DEFAULT} if ways_of(item) else {}
