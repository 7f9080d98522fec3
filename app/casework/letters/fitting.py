"""Which letters a clerk may issue in a case (制发文书): the kinds that fit, and why another one must wait."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.casework.contract.platform import platform
from app.casework.models import Case, IssuedLetter
from app.database import db
from app.law.errors import RuleViolation
from app.letters.catalogue import LetterKind


class LetterNotOffered(RuleViolation):
    """This kind is not for this case, or not yet; the message says why."""

    code = "letter_not_offered"
    message = "本件不能制发这种文书"


@dataclass(frozen=True)
class Offer:
    """A kind that fits; `why_not` is empty when it may be issued now."""

    kind: LetterKind
    why_not: str = ""


def offers(case: Case) -> list[Offer]:
    """Every kind for cases of this process that a clerk issues, in the order of the catalogue."""
    issued = _issued_in(case)
    return [Offer(kind, _why_not(kind, issued)) for kind in _kinds_for(case)]


def offered(case: Case, name: str) -> LetterKind:
    """The kind, in its standard text. Raises LetterNotOffered with the reason."""
    for kind in _kinds_for(case):
        if kind.kind == name:
            if reason := _why_not(kind, _issued_in(case)):
                raise LetterNotOffered(f"《{kind.title}》现在还不能制发：{reason}")
            return kind
    raise LetterNotOffered("本件不能这样制发这种文书：它不属于本项业务，或者须由流程的环节经审签后制发")


def _kinds_for(case: Case) -> Iterator[LetterKind]:
    house = platform()
    process = house.process(case.process)
    return (kind for kind in house.catalogue if kind.issued == "clerk" and house.is_for(kind, process))


def _issued_in(case: Case) -> frozenset[str]:
    return frozenset(db.session.scalars(select(IssuedLetter.kind).where(IssuedLetter.case_id == case.id)))


def _why_not(kind: LetterKind, issued: frozenset[str]) -> str:
    if not kind.after or issued.intersection(kind.after):
        return ""
    names = "或者".join(f"《{platform().catalogue.kind(name).name}》" for name in kind.after)
    return f"须先制发{names}，本件还没有这一记录"
