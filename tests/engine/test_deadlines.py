import pytest

from app.engine.errors import NoSuchTask
from tests.engine.helpers import DrivenCase, request_case


def test_a_deadline_is_named_not_dated():
    case = request_case().complete("T_register").complete("T_screening", screening="clarify")
    timer = case.run.timers()[0]
    assert (timer.node, timer.title, timer.deadline) == ("BT_clarification", "补正期满", "clarification")


def test_a_deadline_never_fires_by_itself():
    case = DrivenCase("reminder")
    for _ in range(3):
        case._store()
        case.run._workflow.refresh_timers()
    assert (case.nodes, case.deadlines) == (["T_work"], ["limit", "warning"])


def test_an_interrupting_deadline_takes_the_task_away():
    case = DrivenCase("reminder").fire("BT_over")
    assert (case.nodes, case.deadlines) == (["T_explain"], [])
    assert case.complete("T_explain").run.completed


def test_a_deadline_that_only_reminds_leaves_the_task():
    case = DrivenCase("reminder").fire("BT_warn")
    assert (case.nodes, case.deadlines, case.perform.names) == (["T_work"], ["limit"], ["remind"])
    case.fire("BT_over")
    assert case.nodes == ["T_explain"]


def test_finishing_the_task_ends_its_deadlines():
    case = DrivenCase("reminder").complete("T_work")
    assert case.run.completed
    assert case.deadlines == []


def test_finishing_the_task_after_the_reminder_ends_the_case():
    assert DrivenCase("reminder").fire("BT_warn").complete("T_work").run.completed


def test_a_deadline_fires_once():
    case = DrivenCase("reminder")
    timer = case.run.timers()[0]
    case.run.fire(timer.task_id)
    case._store()
    with pytest.raises(NoSuchTask):
        case.run.fire(timer.task_id)


def test_a_task_is_not_a_deadline():
    case = DrivenCase("reminder")
    with pytest.raises(NoSuchTask):
        case.run.fire(case.task("T_work").id)


def test_a_message_is_not_a_deadline():
    case = request_case()
    waiting = case.run._waiting_events()[0]
    with pytest.raises(NoSuchTask):
        case.run.fire(str(waiting.id))


def test_a_deadline_comes_back_with_each_turn_of_the_loop():
    case = request_case().complete("T_register")
    for _ in range(3):
        case.complete("T_screening", screening="clarify")
        assert case.deadlines == ["clarification"]
        case.fire("BT_clarification").complete("T_confirm_lapse", lapse="default")
        assert (case.nodes, case.deadlines) == (["T_screening"], [])
    assert case.perform.names.count("receive_clarification") == 3
