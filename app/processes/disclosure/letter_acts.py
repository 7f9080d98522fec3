"""Acts that issue the letters of a request: its reply, its notices, and the mail that says that one waits."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import current_app

from app.casework.acts.act import Act
from app.casework.letters import issuing, mailing
from app.casework.messages import outbox
from app.casework.models import IssuedLetter
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.engine.operations import Telling
from app.processes.disclosure import redo_letter
from app.processes.disclosure.letters import (
    circumstances,
    is_ordered,
    recipient_of,
    reply_facts,
    reply_kind,
    request_facts,
)
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.standing_replies import number_applied_under


def issue_reply(act: Act, due_on: date | None = None) -> IssuedLetter:
    """The letter of the outcome: its drafted facts and those on record."""
    request = request_of(act.the_case)
    facts = {**reply_facts(request, act.today), "case_number": number_applied_under(act.the_case)}
    case = circumstances(request, act.today, due_on=due_on)
    kind = redo_letter.LETTER if is_ordered(request) else reply_kind(request).kind
    return issuing.issue(act, kind, facts, recipient_of(request), case)


def issue_notice(act: Act, kind: str, facts: dict[str, Any], *, has_own_task: bool = False) -> IssuedLetter:
    """A letter to the applicant that is no reply: waiting for its PDF to enter the account, or to be posted."""
    request = request_of(act.the_case)
    recipient = recipient_of(request)
    case = replace(circumstances(request, act.today), outcome="")
    known = {**request_facts(request), "case_number": number_applied_under(act.the_case)}
    letter = issuing.issue(act, kind, {**known, **facts}, recipient, case)
    mailing.send_or_await(act, letter, recipient.method, has_own_task=has_own_task)
    return letter


def told_of(letter: IssuedLetter) -> Telling:
    """For a diagram that has a task for the sending: also a letter to the portal is waited for until it is there.

    `letter`: issued in this act, with the delivery that was prepared for it.
    """
    sent = letter.deliveries[-1] if letter.deliveries else None
    is_there = sent is not None and (sent.method, sent.state) == (
        DeliveryMethod.PORTAL,
        DeliveryState.DELIVERED,
    )
    return Telling({"letter_id": letter.id}, {"delivered_online": is_there})


def tell_applicant(act: Act, letter: IssuedLetter) -> None:
    """A mail that a letter waits on the portal; it names the number and the title, never the contents."""
    if not request_of(act.the_case).applicant.reveal("email"):
        return
    number, url = act.the_case.number, current_app.config["PUBLIC_URL"]
    organ = act.the_case.organ_on(act.today)
    body = (f"您好：\n\n您的政府信息公开申请（编号 {number}）有新的文书《{letter.title}》。"
            f"请凭申请编号和查询码在 {url}/progress 查看和下载。\n\n{organ.name}")  # fmt: skip
    outbox.wish(
        act,
        "mail",
        f"mail:letter:{letter.id}",
        {"party_of": act.the_case.id, "subject": f"政府信息公开申请 {number} 有新的文书", "text": body},
    )
