"""Messages beside mail: SMS to a person, 钉钉 and 政务微信 to a group. Outbox handlers, one a channel.

A message is its subject and the address of its page, which asks for the sign-in first: no personal data leaves the
house. Payloads name a person by id; the telephone is looked up when sending.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus, urlencode

from flask import current_app

from app import timekeeping
from app.casework.messages.dispatch import KEY, NotSent, NowhereToGo, WayIsShut
from app.casework.messages.mail import digest_of
from app.casework.messages.outbox import DINGTALK, SMS, WECOM
from app.casework.messages.webhook import post
from app.database import db
from app.office.models import Person

MOBILE = re.compile(r"1[3-9]\d{9}")
SETTINGS = {SMS: "SMS_WEBHOOK_URL", DINGTALK: "DINGTALK_WEBHOOK_URL", WECOM: "WECOM_WEBHOOK_URL"}
GROUPS = (DINGTALK, WECOM)
TOO_BUSY = frozenset({-1, 130101, 410100, 45009})
"""What robots answer, with status 200, when they are busy or were asked too often: 钉钉 130101 and 410100,
政务微信 45009, both -1."""


def is_set(kind: str) -> bool:
    """Whether the house has this gateway."""
    return bool(current_app.config[SETTINGS[kind]])


def send_sms(payload: dict[str, Any]) -> None:
    """`{"person_id", "subject", "path"}` to the gateway as `{"id", "mobile", "text"}`, one `id` a message."""
    mobile = _mobile_of(payload["person_id"])
    token = current_app.config["SMS_WEBHOOK_TOKEN"]
    head = {"Authorization": f"Bearer {token}"} if token else {}
    content = {"id": digest_of(payload[KEY]), "mobile": mobile, "text": text_of(payload)}
    post(_address(SMS, "短信网关"), content, head, "短信网关")


def send_dingtalk(payload: dict[str, Any]) -> None:
    """To the group robot of 钉钉, signed where a secret is set."""
    url, secret = _address(DINGTALK, "钉钉群机器人"), current_app.config["DINGTALK_SECRET"]
    _to_group(
        f"{url}{_signature(secret, '&' if '?' in url else '?')}" if secret else url, payload, "钉钉群机器人"
    )


def send_wecom(payload: dict[str, Any]) -> None:
    """To the group robot of 政务微信."""
    _to_group(_address(WECOM, "政务微信群机器人"), payload, "政务微信群机器人")


HANDLERS: dict[str, Callable[[dict[str, Any]], None]] = {
    SMS: send_sms, DINGTALK: send_dingtalk, WECOM: send_wecom,
}  # fmt: skip


def text_of(payload: dict[str, Any]) -> str:
    """One line and the link."""
    return f"{payload['subject']} {current_app.config['PUBLIC_URL']}{payload['path']}"


def _to_group(url: str, payload: dict[str, Any], title: str) -> None:
    answer = post(url, {"msgtype": "text", "text": {"content": text_of(payload)}}, {}, title)
    code = answer.get("errcode") if isinstance(answer, dict) else None
    if code in TOO_BUSY:
        raise WayIsShut(f"{title}现在不接收（{code}）")
    if code != 0:
        raise NotSent(f"{title}没有接收（{code if isinstance(code, int) else '回应无法识别'}）")


def _address(kind: str, title: str) -> str:
    url: str = current_app.config[SETTINGS[kind]]
    if not url:
        raise NowhereToGo(f"没有设置{title}的地址")
    return url


def _mobile_of(person_id: int) -> str:
    try:
        person = db.session.get(Person, person_id)
        telephone = re.sub(r"[\s-]", "", person.telephone) if person is not None and person.is_active else ""
    finally:
        db.session.rollback()  # nothing stays open while the gateway is spoken to
    if not MOBILE.fullmatch(telephone):
        raise NowhereToGo("收件人没有登记手机号码，或者已经离开")
    return telephone


def _signature(secret: str, begin: str) -> str:
    """As 钉钉 asks: the time in milliseconds, and its HMAC with the secret."""
    moment = str(int(timekeeping.now().timestamp() * 1000))
    mark = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
    return begin + urlencode(
        {"timestamp": moment, "sign": base64.b64encode(mark).decode()}, quote_via=quote_plus
    )
