"""Pages: messages that did not get out, and what a person decides on them (待发消息)."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from app import timekeeping
from app.admin.blueprint import bp
from app.admin.sending import Sent, requires_system, run, sent
from app.casework.acts.errors import NotFound
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.messages import tasks
from app.casework.messages.decisions import settle_message, try_all_again
from app.casework.messages.outbox import CHANNEL_WORDS, DECIDED_BY_A_PERSON, UNDECIDED
from app.casework.models import Case, OutboxMessage
from app.casework.models.outbox import STATE_WORDS, OutboxState
from app.casework.work.paging import paged
from app.database import db
from app.office.models import Person
from app.web.page_number import page_number
from app.web.schema_fields import field_views

KINDS = {
    **CHANNEL_WORDS, "mail_letter": "电子邮件送达文书", "render_letter": "生成文书", "print_letters": "成批打印",
    "letter_given_up": "告知文书没有生成",
    "mail_given_up": "告知邮件没有发出",
}  # fmt: skip
FAILED = "failed"
ASSIGN = "assign"


class DecisionSchema(OfficeSchema):
    """What the administrator found out."""

    decision = Choice("处理", {"again": "重新发送", "sent": "确认已经发出，不再发送"})
    reason = Text("理由", maximum=120, hint="例如：已电话核实对方未收到；邮件服务器已恢复")


class AgainSchema(OfficeSchema):
    """Why everything is sent once more."""

    reason = Text("理由", maximum=120, hint="例如：邮件服务器已恢复")


@bp.get("/outbox")
@requires_system
def list_messages() -> str:
    """What needs a decision first; the other states by tab."""
    return _listed(request.args.get("state", ""), Sent())


def _listed(state: str, form: Sent) -> str:
    page = paged(_query(state), page_number(), OutboxMessage.id.desc())
    return render_template(
        "admin/outbox.html", page=page, may_try_all=_may_try_all(state), errors=form.errors,
        fields=field_views(AgainSchema(), form.typed, form.errors), tabs=_tabs(state),
        states=STATE_WORDS, kinds=KINDS, numbers=_numbers(page.rows),
        assignees=tasks.assignees(page.rows),
        address=lambda number: url_for(".list_messages", state=state or None, page=number),
    )  # fmt: skip


@bp.route("/outbox/<row_id:message_id>", methods=["GET", "POST"])
@requires_system
def show_message(message_id: int) -> ResponseReturnValue:
    """One message, why it failed, and the decision."""
    message = db.session.get(OutboxMessage, message_id)
    if message is None:
        raise NotFound
    if ASSIGN in request.form:
        return _assign(message_id)
    form = sent(lambda typed: _decide(message_id, typed))
    if form.is_done:
        flash(f"消息 {message_id} 已登记处理", "success")
        return redirect(url_for(".list_messages"))
    return render_template(
        "admin/message.html", message=message, states=STATE_WORDS, kinds=KINDS, to=_receiver(message),
        errors=form.errors, number=_numbers([message]).get(message.case_id or 0),
        is_undecided=message.state in DECIDED_BY_A_PERSON,
        fields=field_views(DecisionSchema(), form.typed, form.errors),
        assignee=tasks.assignees([message]).get(message_id), chosen=str(g.person.id),
        people=[(str(one.id), one.name) for one in tasks.who_may(timekeeping.today())],
    ), form.status  # fmt: skip


@bp.post("/outbox/again")
@requires_system
def send_all_again() -> ResponseReturnValue:
    """Everything that was given up and may be repeated."""
    form = sent(lambda typed: run(try_all_again, **load_schema(AgainSchema(), typed)))
    if not form.is_done:
        return _listed("", form), form.status
    flash(f"已放弃的 {form.result['messages']} 条消息将重新发送", "success")
    return redirect(url_for(".list_messages"))


def _assign(message_id: int) -> ResponseReturnValue:
    typed = request.form.get("assignee", "")
    person_id = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    done = run(tasks.assign_message, message_id=message_id, person_id=person_id)
    flash(f"消息 {message_id} 由{done['assignee']}处理", "success")
    return redirect(url_for(".show_message", message_id=message_id))


def _decide(message_id: int, typed: dict[str, Any]) -> dict[str, Any]:
    values = load_schema(DecisionSchema(), typed)
    was_sent = values["decision"] == "sent"
    case_id = db.session.scalar(select(OutboxMessage.case_id).where(OutboxMessage.id == message_id))
    return run(
        settle_message, case_id=case_id, message_id=message_id, was_sent=was_sent, reason=values["reason"]
    )


def _query(state: str) -> Any:
    query = select(OutboxMessage)
    if state in set(OutboxState):
        return query.where(OutboxMessage.state == state)
    if state == FAILED:
        return query.where(OutboxMessage.state == OutboxState.PENDING, OutboxMessage.last_error != "")
    return query.where(OutboxMessage.state.in_(UNDECIDED))


def _may_try_all(state: str) -> bool:
    """Where the list of what waits for a decision has something that was given up."""
    given_up = select(OutboxMessage.id).where(OutboxMessage.state == OutboxState.DEAD)
    return not state and db.session.scalar(given_up.limit(1)) is not None


def _tabs(current: str) -> list[dict[str, Any]]:
    counts = dict(
        db.session.execute(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state))
        .tuples()
        .all()
    )
    failed = select(func.count()).select_from(_query(FAILED).subquery())
    undecided = sum(counts.get(state, 0) for state in UNDECIDED)
    tabs = [("", "待处理", undecided), (FAILED, "失败待重试", db.session.scalar(failed))]
    tabs += [
        (str(state), STATE_WORDS[state], counts.get(state, 0))
        for state in (OutboxState.PENDING, OutboxState.NO_ADDRESS, OutboxState.SENT)
    ]
    return [
        {
            "words": words,
            "count": number,
            "current": name == current,
            "href": url_for(".list_messages", state=name or None),
        }
        for name, words, number in tabs
    ]


def _numbers(messages: Any) -> dict[int, str]:
    """Numbers of the cases to which the messages belong."""
    ids = {message.case_id for message in messages if message.case_id}
    return dict(db.session.execute(select(Case.id, Case.number).where(Case.id.in_(ids))).tuples().all())


def _receiver(message: OutboxMessage) -> str:
    """A person by name; a party's address is not shown."""
    person = db.session.get(Person, message.payload.get("person_id", 0))
    return person.name if person else "当事人" if "party_of" in message.payload else ""
