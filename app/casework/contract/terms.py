"""The facet of time: which clocks lead, which wait for somebody outside, when to warn, which count as punctual."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.law.clock import ClockKind, Unit
from app.law.clocks import Clocks


class Stage(StrEnum):
    """A reminder on the way of a clock. Values are stored, so never renamed."""

    DUE_SOON = "due_soon"  # 临期
    DUE_TODAY = "due_today"  # 今日到期
    OVERDUE = "overdue"  # 逾期
    LAPSED = "lapsed"  # 期满：the office waited, and what it waited for did not come


IN_DAYS = (Stage.DUE_SOON, Stage.DUE_TODAY, Stage.OVERDUE)
IN_HOURS = (Stage.DUE_SOON, Stage.OVERDUE)
SOON_IN_DAYS = 3  # working days
SOON_IN_HOURS = 4  # the last quarter of a limit in hours, at least one hour


@dataclass(frozen=True)
class Rule:
    """When to warn of one kind of clock.

    `soon`: how long ahead it counts as near, in working days, for a limit in hours in hours; None: the platform's.
    `stages`: what is raised; None: near, due today (not for hours) and overdue. `chase_every`: working days between
    two reminders while it runs; 0: none. `only_in`: forms of tasks; none of its warnings comes unless one is open.
    """

    soon: int | None = None
    stages: tuple[Stage, ...] | None = None
    chase_every: int = 0
    only_in: frozenset[str] = frozenset()

    def stages_for(self, unit: str | None) -> tuple[Stage, ...]:
        if self.stages is not None:
            return self.stages
        return IN_HOURS if unit == Unit.HOUR else IN_DAYS

    def margin(self, unit: str, limit: int) -> int:
        """How long ahead, in working days or, for a limit in hours, in hours."""
        if self.soon is not None:
            return self.soon
        return max(1, limit // SOON_IN_HOURS) if unit == Unit.HOUR else SOON_IN_DAYS


SILENT = Rule(stages=())  # chances and rights, which nobody can miss
ENDS = Rule(stages=(Stage.LAPSED,))  # somebody else's period: only its end is the office's business


def nothing_awaited(found: Clocks) -> str | None:
    """For a process in which nothing is awaited before its clock runs."""
    return None


@dataclass(frozen=True)
class Terms:
    """`leading`: kinds of clocks that a case is shown by, the first that runs leads; none: the case has no limit.

    `waiting`: those of them that run for somebody outside, with the words for it; they are never overdue here.
    `awaited`: the kind that is waited for though its clock does not run yet, if any.
    `rules`: when to warn; a leading kind without one has the platform's, any other kind is silent.
    `punctual`: kinds by which the board says whether a case was answered in time.
    """

    leading: tuple[str, ...] = ()
    waiting: Mapping[str, str] = field(default_factory=dict)
    awaited: Callable[[Clocks], str | None] = nothing_awaited
    rules: Mapping[str, Rule] = field(default_factory=dict)
    punctual: tuple[str, ...] = ()

    def rule(self, kind: str) -> Rule:
        """The rule of a kind; silence for what the card does not name."""
        return self.rules.get(kind) or (Rule() if kind in self.leading else SILENT)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Field and sentence for each thing that the house cannot take in."""
        named = {
            "leading": self.leading,
            "waiting": self.waiting,
            "rules": self.rules,
            "punctual": self.punctual,
        }
        for name, kinds in named.items():
            for kind in kinds:
                if kind not in set(ClockKind):
                    yield f"terms.{name}", f"没有名为“{kind}”的期限"
        for kind in self.waiting:
            if kind not in self.leading:
                yield "terms.waiting", f"“{kind}”不在 leading 之中，等待的字样不会出现"
        for kind, rule in self.rules.items():
            if (rule.soon or 0) < 0 or rule.chase_every < 0:
                yield "terms.rules", f"“{kind}”的提前量或者催办间隔小于 0"
