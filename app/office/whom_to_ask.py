"""Whom a refused person can ask: the role, the organ and, within the organ, the holders' names."""

from datetime import date
from typing import Any

from app.database import db
from app.office.holders import holders_of
from app.office.models import OrgUnit
from app.office.organs import current_form, organ_of
from app.office.vocabulary import Role

NAMES_SHOWN = 2

ASK: dict[str, Role] = {
    "MANAGE_TOKENS": Role.SECURITY_ADMINISTRATOR,
    "READ_AUDIT": Role.AUDITOR,
    "ADMINISTER_OFFICE": Role.ADMINISTRATOR,
    "SIGN_IN_DESK": Role.ADMINISTRATOR,
    "READ_BOARD": Role.ADMINISTRATOR,
    "LOG_MAIL": Role.INTAKE_CLERK,
    "RECORD_WITHDRAWAL": Role.INTAKE_CLERK,
    "RECORD_DELIVERY": Role.INTAKE_CLERK,
}
"""By the permission's name; all others ask the head of the disclosure office."""


def whom_to_ask(permission_name: str, subject: Any, on: date) -> str:
    """One Chinese sentence."""
    role = ASK.get(permission_name, Role.OFFICE_HEAD)
    unit = db.session.get(OrgUnit, subject.organ_id) if subject is not None else None
    if unit is None:
        return f"如确有需要，请联系本单位{role.title_zh}。"
    organ = organ_of(current_form(unit, on))
    names = "、".join(person.name for person in holders_of(role, organ, on)[:NAMES_SHOWN])
    telephone = f"，电话{organ.telephone}" if organ.telephone else ""
    whom = f"{role.title_zh}（{names}{telephone}）" if names else f"{role.title_zh}{telephone}"
    return f"如确有需要，请联系{organ.name}{whom}。"
