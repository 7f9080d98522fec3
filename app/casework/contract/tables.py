"""Rows of a table inside a form: the same fields several times, each row with errors of its own."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields

from app.casework.contract.attached import Files
from app.casework.contract.errors import CardRefused
from app.casework.contract.fields import sentences, told

MOST_ROWS = 60


def is_blank(row: Any) -> bool:
    """Nothing was entered in this row: it counts as not there."""
    return isinstance(row, Mapping) and all(value in ("", None, [], False) for value in row.values())


class Rows(fields.Field):
    """A table whose columns are the fields of `row`. Loaded as a list of what `row` loads, blank rows left out.

    What is wrong in a row is told under `<name>.<index>.<column>`, counted from 0 as it was sent.
    """

    def __init__(self, title: str, row: Schema, *, minimum: int = 1, maximum: int = MOST_ROWS, hint: str = "",
                 **more: Any) -> None:  # fmt: skip
        self.title, self.row, self.minimum, self.maximum = title, row, minimum, maximum
        if any(isinstance(column, Rows | Files) for column in row.fields.values()):
            raise CardRefused("", title, "表格的一行里不能再有表格或者附件")
        settings: dict[str, Any] = {"required": True} if minimum else {"load_default": list}
        super().__init__(
            error_messages=sentences(title, f"{title}应为若干行"),
            metadata=told(title, "rows", hint, **more),
            **settings,
        )

    def lines(self, value: Any) -> Any:
        """The rows in what was typed or kept, for the page and the check alike."""
        return value

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[dict[str, Any]]:
        value = self.lines(value)
        if not isinstance(value, list):
            raise self.make_error("invalid")
        typed = {number: row for number, row in enumerate(value) if not is_blank(row)}
        self._count(len(typed))
        loaded, faults = [], {}
        for number, row in typed.items():
            try:
                loaded.append(self.row.load(row))
            except ValidationError as error:
                faults[number] = error.normalized_messages()
        if faults:
            raise ValidationError(faults)
        return loaded

    def _count(self, rows: int) -> None:
        if rows < self.minimum:
            few = f"，至少 {self.minimum} 行" if self.minimum > 1 else ""
            raise ValidationError(f"请填写{self.title}{few}")
        if rows > self.maximum:
            raise ValidationError(f"{self.title}最多 {self.maximum} 行，现为 {rows} 行")
