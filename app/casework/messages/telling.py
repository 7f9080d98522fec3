"""One word to several people: by mail, where the house has it by SMS, and to the groups. All through the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.casework.messages import mail, messengers, outbox
from app.casework.models.outbox import OutboxPolicy
from app.office.models import Person


@dataclass(frozen=True)
class Word:
    """What is told: no names and no content of the case. `key`: of all its messages; `path`: the page it is about.

    `is_pressing`: by SMS as well; `is_public`: to the groups of the house as well. `not_before`: when quiet hours end.
    """

    key: str
    subject: str
    text: str
    path: str
    case_id: int
    is_pressing: bool = False
    is_public: bool = False
    not_before: datetime | None = None


def tell(people: Iterable[Person], word: Word, now: datetime) -> None:
    """Put it into the outbox, once for each person and each group."""
    for person in people:
        payload = mail.payload(person.id, word.subject, word.text, word.path)
        _add(mail.MAIL, f"{word.key}:{person.id}", payload, word, now)
        if word.is_pressing and messengers.is_set(outbox.SMS):
            _add(
                outbox.SMS, f"sms:{word.key}:{person.id}", _short(word) | {"person_id": person.id}, word, now
            )
    for group in messengers.GROUPS:
        if word.is_public and messengers.is_set(group):
            _add(group, f"{group}:{word.key}", _short(word), word, now)


def _short(word: Word) -> dict[str, object]:
    return {"subject": word.subject, "path": word.path}


def _add(kind: str, key: str, payload: dict[str, object], word: Word, now: datetime) -> None:
    outbox.add(kind, key, payload, now, OutboxPolicy.RETRY, word.case_id, word.not_before)
