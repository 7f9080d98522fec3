"""Words to people of the office, all through the outbox: by mail, where the house has it by SMS, and to the groups.

Nobody whom no mail can reach (`mail.reaches`) has one there: it could never be sent.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.casework.acts.act import Act, Wish
from app.casework.messages import mail, messengers, outbox
from app.casework.models.outbox import OutboxPolicy
from app.office.models import Person


@dataclass(frozen=True)
class Word:
    """What is told: no names and no content of the case. `key`: of all its messages; `path`: the page it is about.

    `is_pressing`: by SMS as well; `is_public`: to the groups of the house as well. `not_before`: when quiet hours end.
    `to_known_only`: who told it was shown that no mail goes out at all, and then none is put there.
    """

    key: str
    subject: str
    text: str
    path: str
    case_id: int
    is_pressing: bool = False
    is_public: bool = False
    not_before: datetime | None = None
    to_known_only: bool = False


@dataclass(frozen=True)
class Gateways:
    """What the house has beside mail: SMS, and which groups."""

    has_sms: bool
    groups: Sequence[str]


def mail_to(
    person: Person, key: str, words: tuple[str, str], path: str, now: datetime, case_id: int | None = None
) -> Wish | None:
    """One mail, of subject and text, about a page. None for whom none can reach, and for a key that is known."""
    if not mail.reaches(person):
        return None
    content = mail.payload(person.id, *words, path)
    return outbox.add(mail.MAIL, key, content, now, OutboxPolicy.RETRY, case_id)


def mail_in(act: Act, person: Person, key: str, words: tuple[str, str], path: str = mail.DESK) -> None:
    """The same as a wish of an act."""
    wish = mail_to(person, key, words, path, act.now, act.case.id if act.case else None)
    if wish is not None:
        act.wishes.append(wish)


Told = tuple[Sequence[Person], Word]


def tell(people: Iterable[Person], word: Word, now: datetime) -> None:
    """Put it into the outbox, once for each person and each group."""
    tell_each([(list(people), word)], now)


def tell_each(told: Iterable[Told], now: datetime) -> None:
    """The same for many words at once."""
    gateways = Gateways(
        messengers.is_set(outbox.SMS), [one for one in messengers.GROUPS if messengers.is_set(one)]
    )
    outbox.add_each(
        (message for people, word in told for message in _messages(people, word, gateways, now)), now
    )


def _messages(
    people: Iterable[Person], word: Word, gateways: Gateways, now: datetime
) -> Iterator[outbox.Draft]:
    at = word.not_before or now
    short: dict[str, object] = {"subject": word.subject, "path": word.path}
    for person in people:
        if _goes_by_mail(person, word):
            letter = mail.payload(person.id, word.subject, word.text, word.path)
            yield outbox.Draft(mail.MAIL, f"{word.key}:{person.id}", letter, word.case_id, at)
        if word.is_pressing and gateways.has_sms:
            to_person = short | {"person_id": person.id}
            yield outbox.Draft(outbox.SMS, f"sms:{word.key}:{person.id}", to_person, word.case_id, at)
    for group in gateways.groups if word.is_public else ():
        yield outbox.Draft(group, f"{group}:{word.key}", short, word.case_id, at)


def _goes_by_mail(person: Person, word: Word) -> bool:
    """What nobody would get is left out; that there is no server, where the page has said so."""
    return mail.reaches(person) and (mail.goes_out() or not word.to_known_only)
