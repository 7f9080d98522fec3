"""A small county to test with. Sample data, invented."""

from dataclasses import dataclass, field
from datetime import date

from app.office.models import OrgUnit, Person
from app.office.people import add_person, appoint
from app.office.reorganisation import open_unit
from app.office.vocabulary import Role, UnitKind

LONG_AGO = date(2015, 1, 1)
TODAY = date(2026, 3, 2)


@dataclass
class County:
    """A prefecture with two counties; in one of them departments, sections and a township."""

    units: dict[str, OrgUnit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, short_name: str) -> OrgUnit:
        return self.units[short_name]

    def add(self, short_name: str, kind: UnitKind, parent: str | None = None, **details) -> OrgUnit:
        above = self.units[parent] if parent else None
        code = details.pop("code", f"U{len(self.units) + 1:03}")
        unit = open_unit(
            code=code, name=details.pop("name", short_name), short_name=short_name, kind=kind,
            parent=above, valid_from=details.pop("valid_from", LONG_AGO), **details,
        )  # fmt: skip
        self.units[short_name] = unit
        return unit

    def person(self, login: str, role: Role | None = None, at: str | None = None, name: str = "") -> Person:
        someone = self.people.get(login) or add_person(login=login, name=name or f"甲{login}")
        self.people[login] = someone
        if role is not None and at is not None:
            appoint(someone, self.units[at], role, LONG_AGO)
        return someone
