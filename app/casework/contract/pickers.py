"""People and units to choose from: only those whom the rule offers, named by login and by code."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import ValidationError

from app.casework.contract.fields import Choice
from app.office.models import OrgUnit, Person

NOBODY = "目前没有可以选择的{title}"


class _Picker(Choice):
    """A choice of rows. Loaded as the row itself; nothing that was not offered can be loaded."""

    def __init__(
        self, title: str, offered: Mapping[str, tuple[str, Any]], *, required: bool, hint: str, **more: Any
    ):
        self.rows = {value: row for value, (_label, row) in offered.items()}
        labels = {value: label for value, (label, _row) in offered.items()}
        super().__init__(title, labels, required=required, widget="select",
                         hint=hint if labels else NOBODY.format(title=title), **more)  # fmt: skip

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        if self.required and not self.rows:
            raise ValidationError(NOBODY.format(title=self.title))
        return self.rows.get(super()._deserialize(value, attr, data, **kwargs))


class PersonPicker(_Picker):
    """One of these people, by login. Loaded as the Person; an empty optional one is None."""

    def __init__(
        self, title: str, people: Iterable[Person], *, required: bool = True, hint: str = "", **more: Any
    ):
        offered = {person.login: (named(person), person) for person in people}
        super().__init__(title, offered, required=required, hint=hint, **more)


class UnitPicker(_Picker):
    """One of these units, by code. Loaded as the OrgUnit; an empty optional one is None."""

    def __init__(
        self, title: str, units: Iterable[OrgUnit], *, required: bool = True, hint: str = "", **more: Any
    ):
        offered = {unit.code: (unit.name, unit) for unit in units}
        super().__init__(title, offered, required=required, hint=hint, **more)


def named(person: Person) -> str:
    """The name, with the units of the person's posts: names repeat in a county."""
    units = dict.fromkeys(post.unit.short_name for post in person.appointments)
    return f"{person.name}（{'、'.join(units)}）" if units else person.name
