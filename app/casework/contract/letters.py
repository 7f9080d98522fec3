"""The facet of the letters: folders of a process's own letters, what its record knows of them, and to whom they go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.casework.acts.act import Act
from app.casework.models import Case, IssuedLetter
from app.casework.models.letters import DeliveryMethod
from app.law import delivery as law
from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.office.places import place_of

ISSUE_LETTER = "issue_letter"
"""The operation that issues any letter which the record fills; its parameter is the kind."""
OF_EVERY_LETTER = frozenset({
    "organ_name", "document_number", "issued_on", "made_on", "contact", "telephone", "supervision_telephone",
    "verification_code", "verification_url", "case_number", "applicant_name", "applicant_kind",
})  # fmt: skip


@dataclass(frozen=True)
class Party:
    """Whom a letter may go to: `role` as in letter.toml (applicant, third_party, organ)."""

    role: str
    name: str
    kind: str
    method: DeliveryMethod


def no_address(case: Case) -> dict[str, str]:
    """For a process that posts nothing."""
    return {}


def only_the_applicant(case: Case) -> Sequence[Party]:
    """For a process that keeps nothing of its parties but the name on the case: handed over."""
    return (Party("applicant", case.party, "natural_person", DeliveryMethod.IN_PERSON),)


def only_the_place(case: Case, on: date) -> Circumstances:
    """For letters that decide nothing and have no due day."""
    return Circumstances(place=place_of(case.organ_on(on), on))


@dataclass(frozen=True)
class Served:
    """What an act has made known of a letter on its way; None for what is not known yet, or was before.

    `told_on`: the organ has done its part (交邮、进入账户、签收); `got_on`: from when the recipient's own days run.
    """

    method: law.DeliveryMethod
    told_on: date | None
    got_on: date | None


@dataclass(frozen=True)
class MailFile:
    """A file that goes with a mail."""

    filename: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class LetterMail:
    """The mail by which a letter is delivered; `to` is empty where the party named no mailbox."""

    to: str
    subject: str
    text: str
    files: tuple[MailFile, ...]


def no_mailbox(letter: IssuedLetter) -> LetterMail:
    """For a process whose parties get no letters by mail."""
    return LetterMail("", "", "", ())


def no_own_mailbox(case: Case) -> str:
    """For a process whose parties name no mailbox."""
    return ""


def nothing_follows(act: Act, letter: IssuedLetter, said: Served) -> None:
    """For a process whose clocks hang on no letter."""


def nothing_is_kept(letter: IssuedLetter) -> str:
    """For a process all of whose letters may be taken back."""
    return ""


def never_void(letter: IssuedLetter, on: date) -> str:
    """For a process whose letters say what stays so."""
    return ""


def tell_nobody(act: Act, letter: IssuedLetter) -> None:
    """For a process whose parties do not look at the portal."""


@dataclass(frozen=True)
class Letters:
    """`address_of`: {address, postcode} for an envelope; showing it is an act with its own audit line.

    `facts`: what the record knows, by the name of the fact in letter.toml; nobody types these. `recipients`: the
    parties on record; `circumstances`: what the letter check must know; `tell`: a word that a letter waits on the
    portal; `mailbox_of`: the mailbox that the party of a case named, looked up when a word is sent there; `served`:
    what follows from the sending and the arrival of a letter, each told once; `awaited_by`: kind of
    letter → the clock that runs out if it is not sent. `mail_of`: the mail that brings a letter to who wished it so;
    `went_out`: what follows once the system has mailed it, or it has entered the account on the portal;
    `kept`: why a letter cannot be taken back by itself; `void`: why one that is made only now is not served any more;
    `made_anew`: kind → issues once more what a step waits for and whose PDF was given up.
    """

    folders: tuple[Path, ...] = ()
    address_of: Callable[[Case], dict[str, str]] = no_address
    facts: Mapping[str, Callable[[Case, date], Any]] = field(default_factory=dict)
    recipients: Callable[[Case], Sequence[Party]] = only_the_applicant
    circumstances: Callable[[Case, date], Circumstances] = only_the_place
    tell: Callable[[Act, IssuedLetter], None] = tell_nobody
    mailbox_of: Callable[[Case], str] = no_own_mailbox
    mail_of: Callable[[IssuedLetter], LetterMail] = no_mailbox
    went_out: Callable[[Act, IssuedLetter], None] = tell_nobody
    served: Callable[[Act, IssuedLetter, Served], None] = nothing_follows
    awaited_by: Mapping[str, str] = field(default_factory=dict)
    kept: Callable[[IssuedLetter], str] = nothing_is_kept
    void: Callable[[IssuedLetter, date], str] = never_void
    made_anew: Mapping[str, Callable[[Act], IssuedLetter]] = field(default_factory=dict)

    @property
    def known_names(self) -> frozenset[str]:
        """The facts that need no form."""
        return OF_EVERY_LETTER | frozenset(self.facts)

    def known_facts(self, case: Case, kind: LetterKind, on: date) -> dict[str, Any]:
        """What the record says for this kind; what it does not know yet is left out and must be typed."""
        found = {name: read(case, on) for name, read in self.facts.items() if name in kind.facts}
        return {name: value for name, value in found.items() if value not in (None, "")}
