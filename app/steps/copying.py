"""抄送: people of the house are told of a case; each sees it in a box of his own and marks it as read."""

from typing import Any

from marshmallow import Schema
from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, CaseCopy
from app.casework.work import telling
from app.casework.work.paging import Page, paged
from app.database import db
from app.law.errors import InvalidInput
from app.office.models import Person
from app.office.people import find_person
from app.office.permissions import Permission
from app.office.standing import Standing
from app.steps.asking import people_of_the_house

LONGEST_NOTE = 300


def schema_for(case: Case, on: Any) -> Schema:
    """To whom, and what they are to look at."""
    members: dict[str, Any] = {
        "person": Choice("抄送给", people_of_the_house(case, on), widget="select"),
        "note": Text("说明", maximum=LONGEST_NOTE, widget="textarea", required=False, hint="请其知悉什么"),
    }
    return OfficeSchema(members)


@use_case("copy_case", needs=Permission.COPY_CASE)
def copy_case(act: Act, data: dict[str, Any]) -> Result:
    """Raises InvalidInput. Who was told before is told once more: the copy is unread again."""
    values = load_schema(schema_for(act.the_case, act.today), data)
    person = find_person(values["person"])
    if person is None or person.id == act.actor.person_id:
        raise InvalidInput(fields={"person": "请选择本人以外的人员"})
    _send(act, person, values["note"])
    act.audit("case.copied", f"抄送{person.name}", to=person.id)
    telling.tell(act, [person], f"{act.actor.name}抄送您一件办件")
    return {"number": act.the_case.number, "person": person.name}


def put_on_desk(act: Act, person: Person, note: str) -> None:
    """Inside any act of a person of the house: another one finds in 抄送我的 what came, beside what is unread there."""
    if act.actor.person is None or act.actor.person_id == person.id:
        return
    copy = copy_of(act.the_case, person.id)
    unread = copy.note if copy is not None and copy.read_at is None else ""
    _send(act, person, "；".join(one for one in (unread, note) if one)[:LONGEST_NOTE])


def _send(act: Act, person: Person, note: str) -> None:
    assert act.actor.person is not None
    sent = {"sent_by_id": act.actor.person.id, "sent_at": act.now, "note": note, "read_at": None}
    copy = copy_of(act.the_case, person.id)
    if copy is None:
        db.session.add(CaseCopy(case_id=act.the_case.id, person_id=person.id, **sent))
        return
    for name, value in sent.items():
        setattr(copy, name, value)


def copy_of(case: Case, person_id: int | None) -> CaseCopy | None:
    """What this person was sent of this case."""
    query = select(CaseCopy).where(CaseCopy.case_id == case.id, CaseCopy.person_id == person_id)
    return db.session.scalar(query)


@use_case("read_copy")
def read_copy(act: Act) -> Result:
    """已阅, by the person who was told. Raises NotFound for anybody else."""
    copy = copy_of(act.the_case, act.actor.person_id)
    if copy is None:
        raise NotFound()
    if copy.read_at is None:
        copy.read_at = act.now
    act.audit("case.copy_read", "已阅抄送")
    return {"number": act.the_case.number}


def list_copies(standing: Standing, page: int) -> Page:
    """抄送我的: unread ones first, then the newest."""
    query = select(CaseCopy).where(CaseCopy.person_id == standing.person_id)
    return paged(query, page, CaseCopy.read_at.is_not(None), CaseCopy.sent_at.desc(), CaseCopy.id.desc())


def copies_of(case: Case) -> list[CaseCopy]:
    """Who was told of the case, and who has read it."""
    return list(db.session.scalars(select(CaseCopy).where(CaseCopy.case_id == case.id).order_by(CaseCopy.id)))
