"""预览并确认: which letters an act would number, shown before it is done; what is confirmed is what was shown.

The act is rehearsed: done in full and thrown away. So the preview is the letter itself, whatever form or diagram makes
it, with its number and code left open. `mark` stands for what was shown; another letter under it is refused.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.actor import Actor
from app.casework.acts.commands import UseCase, rehearse
from app.casework.letters.by_clerk import KNOWN_AT_ISSUE, LetterChanged
from app.casework.letters.kept_texts import kind_of_letter
from app.casework.models import IssuedLetter
from app.letters.catalogue import LetterKind
from app.letters.facts import frozen_json

OPEN_UNTIL_ISSUED = KNOWN_AT_ISSUE - {"issued_on"}


@dataclass(frozen=True)
class Shown:
    """A letter as it would go out, but for its number and its code."""

    kind: LetterKind
    facts: dict[str, Any]
    recipient: str


def would_issue(use: UseCase, *, actor: Actor, now: datetime, case_id: int, **arguments: Any) -> list[Shown]:
    """The letters to somebody outside that this act would number. Raises whatever the act itself would raise."""
    found: list[Shown] = rehearse(
        use, actor=actor, now=now, case_id=case_id, look=letters_of_act, **arguments
    )
    return found


def letters_of_act(act: Act) -> list[Shown]:
    """The letters that the act has numbered so far; forms of the file go to nobody and are not asked about."""
    return [_shown(letter) for letter in act.numbered if letter.recipient != "internal"]


def _shown(letter: IssuedLetter) -> Shown:
    facts = {name: value for name, value in letter.facts.items() if name not in OPEN_UNTIL_ISSUED}
    to = letter.recipient_name or str(letter.facts.get("applicant_name") or "")
    return Shown(kind_of_letter(letter), facts, to)


def mark_of(shown: list[Shown]) -> str:
    """What a confirmation is bound to: wording, facts and day of every letter."""
    said = "\n".join(f"{one.kind.kind} {one.kind.version_hash} {frozen_json(one.facts)}" for one in shown)
    return hashlib.sha256(said.encode()).hexdigest()


def refuse_unshown(act: Act) -> None:
    """For an act before which no letter was shown: it numbers none to anybody outside. Raises LetterChanged."""
    if letters_of_act(act):
        raise LetterChanged()


def as_shown(confirmed: str | None) -> Callable[[Act], None] | None:
    """What `perform` holds an act against before it commits; None where nobody was shown anything.

    It raises LetterChanged when the act numbers other letters than those that were shown.
    """
    if confirmed is None:
        return None

    def refuse_others(act: Act) -> None:
        if mark_of(letters_of_act(act)) != confirmed:
            raise LetterChanged()

    return refuse_others
