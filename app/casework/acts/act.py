"""An act: who acts, when, on which case, and what it leaves in the audit. It knows no process, clock or engine.

Nothing here commits. `acts.commands.perform` makes the act, runs the use case, projects and commits.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from app.casework.acts.actor import Actor, ActorKind
from app.casework.acts.audit import AuditLine
from app.casework.acts.errors import CaseIsClosed
from app.casework.acts.locked import Found
from app.casework.models import Case
from app.casework.store.files import hash_of
from app.office import permissions
from app.office.models import Person
from app.office.organs import name_of_unit
from app.office.permissions import Permission
from app.office.post_of_act import post_of_act
from app.office.standing import Post, Standing, standing_of


class Projecting(Protocol):
    """What an act carries along and writes once, after the use case: the engine's run of the case."""

    def project(self) -> None: ...


@dataclass(frozen=True)
class Wish:
    """A message of the outbox that was added."""

    id: int
    kind: str
    key: str


@dataclass
class Act:
    """One act of the office, inside one transaction."""

    actor: Actor
    now: datetime
    case: Case | None = None
    found: Found | None = None  # what was read under the lock of the case
    lines: list[AuditLine] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    numbered: list[Any] = field(default_factory=list)  # letters that got their number in it
    kept: dict[str, bytes] = field(default_factory=dict)
    run: Projecting | None = None
    _standing: Standing | None = None
    _post: Post | None = None

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def the_case(self) -> Case:
        if self.case is None:
            raise LookupError("this act has no case")
        return self.case

    def leave_case(self) -> None:
        """The act goes on with a case that it opens itself: what was read of the first, and its run, stay behind."""
        self.case, self.found, self.run = None, None, None

    def require(self, permission: Permission, subject: Any = None) -> None:
        """Raises NotAllowed unless the acting person may do this to the subject (default: the case)."""
        if self.actor.kind is not ActorKind.PERSON or self.actor.person is None:
            return
        standing, about = self._whoever_acts(self.actor.person), subject if subject is not None else self.case
        permissions.check(permission, standing, about, self.today)
        if self._post is None:
            self._post = post_of_act(standing, permission, about)

    def _whoever_acts(self, person: Person) -> Standing:
        """What the person stands for, read once an act on a case; an administrator's act may change it half way."""
        if self.case is None:
            return standing_of(person, self.today)
        if self._standing is None:
            self._standing = standing_of(person, self.today)
        return self._standing

    def unit_name(self) -> str:
        """The unit under whose post this was done, for the record: that of the first permission that was needed.

        Empty for the portal, the system, and whoever holds no post.
        """
        if self.actor.kind is not ActorKind.PERSON or self.actor.person is None:
            return ""
        post = self._post or post_of_act(self._whoever_acts(self.actor.person), None, self.case)
        return name_of_unit(post.unit_id) if post else ""

    @property
    def on_behalf_of_id(self) -> int | None:
        """Whose post it is under which this is done, where the person stands in for somebody absent."""
        return self._post.on_behalf_of_id if self._post is not None else None

    def require_open(self) -> None:
        """Raises CaseIsClosed for a case that is closed or archived."""
        if not self.the_case.is_open:
            raise CaseIsClosed()

    def audit(self, tag: str, summary: str = "", *, node: str = "", **detail: Any) -> None:
        """A line of the audit chain and of the case's timeline. No personal data in summary or detail.

        Without a case, `unit=` or `person=` (ids) name whom it concerns (`casework.audit_organs`).
        """
        case_id = self.case.id if self.case is not None else None
        self.lines.append(AuditLine(tag, summary, node, case_id, detail))

    def keep(self, data: bytes) -> str:
        """Bytes for the file store: written when all else of the act is done, just before it commits. Their hash."""
        name = hash_of(data)
        self.kept[name] = data
        return name
