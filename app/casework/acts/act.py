"""An act: who acts, when, on which case; and the doors through which a use case changes things.

Nothing here commits. `casework.acts.commands.perform` makes the act, runs the use case, projects and commits.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.casework.acts.audit import AuditLine
from app.casework.acts.errors import CaseIsClosed
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.messages import outbox
from app.casework.models import Case, OutboxMessage
from app.casework.models.outbox import OutboxPolicy
from app.casework.run.workflow import Workflow
from app.casework.store.files import hash_of
from app.casework.terms import clocks
from app.office import permissions
from app.office.models import Person
from app.office.permissions import Permission
from app.office.standing import Standing, standing_of


class ActorKind(StrEnum):
    PERSON = "person"
    APPLICANT = "applicant"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acts: a person of the office, an applicant on the portal, or the system (a due timer, a job)."""

    kind: ActorKind
    name: str
    person: Person | None = None
    unit_name: str = ""

    @property
    def person_id(self) -> int | None:
        return self.person.id if self.person else None


SYSTEM = Actor(ActorKind.SYSTEM, "系统")
APPLICANT = Actor(ActorKind.APPLICANT, "申请人")


def of_person(person: Person, unit_name: str = "") -> Actor:
    """The actor for a signed-in person."""
    return Actor(ActorKind.PERSON, person.name, person, unit_name)


@dataclass
class Act:
    """One act of the office, inside one transaction."""

    actor: Actor
    now: datetime
    case: Case | None = None
    lines: list[AuditLine] = field(default_factory=list)
    wishes: list[OutboxMessage] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    _workflow: Workflow | None = None
    _standing: Standing | None = None

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def the_case(self) -> Case:
        if self.case is None:
            raise LookupError("this act has no case")
        return self.case

    @property
    def process(self) -> Process:
        return platform().process(self.the_case.process)

    @property
    def workflow(self) -> Workflow:
        """The engine's run of this case, loaded when first needed."""
        if self._workflow is None:
            self._workflow = Workflow(self)
        return self._workflow

    @property
    def has_workflow(self) -> bool:
        return self._workflow is not None

    def require(self, permission: Permission, subject: Any = None) -> None:
        """Raises NotAllowed unless the acting person may do this to the subject (default: the case)."""
        if self.actor.kind is ActorKind.PERSON and self.actor.person is not None:
            permissions.check(
                permission, self._whoever_acts(self.actor.person), subject if subject is not None else self.case,
                self.today,
            )  # fmt: skip

    def _whoever_acts(self, person: Person) -> Person | Standing:
        """What the person stands for, read once an act on a case; an administrator's act may change it half way."""
        if self.case is None:
            return person
        if self._standing is None:
            self._standing = standing_of(person, self.today)
        return self._standing

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

    def event(self, type_: str, on: date | None = None, **data: Any) -> None:
        """A clock event of the case (append only); clocks are recomputed at once."""
        clocks.append_event(self.the_case, type_, on or self.today, data, self.now)
        clocks.recompute(self.the_case, self.today)

    def keep(self, data: bytes) -> str:
        """Bytes for the file store: written when all else of the act is done, just before it commits. Their hash."""
        name = hash_of(data)
        self.kept[name] = data
        return name

    def wish(
        self, kind: str, key: str, payload: dict[str, Any], policy: OutboxPolicy = OutboxPolicy.RETRY
    ) -> None:
        """An effect outside the database, done by the outbox worker after the commit; the same key is added once."""
        message = outbox.add(kind, key, payload, self.now, policy, self.case.id if self.case else None)
        if message is not None:
            self.wishes.append(message)
