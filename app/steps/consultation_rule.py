"""When a process lets somebody be asked (征求意见): the rule that each act of the step begins with."""

from collections.abc import Callable
from dataclasses import dataclass

from app.casework.contract.steps import Step
from app.casework.models import Case
from app.casework.terms import clocks
from app.law import recording as rules
from app.steps.finding import needed_step


def while_the_reply_clock_runs(case: Case) -> None:
    """第三十三条第三款：only a running limit can stand still. Raises NoRunningReplyClock, AlreadyWithdrawn."""
    rules.check_can_consult(clocks.clocks_of(case))


def whenever(case: Case) -> None:
    """For a process that has no rule of its own."""


def always(case: Case) -> bool:
    """For a process whose every limit stands still while somebody outside is asked."""
    return True


@dataclass(frozen=True)
class ConsultingRule(Step):
    """`check(case)`: the process's rule, which raises what forbids to ask now.

    `flag`: of those on the card, what a case gets whose third parties are asked; empty for none.
    `may_tell(case)`: raises what forbids to tell an objecting party of a disclosure now; `notice`: the kind of letter
    by which who applied learns that the time does not count, if the process has one. `stands_still(case)`: whether it
    does not count in this case.
    """

    check: Callable[[Case], None] = while_the_reply_clock_runs
    flag: str = ""
    may_tell: Callable[[Case], None] = whenever
    notice: str = ""
    stands_still: Callable[[Case], bool] = always


def check_may_ask(case: Case) -> ConsultingRule:
    """The process's rule. Raises what it forbids; CannotHappenNow where the process has no such step."""
    rule = consulting_rule(case)
    rule.check(case)
    return rule


def consulting_rule(case: Case) -> ConsultingRule:
    """The step as the case's process has it. Raises CannotHappenNow where it has none."""
    return needed_step(case, ConsultingRule, "征求意见")
