"""What a form field shows: the plain object that drives the field macros of components/fields.html."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Flask


@dataclass(frozen=True)
class Choice:
    """One option of a select, of radio tiles or of check tiles. `note` is the small line, say the clause.

    `of`, in a select that another field narrows: with which answers there this one can be chosen. `group`: the heading
    in a select under which it stands with its neighbours.
    """

    value: str
    label: str
    note: str = ""
    disabled: bool = False
    of: Sequence[str] = ()
    group: str = ""


@dataclass
class FieldView:
    """One field as the page needs it. A dict with the same keys does as well; absent keys mean empty.

    `type` is text, textarea, select, radio, checks, checkbox, date, datetime-local, rows, file, password, email, tel,
    search, number or hidden. `lines`, of rows: the fields of each row; `lines_action`: the address that adds and
    removes rows. `phrases`, of a textarea: 常用语; `phrases_href`: the page that keeps them. `kept`, of a file:
    (signed note, file name) of what need not be chosen again.
    `value` keeps what was typed (a list for checks). `maxlength` only drives the counter; the server decides.
    """

    name: str
    label: str
    value: Any = ""
    error: str = ""
    hint: str = ""
    required: bool = False
    type: str = "text"
    choices: Sequence[Choice | tuple[str, str]] = ()
    narrowed_by: str = ""
    maxlength: int | None = None
    rows: int = 4
    placeholder: str = ""
    autocomplete: str = ""
    inputmode: str = ""
    accept: str = ""
    max_bytes: int | None = None
    multiple: bool = False
    wide: bool = False
    phrases: Sequence[str] = field(default_factory=tuple)
    phrases_href: str = ""
    lines: Sequence[Sequence["FieldView"]] = field(default_factory=tuple)
    lines_action: str = ""
    most_lines: int = 0
    kept: Sequence[tuple[str, str]] = field(default_factory=tuple)


def new_form_key() -> str:
    """A key for one sending of one form: the server takes each key once, so a double click has one effect."""
    return secrets.token_urlsafe(18)


def init_app(app: Flask) -> None:
    """Offer `new_form_key()` to the form macro."""
    app.jinja_env.globals["new_form_key"] = new_form_key
