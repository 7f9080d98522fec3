"""修改文本 beside the task, as when a co-signer has objected: the rule of the task; who edits signs no more."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.forms import load_schema
from app.casework.work.form_files import filed
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.steps.finding import needed_step
from app.steps.writing import TITLE, Writing


@use_case("edit_texts")
def edit_texts(act: Act, data: dict[str, Any]) -> Result:
    """New versions of the texts. Raises TextOvertaken, InvalidInput, CannotHappenNow once it is too late."""
    act.require_open()
    act.require(Permission.EDIT_TEXT)
    step = needed_step(act.the_case, Writing, TITLE)
    if why := step.too_late(act.the_case):
        raise CannotHappenNow(why)
    schema = step.schema(act.the_case)
    made = step.write(act, filed(act, schema, load_schema(schema, data)))
    if not made:
        raise InvalidInput("文本没有变化，没有形成新的版本")
    return {"number": act.the_case.number, "versions": [f"{one.slot} {one.number}" for one in made]}
