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


@dataclass(frozen=True)
class ConsultingRule(Step):
    """`check(case)`: the process's rule, which raises what forbids to ask now.

    `flag`: of those on the card, what a case gets whose third parties are asked; empty for none.
    """

    check: Callable[[Case], None] = while_the_reply_clock_runs
    flag: str = ""


def check_may_ask(case: Case) -> ConsultingRule:
    """The process's rule. Raises what it forbids; CannotHappenNow where the process has no such step."""
    rule = needed_step(case, ConsultingRule, "征求意见")
    rule.check(case)
    return rule
