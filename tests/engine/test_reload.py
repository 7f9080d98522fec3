"""Storing and restoring after every step changes nothing; whatever people answer, a case goes on or ends."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.helpers import REQUEST_FACTS, DrivenCase

CONSULTATION_FACTS = {"third_parties": ["a", "b"], "signers": ["x", "y"]}


class Pair:
    """One case reloaded after every step, one never; both get the same answers."""

    def __init__(self, name, facts):
        self.cases = [DrivenCase(name, facts, reload=reload) for reload in (True, False)]
        self.check()

    def check(self):
        reloaded, kept = (case.look() for case in self.cases)
        assert reloaded == kept

    def step(self, kind, *arguments, **facts):
        for case in self.cases:
            getattr(case, kind)(*arguments, **facts)
        self.check()

    @property
    def possible(self):
        case = self.cases[0]
        tasks = case.run.ready()
        steps = [
            ("complete", task.node, task.assignee, *answer) for task in tasks for answer in answers(task)
        ]
        steps += [("fire", timer.node) for timer in case.run.timers()]
        return sorted(steps, key=str) + [("throw", message) for message in sorted(case.run.messages())]


def answers(task):
    """What a person may answer: (name, value) pairs."""
    if task.answer:
        return [(task.answer, "approve"), (task.answer, "reject")]
    return [(choice.name, choice.value) for choice in task.choices] or [("opinion_text", "同意")]


def check_walk(pair, data, longest):
    """Random steps until the case ends or the walk is long enough."""
    for _ in range(longest):
        if pair.cases[0].run.completed:
            return
        assert pair.cases[0].nodes, "neither ended nor anybody's turn"
        step = data.draw(st.sampled_from(pair.possible))
        if step[0] == "complete":
            _, node, assignee, name, value = step
            pair.step("complete", node, assignee, **{name: value, "outcome_class": data.draw(OUTCOMES)})
        else:
            pair.step(*step)


OUTCOMES = st.sampled_from(["granted", "partly", "denied", "unavailable", "not_processed", "other"])
SLOW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(data=st.data())
def test_a_request_always_goes_on_or_ends(data):
    check_walk(Pair("request", REQUEST_FACTS), data, longest=25)


@SLOW
@given(data=st.data())
def test_a_consultation_always_goes_on_or_ends(data):
    check_walk(Pair("consultation", CONSULTATION_FACTS), data, longest=15)


@SLOW
@given(data=st.data())
def test_a_reminded_task_always_goes_on_or_ends(data):
    check_walk(Pair("reminder", {}), data, longest=6)


@pytest.mark.parametrize("sent_back", [0, 1, 2])
def test_the_whole_way_of_a_request_is_the_same_with_and_without_reload(sent_back):
    pair = Pair("request", REQUEST_FACTS)
    pair.step("complete", "T_register")
    pair.step("complete", "T_screening", screening="clarify")
    pair.step("fire", "BT_clarification")
    pair.step("complete", "T_confirm_lapse", lapse="default")
    pair.step("complete", "T_screening", screening="accept")
    pair.step("throw", "extension_requested")
    pair.step("complete", "T_assign")
    pair.step("complete", "T_handle", outcome_class="denied")
    for _ in range(sent_back):
        pair.step("complete", "T_draft")
        pair.step("complete", "T_sign_unit_head", sign_unit_head="approve")
        pair.step("complete", "T_sign_legal", sign_legal="default")
    pair.step("complete", "T_draft")
    pair.step("complete", "T_extension", extension_decision="approve")
    for name in ("unit_head", "legal", "office_head", "leader"):
        pair.step("complete", f"T_sign_{name}", **{f"sign_{name}": "approve"})
    pair.step("complete", "T_issue")
    pair.step("complete", "T_deliver", delivery="failed")
    pair.step("complete", "T_deliver", delivery="default")
    pair.step("complete", "T_archive")
    assert pair.cases[0].run.completed
