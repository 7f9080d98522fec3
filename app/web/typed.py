"""What was typed into a form, read by its schema: several answers, rows of tables, files; all else is text.

The rows of a table come as `<table>.<number>.<column>`; a button of the page adds or removes one (`row_act`).
"""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema
from werkzeug.datastructures import MultiDict

from app.casework.contract.attached import Files
from app.casework.contract.several import Several
from app.casework.contract.tables import Rows

Typed = dict[str, Any]
ROW_ACT = "row_act"
KEPT = "kept."
LETTERS_SEEN = "letters_seen"
OURS = frozenset({"csrf_token", "form_key", "row_version", "save", ROW_ACT, LETTERS_SEEN})
PLACE = re.compile(r"(?P<table>[^.]+)\.(?P<number>\d{1,3})\.(?P<column>[^.]+)\Z", re.ASCII)


def read_typed(schema: Schema, sent: "MultiDict[str, str]") -> Typed:
    """The values of a sent form for `schema.load`. Files are not among them: `form_files` reads those."""
    tables = {name: field for name, field in schema.fields.items() if isinstance(field, Rows)}
    typed: Typed = {name: _lines(sent, name, table.row) for name, table in tables.items()}
    for name in sent:
        place = PLACE.match(name)
        is_cell = (
            place is not None and place["table"] in tables and place["column"] in _columns(tables, place)
        )
        if name in OURS or name.startswith(KEPT) or is_cell:
            continue
        typed[name] = _value(schema, name, sent)
    return typed


def _columns(tables: Mapping[str, Rows], place: "re.Match[str]") -> Mapping[str, Any]:
    return tables[place["table"]].row.fields


def _value(schema: Schema, name: str, sent: "MultiDict[str, str]") -> Any:
    return sent.getlist(name) if isinstance(schema.fields.get(name), Several) else sent[name]


def _lines(sent: "MultiDict[str, str]", table: str, row: Schema) -> list[Typed]:
    """The rows in their order; a number that was left out leaves no gap."""
    found: dict[int, Typed] = {}
    for name in sent:
        place = PLACE.match(name)
        if place and place["table"] == table and (column := place["column"]) in row.fields:
            field = row.fields[column]
            value = sent.getlist(name) if isinstance(field, Several) else sent[name]
            found.setdefault(int(place["number"]), {})[column] = value
    return [found[number] for number in sorted(found)]


def with_row_act(schema: Schema, typed: Typed, act: str) -> Typed:
    """The same with a row added to a table, or removed from it; nonsense changes nothing."""
    name, _, what = act.partition(":")
    table, lines = schema.fields.get(name), list(typed.get(name) or [])
    if not isinstance(table, Rows):
        return typed
    number = what.removeprefix("remove:")
    if what == "add" and len(lines) < table.maximum:
        lines = [*(lines or [{}]), {}]
    elif number.isascii() and number.isdecimal() and len(number) < 4:
        lines = [row for place, row in enumerate(lines) if place != int(number)]
    return {**typed, name: lines}


def is_read(schema: Schema, name: str) -> bool:
    """Whether the files of this field are texts of the case, to be read when they come in."""
    declared = schema.fields.get(name)
    return isinstance(declared, Files) and declared.reads


def file_fields(schema: Schema) -> list[str]:
    """The names of the fields that take files."""
    return [name for name, field in schema.fields.items() if isinstance(field, Files)]
