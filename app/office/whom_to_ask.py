"""Whom a refused person can ask: the role, the organ and, within the organ, the holders' names."""

from datetime import date
from typing import Any

from app.database import db
from app.office.holders import holders_of
from app.office.models import OrgUnit, Person
from app.office.organs import current_form, organ_of
from app.office.subjects import Task
from app.office.vocabulary import Role

NAMES_SHOWN = 2
SIGNED_BY_ANOTHER = "这份文书由您拟写或者修改过，审签人不能是拟稿人，须由他人审签。"
ISSUED_BY_ANOTHER = "这份文书由您拟写或者修改过，编号用印前的复核不能由拟稿人自己作，须由他人制发。"
REVIEWED_BY_ANOTHER = "这里审核的内容由您拟写或者修改过，审核人不能是拟稿人，须由他人审核。"
WHY = {"审签": SIGNED_BY_ANOTHER, "制发": ISSUED_BY_ANOTHER}

ASK: dict[str, Role] = {
    "MANAGE_TOKENS": Role.SECURITY_ADMINISTRATOR,
    "READ_AUDIT": Role.AUDITOR,
    "AGREE_TO_CALENDAR": Role.SECURITY_ADMINISTRATOR,
    "ADMINISTER_OFFICE": Role.ADMINISTRATOR,
    "SIGN_IN_DESK": Role.ADMINISTRATOR,
    "READ_BOARD": Role.ADMINISTRATOR,
    "LOG_MAIL": Role.INTAKE_CLERK,
    "RECORD_WITHDRAWAL": Role.INTAKE_CLERK,
    "EDIT_TEXT": Role.UNIT_HEAD,
    "CORRECT_CASE": Role.INTAKE_CLERK,
    "REASSIGN_CASE": Role.OFFICE_REVIEWER,
    "ISSUE_LETTER": Role.INTAKE_CLERK,
    "RECORD_DELIVERY": Role.INTAKE_CLERK,
}
"""By the permission's name; all others ask the head of the disclosure office."""


def whom_to_ask(permission_name: str, subject: Any, on: date, asking: int) -> str:
    """One Chinese sentence; whoever is refused (`asking`, the person's id) is not sent to themselves."""
    role = ASK.get(permission_name, Role.OFFICE_HEAD)
    unit = db.session.get(OrgUnit, subject.organ_id) if hasattr(subject, "organ_id") else None
    if unit is None:
        return f"如确有需要，请联系本单位{role.title_zh}。"
    organ = organ_of(current_form(unit, on))
    holders = holders_of(role, organ, on)
    others = [person for person in holders if person.id != asking]
    if holders and not others:
        return f"如确有需要，请联系{Role.ADMINISTRATOR.title_zh}。"
    names = "、".join(person.name for person in others[:NAMES_SHOWN])
    telephone = f"，电话{organ.telephone}" if organ.telephone else ""
    whom = f"{role.title_zh}（{names}{telephone}）" if names else f"{role.title_zh}{telephone}"
    return f"如确有需要，请联系{organ.name}{whom}。"


def others_who_sign(subject: Task, on: date) -> list[Person]:
    """The holders of the post of a signature, a review or 编号用印, and their deputies, who did not write the text."""
    holders = holders_of(Role(subject.lane_role), subject.lane_unit_id, on)
    return [person for person in holders if person.id not in subject.drafter_ids]


def own_draft_words(subject: Task, on: date) -> str:
    """Why a drafter does not sign, review or issue, and to whom the step may go: nobody is left without a way."""
    why = WHY.get(subject.check_words, REVIEWED_BY_ANOTHER)
    if not subject.drafter_ids:
        return f"这份文书没有拟稿记录，无法核对审签人是不是拟稿人，不能审签。请联系{Role.ADMINISTRATOR.title_zh}核对。"
    post = Role(subject.lane_role).title_zh
    if others := others_who_sign(subject, on):
        names = "、".join(person.name for person in others)
        return f"{why}本环节可由担任{post}的其他人员办理：{names}，由其认领，或者由工作机构转办。"
    administrator = Role.ADMINISTRATOR.title_zh
    unit = db.session.get_one(OrgUnit, subject.lane_unit_id)
    return (
        f"{why}{unit.name}目前没有担任{post}的其他人员：请{administrator}另行任命一人（可以只任命几天），"
        f"任命后由其在“待认领”中认领；或者由您请假并指定代理人，由代理人{subject.check_words}。"
    )
