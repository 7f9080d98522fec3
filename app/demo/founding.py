"""Founding the demo county: units with TEST seals, people with posts, accounts with random passwords."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import current_app

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.messages.mail import DEMO
from app.casework.store.files import file_store
from app.database import db
from app.demo import tables
from app.letters.seals import draw_test_seal
from app.office.models import OrgUnit, Person
from app.office.organs import organ_of
from app.office.password_rules import fault_of, password_profile
from app.office.passwords import context_of, keep_password, make_password
from app.office.people import add_person, appoint
from app.office.reorganisation import open_unit
from app.office.vocabulary import Role, UnitKind

QUICK = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
"""A made password has 90 random bits, so a quick hash is safe; at its first use it is hashed anew at full cost."""
PREFECTURE, COURT = "CX", "楚雄彝族自治州中级人民法院"


@dataclass(frozen=True)
class Account:
    """One line of demo-accounts.json (contract)."""

    login: str
    password: str
    name: str
    organ: str
    roles: list[str]


def seals() -> dict[str, str]:
    """Draw the TEST seals of all organs into the file store, before the act that names them. Code → hash."""
    fonts = current_app.config["FONTS_FOLDER"]
    return {
        row["code"]: file_store().put(draw_test_seal(row["name"], fonts))
        for row in unit_rows()
        if row["kind"] != UnitKind.SECTION
    }


@use_case("found_demo_county")
def found(act: Act, seal_hashes: Mapping[str, str], accounts: list[Account]) -> Result:
    """Write units, people and posts. The accounts, with their passwords, are added to the given list only."""
    accounts.clear()  # the act may be tried again
    data = tables.table("county")
    since = date.fromisoformat(data["valid_from"])
    units: dict[str, OrgUnit] = {}
    for place, row in enumerate(unit_rows()):
        units[row["code"]] = _open(row, units, since, place, seal_hashes.get(row["code"]))
    for row in people_rows():
        accounts.append(_employ(row, units[row["at"]], since, act.now))
    act.audit("demo.founded", f"载入演示县：{len(units)} 个机构，{len(accounts)} 名虚构人员")
    return {"units": len(units), "people": len(accounts)}


def unit_rows() -> Iterator[dict[str, Any]]:
    """Every unit, superiors first; the counties' short rows are spelled out."""
    data = tables.table("county")
    for row in data["units"]:
        yield dict(row)
        if row["code"] == PREFECTURE:
            yield from (_county_row(code, *facts) for code, facts in data["counties"].items())


def _county_row(code: str, name: str, short_name: str, document_code: str, court: str) -> dict[str, Any]:
    return {
        "code": code, "parent": PREFECTURE, "name": name, "short_name": short_name, "kind": "county",
        "document_code": document_code, "address": f"{name.removesuffix('人民政府')}示例路1号（演示）",
        "court": COURT, "subordinate_court": court,
    }  # fmt: skip


def _open(
    row: dict[str, Any], units: Mapping[str, OrgUnit], since: date, place: int, seal: str | None
) -> OrgUnit:
    data = tables.table("county")
    parent, kind = row.pop("parent", None), UnitKind(row.pop("kind"))
    return open_unit(
        parent=units[parent] if parent else None, kind=kind, valid_from=since, position=place, seal_hash=seal,
        telephone=data["telephone"].format(number=place * 2 + 1), office_hours=data["office_hours"],
        supervision_telephone=data["supervision_telephone"].format(number=place * 2 + 2), **row,
    )  # fmt: skip


def people_rows() -> Iterator[dict[str, Any]]:
    """Every person: login, name, roles, and at which unit."""
    short_names = {row["code"]: row["short_name"] for row in unit_rows()}
    for group in tables.table("county")["staff"]:
        for code in group["units"]:
            words = {"code": code.lower(), "short": short_names[code]}
            for row in group["people"]:
                named = {name: row[name].format_map(words) for name in ("login", "name")}
                yield {**named, "roles": row["roles"], "at": row.get("at", code)}


def _employ(row: Mapping[str, Any], unit: OrgUnit, since: date, now: datetime) -> Account:
    domain = tables.table("county")["mail_domain"]
    person = add_person(login=row["login"], name=row["name"], email=f"{row['login']}@{domain}")
    for role in row["roles"]:
        appoint(person, unit, Role(role), since)
    db.session.flush()
    password = _give_password(person, now)
    return Account(person.login, password, person.name, organ_of(unit).name, list(row["roles"]))


def _give_password(person: Person, now: datetime) -> str:
    context, profile = context_of(person, now), password_profile()
    password = make_password()
    while fault_of(password, context, profile):
        password = make_password()
    keep_password(person, QUICK.hash(password), now, must_change=False)
    return password


def write_accounts(folder: Path, accounts: list[Account]) -> Path:
    """instance/demo-accounts.json, for the owner's eyes only."""
    return write_private(folder / DEMO, {"accounts": [asdict(account) for account in accounts]})


def write_private(file: Path, content: Any) -> Path:
    """A JSON file of mode 600 from its first byte on; replaces what was there."""
    draft = file.with_name(f".{file.name}.tmp")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(content, stream, ensure_ascii=False, indent=1)
    draft.replace(file)
    return file
