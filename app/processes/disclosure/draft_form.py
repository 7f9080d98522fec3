"""The drafter's form (拟写答复): its fields are the facts that the chosen kind of letter needs, nothing else.

A list is typed one entry a line; rows are typed one record a line, columns parted by ｜ or |.
"""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema

from app.casework.contract.fields import Choice, Day, Text, Whole
from app.casework.contract.schemas import ReturningSchema
from app.law.errors import InvalidInput
from app.letters.catalogue import LetterKind, fact_groups
from app.letters.fields import FactField

COLUMN_BREAK = re.compile(r"\s*[｜|\t]\s*")
SHARED_GROUPS = ("sender", "applicant", "request", "remedy", "enclosures")
PREFIX = "fact_"


SUBMIT, RETHINK = "submit", "rethink"
NEXT_STEPS = {SUBMIT: "提交审签", RETHINK: "处理决定需要改变，退回重新查找与判断"}


class DraftSchema(ReturningSchema):
    """The draft is handed in, or given back because another decision is needed; then its facts do not count."""

    returning = ("decision", RETHINK)
    reason_missing = "退回重新判断的，请写明理由"


def own_facts(kind: LetterKind) -> dict[str, FactField]:
    """The facts that a drafter must give: those that neither organ, request, remedy nor the added files supply."""
    groups = fact_groups()
    shared = {name for group in SHARED_GROUPS if group in groups for name in groups[group]["facts"]}
    return {name: field for name, field in kind.facts.items() if name not in shared}


def draft_schema(kind: LetterKind, *, may_rethink: bool) -> Schema:
    """The form's schema; field names carry a prefix, so that they never clash with the opinion.

    `may_rethink`: whether the diagram of the case leads back to 查找与判断.
    """
    members: dict[str, Any] = {PREFIX + name: _form_field(field) for name, field in own_facts(kind).items()}
    if may_rethink:
        members["decision"] = Choice("下一步", NEXT_STEPS, required=False)
    members["opinion"] = Text(
        "办理意见", maximum=1000, widget="textarea", required=False,
        hint="供审签时参考，不写入答复书；退回重新判断的，写明理由",
    )  # fmt: skip
    return DraftSchema.from_dict(members, name="DraftSchema")()


def _form_field(field: FactField) -> Any:
    told = {
        "required": field.required and field.required_when is None,
        "hint": field.help,
        **_shown_when(field),
    }
    if field.type == "choice":
        return Choice(field.title, field.options, **told)
    if field.type == "date":
        return Day(field.title, **told)
    if field.type == "integer":
        return Whole(field.title, minimum=field.minimum, maximum=field.maximum, **told)
    if field.type == "rows":
        columns = "｜".join(column.title for column in field.columns)
        return Text(
            field.title, maximum=5000, widget="textarea", **{**told, "hint": f"每行一项，依次为：{columns}"}
        )
    if field.type == "list":
        return Text(
            field.title, maximum=5000, widget="textarea", **{**told, "hint": field.help or "每行一项"}
        )
    widget = "textarea" if field.type == "text" else "text"
    return Text(field.title, maximum=field.max_length, widget=widget, **told)


def _shown_when(field: FactField) -> dict[str, Any]:
    """A fact that only one answer makes obligatory is asked with that answer."""
    if field.required_when is None:
        return {}
    other, *values = field.required_when
    return {"shown_when": f"{PREFIX}{other}={'|'.join(values)}"}


def facts_from(kind: LetterKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The typed facts of the letter from the form's values. Raises InvalidInput for a malformed row."""
    found: dict[str, Any] = {}
    for name, field in own_facts(kind).items():
        value = values.get(PREFIX + name)
        if value in (None, ""):
            continue
        found[name] = _typed(field, value)
    return found


def _typed(field: FactField, value: Any) -> Any:
    if field.type == "list":
        return [line.strip() for line in str(value).splitlines() if line.strip()]
    if field.type == "rows":
        return [_row(field, line) for line in str(value).splitlines() if line.strip()]
    return value.isoformat() if field.type == "date" else value


def _row(field: FactField, line: str) -> dict[str, Any]:
    cells = COLUMN_BREAK.split(line.strip())
    if len(cells) > len(field.columns):
        raise InvalidInput(
            fields={
                PREFIX + field.name: f"“{line.strip()[:30]}”分得的栏目过多，每行最多 {len(field.columns)} 栏"
            }
        )
    row: dict[str, Any] = {}
    for column, cell in zip(field.columns, cells, strict=False):
        if cell:
            row[column.name] = _cell(field, column, cell)
    return row


def _cell(field: FactField, column: FactField, cell: str) -> Any:
    if column.type != "integer":
        return cell
    digits = cell.removesuffix("页").strip()
    if not digits.isdecimal():
        raise InvalidInput(fields={PREFIX + field.name: f"{column.title}应为整数，现为“{cell[:20]}”"})
    return int(digits)


def values_from(kind: LetterKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The form's values from stored facts, so that a draft comes back as it was typed."""
    return {
        PREFIX + name: _shown(field, facts[name]) for name, field in own_facts(kind).items() if name in facts
    }


def _shown(field: FactField, value: Any) -> Any:
    if field.type == "list":
        return "\n".join(value)
    if field.type == "rows":
        return "\n".join(
            "｜".join(str(row.get(c.name, "")) for c in field.columns).rstrip("｜") for row in value
        )
    return value
