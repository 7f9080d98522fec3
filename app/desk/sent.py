"""What was sent from the form of a task: typed values and checked files, by the form's own schema."""

from typing import Any

from flask import request
from marshmallow import Schema

from app.casework.acts.once import one_reading
from app.casework.models import WorkItem
from app.casework.work import work_items
from app.web.chosen_files import ChosenFiles, chosen_files
from app.web.typed import KEPT, file_fields, is_read, read_typed


@one_reading()
def schema_of(item: WorkItem) -> Schema:
    """The schema of the item's form."""
    return work_items.form_of(item).schema(item)


def sent_values(item: WorkItem) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed and chosen, and what is wrong with the files, by field."""
    return typed_and_chosen(schema_of(item))


def typed_and_chosen(schema: Schema) -> tuple[dict[str, Any], dict[str, str]]:
    """The same for any form."""
    typed, problems = read_typed(schema, request.form), {}
    for name in file_fields(schema):
        chosen = chosen_files(name, KEPT + name, reads=is_read(schema, name))
        if chosen.uploads:
            typed[name] = chosen.uploads
        if chosen.problem:
            problems[name] = chosen.problem
    return typed, problems


def with_notes(typed: dict[str, Any]) -> dict[str, Any]:
    """The same for a page that comes back: the files wait, and the page carries notes of them."""
    return {name: ChosenFiles(value).notes if _are_files(value) else value for name, value in typed.items()}


def _are_files(value: Any) -> bool:
    return isinstance(value, list) and any(hasattr(one, "hash") for one in value)
