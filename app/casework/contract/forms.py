"""Forms of user tasks. One marshmallow schema serves the page, the API's JSON Schema and the check of what came in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from marshmallow import Schema, ValidationError

from app.casework.acts.act import Act
from app.casework.contract import fields
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, TextVersion, WorkItem
from app.law.errors import InvalidInput

Values = dict[str, Any]
Facts = dict[str, Any]
KEPT_SCHEMAS = 500  # of tasks without a form of their own: one for each gateway behind one


def no_facts(act: Act, item: WorkItem, values: Values) -> Facts:
    """For forms that decide nothing."""
    return {}


def nothing_known(case: Case) -> Values:
    """For forms that start empty."""
    return {}


def about_no_text(case: Case) -> Sequence[TextVersion]:
    """For forms whose answer is about no text that has versions."""
    return ()


def everything_asked(case: Case, on: date) -> frozenset[str]:
    """For forms whose fields are asked whatever the day."""
    return frozenset()


def nothing_to_check(case: Case, on: date, values: Values) -> list[dict[str, Any]]:
    """For forms without a list of what is still open."""
    return []


def no_advice(case: Case, on: date) -> str:
    """For forms of which the law asks nothing particular."""
    return ""


def always(schema: type[Schema]) -> Callable[[WorkItem], Schema]:
    """For forms that have the same fields at every item."""
    return lambda item: schema()


class Hand(Enum):
    """By whom a form is answered: whoever wrote what it is about does not check it (decisions 0016, 0023, 0042)."""

    ANYBODY = "anybody"
    ANOTHER = "another"  # 审签、审核: always another's
    ANOTHER_IF_ANY = (
        "another_if_any"  # 制发、发布: the last look at what others signed; another's where there is one
    )


@dataclass(frozen=True)
class TaskForm:
    """A form: its title, its fields, what it starts with, and what completing it does.

    `apply(act, item, values)` writes the domain rows and returns the facts for the diagram (flat scalars).
    `schema(item)` may depend on the item (choices of a gateway, units of the organ).
    `checks(case, on, values)` tells what is complete, as rows {words, ok, must, href, note}; `preview(case, on,
    values)` shows the letter as it would read with what is typed; `advice(case, on)` says what the law asks of it.
    `spared(case, on)`: fields that the page does not ask on that day; whoever sends one all the same is not refused.
    `texts(case)`: the versions of texts that the answer is about: it brings the mark of those that were seen
    (`texts.seen`), which its schema takes and `initial` gives.
    `signs`: it is a signature, and bound to them. `approves`: a head decides by it on what others ask for, without a
    text; it waits in 待我审签 with the signatures. `answers_copies`: it answers for one unit or person of several
    (`item.answer`), so that a multi-instance task may name it. `by`: whether whoever wrote may answer it; `wrote(case,
    node)`: who did, by default who wrote the texts of the case. `undo(act, item)`: undoes what `apply` wrote, so that
    the answer may be taken back (取回); without it, it may not.
    """

    key: str
    title: str
    schema: Callable[[WorkItem], Schema]
    apply: Callable[[Act, WorkItem, Values], Facts] = no_facts
    initial: Callable[[Case], Values] = nothing_known
    submit: str = "提交"
    note: str = ""
    checks: Callable[[Case, date, Values], list[dict[str, Any]]] = nothing_to_check
    preview: Callable[[Case, date, Values], Any] | None = None
    advice: Callable[[Case, date], str] = no_advice
    spared: Callable[[Case, date], frozenset[str]] = everything_asked
    texts: Callable[[Case], Sequence[TextVersion]] = about_no_text
    signs: bool = False
    approves: bool = False
    answers_copies: bool = False
    by: Hand = Hand.ANYBODY
    wrote: Callable[[Case, str], frozenset[int]] | None = None
    undo: Callable[[Act, WorkItem], None] | None = None


def nothing_to_undo(act: Act, item: WorkItem) -> None:
    """For forms whose answer is written anew when they are answered again."""


def declared(schema: Schema, values: Values) -> list[str]:
    """The declarations that a person ticked because the form demands them: kept in the audit line of the act."""
    asked = schema.fields.items()
    return [name for name, one in asked if isinstance(one, fields.Tick) and one.must and values.get(name)]


def load_schema(schema: Schema, data: Mapping[str, Any]) -> Values:
    """The checked values of a schema. Raises InvalidInput with a Chinese message for each field."""
    try:
        values: Values = schema.load(dict(data))
    except ValidationError as error:
        raise InvalidInput(fields=_messages(error.normalized_messages())) from error
    return values


def _messages(found: Mapping[str, Any]) -> dict[str, str]:
    """The first sentence for each field; what is inside another field (a row of a table) is named with dots."""
    flat: dict[str, str] = {}
    for name, what in found.items():
        if isinstance(what, Mapping):
            flat.update({f"{name}.{inner}": words for inner, words in _messages(what).items()})
        else:
            flat[str(name)] = str(what[0] if isinstance(what, list) else what)
    return flat


def standard_form(item: WorkItem) -> TaskForm:
    """The form of a user task that names none: an opinion, and the choices of the gateway behind it."""
    return TaskForm(
        key="standard",
        title=item.title,
        schema=standard_schema,
        apply=standard_facts,
        undo=nothing_to_undo,
    )


def standard_schema(item: WorkItem) -> Schema:
    """An opinion and the choices of the gateway behind the item."""
    options = tuple((choice["value"], choice["label"]) for choice in item.choices)
    return _standard_schema(item.choices[0]["name"] if options else "", options)


@lru_cache(maxsize=KEPT_SCHEMAS)
def _standard_schema(name: str, options: tuple[tuple[str, str], ...]) -> Schema:
    members: dict[str, Any] = {name: fields.Choice("办理结果", dict(options))} if options else {}
    members["opinion"] = fields.Text("意见", widget="textarea", maximum=1000, required=False)
    return OfficeSchema(members)


def standard_facts(act: Act, item: WorkItem, values: Values) -> Facts:
    """Which way was chosen."""
    return {choice["name"]: values[choice["name"]] for choice in item.choices[:1]}
