"""试导入: what a list of people (人员名单) would bring, and what is wrong with it, row by row and cell by cell. Writes
nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from app.casework.administration.fields import Email, Telephone
from app.casework.contract.fields import Day, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.ledger.checking import Fault
from app.casework.ledger.sheets import Called, LedgerRefused, Table, find_table, letters_of, typed
from app.database import db
from app.law.errors import InvalidInput
from app.office.models import OrgUnit, Person
from app.office.people import LOGIN_LENGTH, is_login, normal_login
from app.office.vocabulary import SEPARATED_ROLES, Role
from app.quarantine.workbook import SheetRow, Workbook

MOST_PEOPLE = 500  # a file: one act stays short
CALLED = Called("人员名单", "人员")
ROLES = {role.title_zh: role for role in Role}
LISTED = [role.title_zh for role in Role if role not in SEPARATED_ROLES]
BETWEEN_ROLES = "、,，;；/"


class PersonRowSchema(OfficeSchema):
    """One row: a new account with its first posts."""

    name = Text("姓名", maximum=60)
    login = Text("登录名", maximum=60, hint="字母、数字或者 . _ - @，设立后不变")
    unit = Text("单位", maximum=130, hint="机构代码或者全称；同名的内设机构写成“市自然资源局/办公室”")
    roles = Text("岗位", maximum=200, hint=f"一个或者几个，用顿号隔开：{'、'.join(LISTED)}")
    valid_from = Day("任职日期")
    telephone = Telephone("办公电话", maximum=40, required=False)
    email = Email("邮箱", maximum=120, required=False, hint="接收到期提醒和催办")


@dataclass(frozen=True)
class NewPerson:
    """One good row."""

    row: int
    login: str
    name: str
    telephone: str
    email: str
    unit: OrgUnit
    roles: Sequence[Role]
    valid_from: date


@dataclass
class CheckedPeople:
    """What a list would bring; nothing at all, as long as there are faults."""

    table: Table
    new: list[NewPerson] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """One sentence."""
        wrong = len({one.row for one in self.faults})
        return f"可导入 {len(self.new)} 人" + (f"，有误 {wrong} 行" if wrong else "")


def check_people(workbook: Workbook, units: Sequence[OrgUnit]) -> CheckedPeople:
    """Every row against its schema, the units (those within reach), the roles and the logins that exist.

    Raises LedgerRefused for a file that is no list of people.
    """
    table = find_table(workbook, PersonRowSchema(), CALLED)
    if len(table.rows) > MOST_PEOPLE:
        raise LedgerRefused(f"一次最多导入 {MOST_PEOPLE} 人，请分成几个文件")
    checked, reading = CheckedPeople(table), _Reading(table, units)
    for row in table.rows:
        person, faults = reading.read(row)
        checked.faults += faults
        if person is not None:
            checked.new.append(person)
    taken = _taken([one.login for one in checked.new])
    checked.faults += [
        reading.fault(one.row, "login", f"登录名“{one.login}”已被使用")
        for one in checked.new
        if one.login in taken
    ]
    return checked


@dataclass
class _Reading:
    table: Table
    units: Sequence[OrgUnit]
    schema: PersonRowSchema = field(default_factory=PersonRowSchema)
    seen: dict[str, int] = field(default_factory=dict)

    def read(self, row: SheetRow) -> tuple[NewPerson | None, list[Fault]]:
        data, problems = typed(self.table, row, self.schema, {})
        values: Mapping[str, Any] = {}
        try:
            values = load_schema(self.schema, {**data, **dict.fromkeys(problems, "")})
        except InvalidInput as refused:
            problems = {**refused.fields, **problems}
        problems |= dict(self._what_no_schema_knows(data, row.number, problems))
        if problems:
            return None, [self.fault(row.number, name, words) for name, words in problems.items()]
        return NewPerson(
            row.number, normal_login(values["login"]), values["name"], values["telephone"], values["email"],
            self._units(values["unit"])[0], roles_in(values["roles"])[0], values["valid_from"],
        ), []  # fmt: skip

    def _what_no_schema_knows(
        self, data: Mapping[str, Any], row: int, before: Collection[str]
    ) -> Iterator[tuple[str, str]]:
        if "unit" not in before and (words := self._why_not_unit(data["unit"])):
            yield "unit", words
        if "roles" not in before and (words := _why_not_roles(data["roles"])):
            yield "roles", words
        if "login" not in before and (words := self._why_not_login(normal_login(data["login"]), row)):
            yield "login", words

    def _units(self, words: str) -> list[OrgUnit]:
        """Those of this code; without one those of this name, with or without the unit above."""
        coded = [one for one in self.units if one.code == words.upper()]
        plain = words.replace(" ", "").replace("／", "/")
        return coded or [one for one in self.units if plain in _names_of(one)]

    def _why_not_unit(self, words: str) -> str:
        found = self._units(words)
        if not found:
            return f"没有“{words}”这个单位，或者不在您的管理范围内"
        if len(found) > 1:
            return (
                f"有 {len(found)} 个单位叫“{words}”，请写机构代码：{'、'.join(one.code for one in found[:5])}"
            )
        return ""

    def _why_not_login(self, login: str, row: int) -> str:
        if not is_login(login):
            return f"登录名为{LOGIN_LENGTH.start}至{LOGIN_LENGTH.stop - 1}个字母、数字或者 . _ - @"
        before = self.seen.setdefault(login, row)
        return f"与第 {before} 行的登录名相同" if before != row else ""

    def fault(self, row: int, name: str, words: str) -> Fault:
        column, head = self.table.columns.get(name, 0), self.schema.fields[name].metadata["title"]
        return Fault(row, f"{letters_of(column)}{row}" if column else "", head, words)


def roles_in(words: str) -> tuple[list[Role], list[str]]:
    """The roles that are named, and the words that name none."""
    for sign in BETWEEN_ROLES:
        words = words.replace(sign, " ")
    named = list(dict.fromkeys(words.split()))
    return [ROLES[one] for one in named if one in ROLES], [one for one in named if one not in ROLES]


def _why_not_roles(words: str) -> str:
    roles, unknown = roles_in(words)
    if unknown:
        return f"没有“{'”“'.join(unknown)}”这个岗位，应为：{'、'.join(LISTED)}"
    if SEPARATED_ROLES.intersection(roles):
        return "系统管理员、安全管理员、审计管理员须由两人办理，不能批量导入，请在“新增人员”中提交复核"
    return "" if roles else "请填写岗位"


def _names_of(unit: OrgUnit) -> set[str]:
    names = {unit.name, unit.short_name}
    if unit.parent is not None:
        names |= {
            f"{above}/{own}" for above in (unit.parent.name, unit.parent.short_name) for own in tuple(names)
        }
    return names


def _taken(logins: Sequence[str]) -> set[str]:
    return set(db.session.scalars(select(Person.login).where(Person.login.in_(logins))))
