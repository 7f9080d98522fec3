"""督办单: issued by whoever supervises, answered by whoever has the case, sent back where the answer says nothing.

It stands on the case and on its rows until it is answered, and a case is not archived before.
"""

from datetime import date
from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Day, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.issuing import Recipient, issue
from app.casework.messages import mail
from app.casework.messages.telling import Word, tell
from app.casework.models import Case, SupervisionOrder
from app.casework.models.letters import DeliveryMethod
from app.casework.terms import clocks, moments
from app.casework.terms.ladders import ladder_for
from app.casework.terms.order_reminders import next_look
from app.casework.work.orders import order_of, orders_of, waiting_order
from app.casework.work.recipients import heads_of, people_at_work
from app.casework.work.urgings import put_on_desks, settle_supervised
from app.database import db
from app.law.errors import InvalidInput
from app.office.models import OrgUnit, Person
from app.office.organs import chain_up, current_form
from app.office.permissions import AtOrgan, Permission, allows, standing_of

KIND = "supervision_order"
LONGEST_TERM = 60  # days
PRIVATE = "请勿写当事人的个人信息"


class OrderSchema(OfficeSchema):
    """What is ordered."""

    matter = Text("督办事项", maximum=500, widget="textarea", argues=True, hint=f"写明要求和情况；{PRIVATE}")
    answer_by = Day("回复日期", hint="承办单位最迟在这一天书面回复")


class AnswerSchema(OfficeSchema):
    """The answer to an order."""

    answer = Text(
        "办理情况", maximum=1000, widget="textarea", argues=True,
        hint=f"已办结的写明结果；尚未办结的，说明原因和办结日期；{PRIVATE}",
    )  # fmt: skip


class ReturnSchema(OfficeSchema):
    """Why an answer does not do."""

    reason = Text("退回理由", maximum=300, widget="textarea", argues=True)
    answer_by = Day("重新回复日期")


def suggested(today: date) -> dict[str, Any]:
    """Three working days to answer."""
    return {"answer_by": clocks.calendar().add_working_days(today, 3).isoformat()}


@use_case("issue_order", needs=Permission.URGE)
def issue_order(act: Act, data: dict[str, Any]) -> Result:
    """开具督办单, to the unit as it is today. Raises InvalidInput, CannotHappenNow, CaseIsClosed; LetterIncomplete from
    the letter."""
    act.require_open()
    case, values = act.the_case, _checked(act, OrderSchema(), data)
    if (waiting := waiting_order(case)) is not None:
        raise CannotHappenNow(f"督办单{waiting.number}还没有回复，回复以后才能再开")
    unit = current_form(case.handling_unit or case.organ, act.today)
    facts = {
        "addressed_organ": unit.name, "case_due_on": moments.owed_by(case), "matter": values["matter"],
        "answer_by": values["answer_by"],
    }  # fmt: skip
    issuer = _issuer(act)
    letter = issue(
        act, KIND, facts, Recipient(unit.name, "organisation", DeliveryMethod.PORTAL), sender=issuer
    )
    order = SupervisionOrder(
        case_id=case.id, letter_id=letter.id, number=letter.document_number, issuer_id=issuer.id, unit_id=unit.id,
        issued_by_id=act.actor.person_id, issued_at=act.now, **values,
    )  # fmt: skip
    db.session.add(order)
    db.session.flush()
    order.look_at = next_look(order, act.now)
    _tell(act, order, f"督办单 {order.number}")
    words = f"开具督办单 {order.number}，{unit.name}于 {order.answer_by} 以前回复：{order.matter}"
    act.audit("case.order_issued", words, order=order.id, to=unit.code)
    return {"order": order.id, "number": order.number}


@use_case("answer_order", needs=Permission.ANSWER_ORDER)
def answer_order(act: Act, order_id: int, data: dict[str, Any]) -> Result:
    """回复督办单. Raises NotFound, InvalidInput, CannotHappenNow."""
    values, order = load_schema(AnswerSchema(), data), order_of(act.the_case, order_id)
    if order.answered_at is not None:
        raise CannotHappenNow(f"督办单{order.number}已经回复")
    order.answer, order.answered_at, order.answered_by_id = values["answer"], act.now, act.actor.person_id
    order.look_at = None
    db.session.flush()
    settle_supervised(act.the_case)
    late = "（逾期回复）" if act.today > order.answer_by else ""
    act.audit("case.order_answered", f"回复督办单 {order.number}{late}：{order.answer}", order=order.id)
    if order.issued_by is not None:
        tell([order.issued_by], _word(act, order, f"督办单 {order.number} 已回复"), act.now)
    return {"order": order.id, "number": order.number}


@use_case("return_order", needs=Permission.URGE)
def return_order(act: Act, order_id: int, data: dict[str, Any]) -> Result:
    """退回重新回复: the order waits again, with a new day.

    Raises NotFound, InvalidInput, CannotHappenNow, CaseIsClosed.
    """
    act.require_open()
    values, order = _checked(act, ReturnSchema(), data), order_of(act.the_case, order_id)
    if order.answered_at is None or order != orders_of(act.the_case)[0]:
        raise CannotHappenNow(f"督办单{order.number}不能退回：还没有回复，或者已经另开新单")
    order.returned, order.answer_by, order.answered_at = values["reason"], values["answer_by"], None
    order.look_at = next_look(order, act.now)
    db.session.flush()
    _tell(act, order, f"督办单 {order.number} 退回重新回复")
    words = f"退回督办单 {order.number} 的回复，{order.answer_by} 以前重新回复：{order.returned}"
    act.audit("case.order_returned", words, order=order.id)
    return {"order": order.id, "number": order.number}


def _checked(act: Act, schema: Schema, data: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = load_schema(schema, data)
    if not act.today <= values["answer_by"] or (values["answer_by"] - act.today).days > LONGEST_TERM:
        raise InvalidInput(fields={"answer_by": f"应为今天起 {LONGEST_TERM} 天以内的日期"})
    return values


def _issuer(act: Act) -> OrgUnit:
    """The nearest organ at or above the case's own at which the acting person supervises, if it numbers documents."""
    assert act.actor.person is not None
    standing = standing_of(act.actor.person, act.today)
    for unit in (current_form(step, act.today) for step in chain_up(act.the_case.organ)):
        holds = any(post.unit_id == unit.id or unit.id in post.organ_ids for post in standing.posts)
        if holds and unit.document_code and allows(Permission.URGE, standing, AtOrgan(unit.id), act.today):
            return unit
    return act.the_case.organ_on(act.today)


def _tell(act: Act, order: SupervisionOrder, subject: str) -> None:
    """On the desks of those who have it in hand and of their head; by mail and the messages of the house."""
    people = _once([*people_at_work(act.the_case, act.today), *heads_of(act.the_case, act.today)])
    term = f"{order.answer_by.month}月{order.answer_by.day}日以前回复"
    put_on_desks(act, people, f"{subject}，{term}：{order.returned or order.matter}"[:200])
    tell(people, _word(act, order, f"{subject}（{term}）"), act.now)


def _word(act: Act, order: SupervisionOrder, subject: str) -> Word:
    case: Case = act.the_case
    text = f"办件编号：{case.number}\n{subject}\n\n{mail.CLOSING}"
    return Word(
        f"order:{order.id}:{act.now.isoformat()}", f"【督办】{case.number} {subject}", text,
        f"/desk/cases/{case.number}", case.id, is_pressing=True,
        not_before=ladder_for(case.organ_id, case.due_kind or "").quiet_until(act.now),
    )  # fmt: skip


def _once(people: list[Person]) -> list[Person]:
    return list({one.id: one for one in people}.values())
