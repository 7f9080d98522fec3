"""Delivery (送达) of letters that are posted or handed over: day and proof (国办公开办函〔2016〕235号)."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.casework.act import Act
from app.casework.models import Delivery
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.database import db
from app.law.errors import InvalidInput

DAYS = ("sent_on", "delivered_on")


def check_not_future(values: dict[str, Any], today: date, earliest: date | None = None) -> None:
    """Days of sending and delivery lie between the letter's date and today, in order."""
    problems = {}
    for name in DAYS:
        day = values.get(name)
        if day and day > today:
            problems[name] = "日期不应晚于今天"
        elif day and earliest and day < earliest:
            problems[name] = "日期不应早于文书的落款日期"
    sent, delivered = values.get("sent_on"), values.get("delivered_on")
    if sent and delivered and delivered < sent:
        problems["delivered_on"] = "送达日期不应早于寄出日期"
    if values.get("method") == DeliveryMethod.POST and not values.get("tracking_number"):
        problems["tracking_number"] = "邮寄的请填写邮件号码"
    if values.get("method") == DeliveryMethod.POST and not sent:
        problems["sent_on"] = "邮寄的请填写交邮日期"
    if problems:
        raise InvalidInput(fields=problems)


def delivery_of(letter_id: int | None) -> Delivery | None:
    """The latest delivery of a letter."""
    return db.session.scalars(
        select(Delivery).where(Delivery.letter_id == letter_id).order_by(Delivery.id.desc()).limit(1)
    ).first()


def record_handed_over(act: Act, letter_id: int | None, values: dict[str, Any]) -> Delivery:
    """Note how a letter was sent and, if known, that it arrived."""
    found = delivery_of(letter_id)
    if found is None or found.state == DeliveryState.FAILED:
        found = Delivery(letter_id=letter_id, case_id=act.the_case.id, method=values["method"])
        db.session.add(found)
    found.method = values["method"]
    found.sent_on, found.delivered_on = values.get("sent_on"), values.get("delivered_on")
    found.tracking_number, found.receiver = values.get("tracking_number", ""), values.get("receiver", "")
    found.note = values.get("note", "")
    found.state = DeliveryState.DELIVERED if found.delivered_on else DeliveryState.SENT
    act.audit("letter.delivered" if found.delivered_on else "letter.sent", _words(found), letter=letter_id)
    return found


def record_failure(act: Act, letter_id: int | None, values: dict[str, Any]) -> Delivery:
    """Note that the letter came back or was refused; it must be delivered again."""
    found = record_handed_over(act, letter_id, values)
    found.state, found.delivered_on = DeliveryState.FAILED, None
    act.audit("letter.delivery_failed", f"未能送达：{values.get('note', '')}", letter=letter_id)
    return found


def _words(delivery: Delivery) -> str:
    ways = {"post": "邮寄", "in_person": "直接送达", "email": "电子邮件", "portal": "网上送达"}
    number = f"，邮件号码 {delivery.tracking_number}" if delivery.tracking_number else ""
    return f"{ways[delivery.method]}{number}"
