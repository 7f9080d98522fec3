"""Mail: the outbox handler, to an SMTP server; in the demo, which has none, to a folder of .eml files.

The Message-ID comes from the outbox key, so that a mail sent twice is known as one. Payloads name a person by
id, or the case whose party is written to, and the address is looked up when sending: no address rests in the outbox,
none is logged.
"""

import hashlib
import logging
import os
import secrets
from collections.abc import Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import bindparam, select

from app import timekeeping
from app.casework.contract.letters import MailFile
from app.casework.contract.platform import platform
from app.casework.messages.dispatch import KEY, NotSent, NowhereToGo
from app.casework.messages.outbox import MAIL as MAIL
from app.casework.messages.outbox import PARTY
from app.casework.messages.smtp import Relay
from app.casework.models import Case
from app.casework.store.lasting import to_the_disk
from app.casework.wordings.catalogue import CLOSING as CLOSING
from app.database import db
from app.office.models import Person

logger = logging.getLogger(__name__)


_people = Person.__table__
_mailbox = select(_people.c.email).where(_people.c.id == bindparam("of_id"), _people.c.is_active)
SENDER_NAME = "明白·政务公开"
LONGEST_SUBJECT = 200
DESK = "/desk"
DEMO = "demo-accounts.json"  # in the instance folder of a demo
NO_SERVER = "本系统没有设置邮件服务器"


def reaches(person: Person) -> bool:
    """Whether a mail can come to this person: to nobody else one is put into the outbox. What stands on the desk stays.

    Whether the office has a server is looked at when it is sent (decision 0114)."""
    return person.is_active and bool(person.email.strip())


def payload(person_id: int, subject: str, text: str, path: str = DESK) -> dict[str, Any]:
    """What to put into the outbox for a mail to a person of the office. `path`: the page that it is about."""
    return {"person_id": person_id, "subject": subject, "text": text, "path": path}


def send(payload: dict[str, Any]) -> None:
    """Outbox handler for kind "mail": `{"person_id" | "party_of", "subject", "text"}`. Raises NowhereToGo, NotSent,
    OSError."""
    address = _address_of(payload)
    if not address:
        raise NowhereToGo("收件人没有邮箱地址，或者已经离开")
    post(payload, address)


def post(payload: dict[str, Any], address: str, files: Sequence[MailFile] = ()) -> None:
    """Bring one mail out, with its files. Raises NowhereToGo, NotSent, OSError."""
    if not goes_out():
        raise NowhereToGo(NO_SERVER)
    message = compose(payload, address)
    for file in files:
        main, _, kind = file.media_type.partition("/")
        message.add_attachment(file.data, maintype=main, subtype=kind, filename=file.filename)
    url = current_app.config["SMTP_URL"]
    if url:
        Relay.from_url(url).send(message)
    else:
        deliver_to_folder(Path(current_app.config["MAILBOX_FOLDER"]), digest_of(payload[KEY]), message)


def goes_out() -> bool:
    """Whether a mail reaches anybody: a server takes it. The folder of the demo and of simulations stands for one
    (FOLDER_TAKES_MAIL); in an office that works nobody looks into it."""
    config = current_app.config
    return bool(config["SMTP_URL"] or config["FOLDER_TAKES_MAIL"]) or Path(config["INSTANCE"], DEMO).exists()


def check_settings(url: str) -> None:
    """Raises MailMisconfigured when SMTP_URL cannot be used; empty is none."""
    if url:
        Relay.from_url(url)


def digest_of(key: str) -> str:
    """The stable name of a message, made of its outbox key; tells nothing about its content."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def compose(payload: dict[str, Any], address: str) -> EmailMessage:
    """The mail itself. Raises NotSent for an address that no server would take."""
    host = urlsplit(current_app.config["PUBLIC_URL"]).hostname or "mingbai"
    domain = host if "." in host and not host.replace(".", "").isdigit() else "mingbai.invalid"
    message = EmailMessage()
    try:
        sender = current_app.config.get("MAIL_FROM") or f"no-reply@{domain}"
        message["From"] = Address(SENDER_NAME, addr_spec=sender)
        message["To"] = Address(addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:  # all that malformed addresses raise
        raise NotSent("邮箱地址格式有误") from error
    message["Subject"] = " ".join(payload["subject"].split())[:LONGEST_SUBJECT]
    message["Date"] = format_datetime(timekeeping.now())
    message["Message-ID"] = f"<{digest_of(payload[KEY])}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_with_link(payload), cte="base64")
    return message


def _with_link(payload: dict[str, Any]) -> str:
    """The text with the address of its page, which asks for the sign-in first; a mail to an applicant has its own."""
    path, text = payload.get("path", ""), str(payload["text"])
    return f"{text}\n{current_app.config['PUBLIC_URL']}{path}\n" if path else text


def deliver_to_folder(folder: Path, name: str, message: EmailMessage) -> None:
    """One file per message, whole or not at all; the same message again replaces its file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{name}.{secrets.token_hex(4)}.tmp"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(message.as_bytes())
        file.flush()
        to_the_disk(file.fileno())
    draft.replace(folder / f"{name}.eml")


def _address_of(payload: dict[str, Any]) -> str:
    try:
        if PARTY in payload:
            return _mailbox_of_party(db.session.get(Case, payload[PARTY]))
        return db.session.execute(_mailbox, {"of_id": payload["person_id"]}).scalar() or ""
    finally:
        db.session.rollback()  # nothing stays open while the server is spoken to


def _mailbox_of_party(case: Case | None) -> str:
    return platform().process(case.process).letters.mailbox_of(case) if case is not None else ""
