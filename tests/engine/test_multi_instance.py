import pytest

from app.engine import state
from app.engine.adaptation import RunScriptEngine
from app.engine.errors import StepFailed
from app.engine.runner import Run
from app.engine.specifications import prepare
from app.engine.trail import TrailRecorder
from tests.engine.helpers import DrivenCase


@pytest.fixture
def case():
    facts = {"third_parties": ["甲公司", "乙公司", "丙公司"], "signers": ["张", "李"]}
    return DrivenCase("consultation", facts).complete("T_prepare")


def consult_all(case):
    for name in ("丙公司", "甲公司", "乙公司"):
        case.complete("T_consult", name, opinion=f"{name}同意")
    return case


def test_everybody_on_the_list_gets_a_task(case):
    assert sorted(task.assignee for task in case.run.ready()) == ["丙公司", "乙公司", "甲公司"]
    assert {task.answer for task in case.run.ready()} == {"opinion"}


def test_answers_may_come_in_any_order_with_a_reload_after_each(case):
    consult_all(case)
    assert case.nodes == ["T_sign"]
    assert sorted(case.run._open_tasks()[0].data["opinions"]) == ["丙公司同意", "乙公司同意", "甲公司同意"]


def test_a_missing_answer_is_a_failed_step(case):
    with pytest.raises(StepFailed):
        case.complete("T_consult", "甲公司")


def test_signatures_come_one_after_the_other(case):
    consult_all(case)
    assert [task.assignee for task in case.run.ready()] == ["张"]
    case.complete("T_sign", "张", signature="approve")
    assert [task.assignee for task in case.run.ready()] == ["李"]
    assert case.complete("T_sign", "李", signature="approve").run.completed


def test_a_refusal_ends_the_round_and_the_next_round_starts_anew(case):
    consult_all(case).complete("T_sign", "张", signature="reject")
    assert case.nodes == ["T_revise"]
    case.complete("T_revise").complete("T_sign", "张", signature="approve")
    case.complete("T_sign", "李", signature="reject").complete("T_revise")
    case.complete("T_sign", "张", signature="approve").complete("T_sign", "李", signature="approve")
    assert case.run.completed


def test_the_deadline_takes_all_open_copies_away(case):
    case.complete("T_consult", "甲公司", opinion="同意").fire("BT_consult")
    assert case.nodes == ["T_sign"]
    assert case.deadlines == []


def test_a_reminder_leaves_all_copies_open(case):
    case.fire("BT_remind")
    assert case.nodes == ["T_consult"] * 3
    assert case.perform.names == ["remind"]
    assert consult_all(case).nodes == ["T_sign"]


def test_a_state_from_the_middle_goes_on_upon_a_freshly_read_diagram(case):
    case.complete("T_consult", "甲公司", opinion="同意")
    fresh = prepare(case.diagrams)  # another process of the operating system has parsed the files itself
    workflow, trail = state.unpack(case.run.dump(), fresh, RunScriptEngine(case.perform))
    case.run = Run(fresh, workflow, TrailRecorder(fresh, trail))
    case.reload = False
    case.complete("T_consult", "乙公司", opinion="同意").complete("T_consult", "丙公司", opinion="同意")
    assert case.nodes == ["T_sign"]


def test_an_empty_list_passes_at_once():
    facts = {"third_parties": [], "signers": ["张"]}
    assert DrivenCase("consultation", facts).complete("T_prepare").nodes == ["T_sign"]


def test_copies_offer_no_choices(case):
    assert {task.choices for task in case.run.ready()} == {()}
