"""What is refused before the lock of a case is asked for: a task of somebody else, a form with a mistake in it.

So whoever mistypes holds up nobody. Inside, everything is looked at again (`work_items.complete`), since what was let
through here may be overtaken there.
"""

from typing import Any

from marshmallow import Schema

from app.casework.contract.forms import load_schema
from app.casework.models import WorkItem
from app.law.errors import NotAllowed
from app.office import permissions
from app.office.permissions import Permission
from app.office.standing import Standing


def refuse_early(item: WorkItem, schema: Schema, standing: Standing, data: dict[str, Any]) -> None:
    """Raises NotAllowed, InvalidInput. `schema`: of the item's form.

    An item that is no longer open goes on: the act tells a repeated sending from one that came too late.
    """
    if not item.is_open:
        return
    needed = Permission.CLAIM_ITEM if item.assignee_id is None else Permission.WORK_ON_ITEM
    if permissions.is_own_draft(needed, standing, item):
        return  # who wrote what is checked is known under the lock alone, and told before a form is read
    _refuse_handed_on(item, standing)
    permissions.check(needed, standing, item, standing.on)
    load_schema(schema, data)


def _refuse_handed_on(item: WorkItem, standing: Standing) -> None:
    """Whoever could have had the task hears who has it now, not that a permission is wanting."""
    if item.assignee is None or permissions.allows(Permission.WORK_ON_ITEM, standing, item, standing.on):
        return
    if permissions.allows(Permission.CLAIM_ITEM, standing, item, standing.on):
        raise NotAllowed(
            f"“{item.title}”现由{item.assignee.name}办理，本次提交没有生效。您填写的内容仍在本页"
        )
