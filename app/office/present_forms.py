"""How a unit is called today: as its form that holds, or as the last one did. Of several forms under one code, which a
rename leaves behind, lists, figures and filters show this one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.database import db
from app.office.models import OrgUnit
from app.office.stretches import kept_while_unchanged
from app.office.vocabulary import UnitKind


@dataclass(frozen=True)
class Form:
    """A unit in words. `place`: orders units as the tree does; `label`: tells it from its like in other organs;
    `has_begun`: not so for a code that begins later or was taken back before it did, which no filter offers."""

    code: str
    name: str
    is_section: bool
    place: tuple[int, str]
    label: str
    has_begun: bool


@dataclass(frozen=True)
class Forms:
    """Those of a day, by code, and by the id of every row of the code."""

    by_code: Mapping[str, Form]
    by_id: Mapping[int, Form]

    def name_of(self, code: str) -> str:
        """Empty for a code that no unit has or had."""
        return self.by_code[code].name if code in self.by_code else ""

    def each_once(self, unit_ids: Iterable[int]) -> list[Form]:
        """The units of these ids that have begun, each once, in the order of the tree."""
        found = {self.by_id[id_] for id_ in unit_ids if self.by_id[id_].has_begun}
        return sorted(found, key=lambda one: one.place)


def forms_on(on: date) -> Forms:
    """How every unit is called on that day."""
    return kept_while_unchanged(("forms of units",), on, lambda: _read_forms(on))


def _read_forms(on: date) -> Forms:
    every = db.session.scalars(select(OrgUnit).order_by(OrgUnit.valid_from, OrgUnit.id)).all()
    last = {unit.code: unit for unit in every if unit.valid_from <= on}
    coming = {unit.code: unit for unit in reversed(every) if unit.code not in last}
    by_code = {code: _form(unit, last, on) for code, unit in (last | coming).items()}
    return Forms(by_code, {unit.id: by_code[unit.code] for unit in every})


def _form(unit: OrgUnit, last: Mapping[str, OrgUnit], on: date) -> Form:
    is_section, label = unit.kind == UnitKind.SECTION, unit.short_name or unit.name
    if is_section and unit.parent is not None:
        above = last.get(unit.parent.code, unit.parent)
        label = f"{above.short_name or above.name} · {label}"
    has_begun = unit.valid_from <= on and unit.valid_until != unit.valid_from
    return Form(unit.code, unit.name, is_section, (unit.position, unit.code), label, has_begun)
