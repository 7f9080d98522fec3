"""A small county to test with; all names are invented. Two county organs, so that foreign cases exist."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app import timekeeping
from app.database import db
from app.office.models import OrgUnit, Person
from app.office.passwords import set_password
from app.office.people import add_person, appoint
from app.office.reorganisation import open_unit
from app.office.vocabulary import Role, UnitKind

LONG_AGO = date(2015, 1, 1)
PASSWORD = "Chengqing-2026-shan"

UNITS = (
    ("CX", "楚雄彝族自治州人民政府", "州政府", UnitKind.PREFECTURE, None, "楚政公开"),
    ("LF", "禄丰市人民政府", "市政府", UnitKind.COUNTY, "CX", "禄政公开"),
    ("LF-ZG", "政务公开科", "公开科", UnitKind.SECTION, "LF", ""),
    ("LF-ZRZY", "禄丰市自然资源局", "自然资源局", UnitKind.DEPARTMENT, "LF", "禄自然资公开"),
    ("LF-JS", "金山镇人民政府", "金山镇", UnitKind.TOWNSHIP, "LF", "金政公开"),
    ("YM", "元谋县人民政府", "县政府", UnitKind.COUNTY, "CX", "元政公开"),
)
PEOPLE = (
    ("clerk", "受理甲", "LF", Role.INTAKE_CLERK), ("clerk2", "受理乙", "LF", Role.INTAKE_CLERK),
    ("reviewer", "审核丙", "LF", Role.OFFICE_REVIEWER), ("handler", "承办丁", "LF-ZRZY", Role.HANDLER),
    ("handler2", "承办戊", "LF-ZRZY", Role.HANDLER), ("unithead", "局长己", "LF-ZRZY", Role.UNIT_HEAD),
    ("secrecy", "保密酉", "LF", Role.SECRECY_REVIEWER),
    ("legal", "法制庚", "LF", Role.LEGAL_REVIEWER), ("officehead", "主任辛", "LF", Role.OFFICE_HEAD),
    ("leader", "领导壬", "LF", Role.RESPONSIBLE_LEADER), ("supervisor", "督办癸", "LF", Role.SUPERVISOR),
    ("prefsupervisor", "州督子", "CX", Role.SUPERVISOR), ("admin", "管理丑", "CX", Role.ADMINISTRATOR),
    ("auditor", "审计寅", "CX", Role.AUDITOR), ("foreign", "外县卯", "YM", Role.INTAKE_CLERK),
    ("foreignreviewer", "外县辰", "YM", Role.OFFICE_REVIEWER),
)  # fmt: skip


def build() -> None:
    """Write the county into the database."""
    units: dict[str, OrgUnit] = {}
    for code, name, short, kind, parent, document_code in UNITS:
        units[code] = open_unit(
            code=code, name=name, short_name=short, kind=kind, valid_from=LONG_AGO,
            parent=units[parent] if parent else None, document_code=document_code,
            telephone="0878-0000001", supervision_telephone="0878-0000002", address="示例路1号",
            court="楚雄彝族自治州中级人民法院" if kind is UnitKind.COUNTY else "",
            subordinate_court="禄丰市人民法院" if code == "LF" else "",
            reconsideration_organ="云南省人民政府" if kind is UnitKind.PREFECTURE else "",
        )  # fmt: skip
    db.session.flush()
    for login, name, unit, role in PEOPLE:
        person = add_person(login=login, name=name, email=f"{login}@example.invalid")
        db.session.flush()
        set_password(person, PASSWORD, timekeeping.now(), must_change=False)
        appoint(person, units[unit], role, LONG_AGO)
    db.session.flush()


def drafts_itself() -> None:
    """The organ has people of its own who draft and sign: what was never assigned is theirs."""
    county = County.load()
    for login, role in (("handler", Role.HANDLER), ("unithead", Role.UNIT_HEAD)):
        appoint(county.people[login], county.units["LF"], role, LONG_AGO)
    db.session.commit()


@dataclass(frozen=True)
class County:
    """Units by code and people by login."""

    units: dict[str, OrgUnit]
    people: dict[str, Person]

    @classmethod
    def load(cls) -> "County":
        units = {unit.code: unit for unit in db.session.scalars(select(OrgUnit))}
        people = {person.login: person for person in db.session.scalars(select(Person))}
        return cls(units, people)
