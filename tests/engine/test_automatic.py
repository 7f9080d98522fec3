"""What runs by itself runs in the library's own order, for the operations of a case are called in it."""

import pytest
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow

from app.engine import state
from app.engine.adaptation import RunScriptEngine
from app.engine.automatic import do_automatic, ready_tasks
from app.engine.specifications import specification_of
from tests.engine.helpers import DrivenCase, request_case, request_case_in_signing, sign


def consultation() -> DrivenCase:
    facts = {"third_parties": ["甲公司", "乙公司", "丙公司"], "signers": ["张", "李"]}
    return DrivenCase("consultation", facts)


def extension_beside_signing() -> DrivenCase:
    return request_case_in_signing().throw("extension_requested")


SITUATIONS = {
    "first task": (request_case, "T_register", {}),
    "into the called process": (
        lambda: request_case().complete("T_register").complete("T_screening", screening="accept")
        .complete("T_assign").complete("T_handle", outcome_class="denied"), "T_draft", {}),
    "within the called process": (request_case_in_signing, "T_sign_unit_head", {"sign_unit_head": "approve"}),
    "out of the called process": (
        lambda: sign(request_case_in_signing("granted"), "unit_head"),
        "T_sign_office_head", {"sign_office_head": "approve"}),
    "beside the called process": (extension_beside_signing, "T_extension", {"extension_decision": "approve"}),
    "many at once": (consultation, "T_prepare", {}),
}  # fmt: skip


def copy_with_task_done(case, node, facts, is_the_librarys=False):
    """The workflow with the task run and everything behind it still to be done; with the library's own walks or ours.

    Theirs is made of what ours has stored: the classes alone are put back.
    """
    specification = specification_of(case.diagrams)
    workflow, _trail = state.unpack(case.run.dump(), specification, RunScriptEngine(case.perform))
    if is_the_librarys:
        workflow.__class__ = BpmnWorkflow
        for called in workflow.subprocesses.values():
            called.__class__ = BpmnSubWorkflow
    task = next(task for task in workflow.get_tasks(manual=True) if str(task.id) == case.task(node).id)
    task.data.update(facts)
    task.run()
    return workflow


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_same_tasks_run_in_the_same_order_as_in_the_library(name):
    make, node, facts = SITUATIONS[name]
    case, ours, theirs = make(), [], []
    here = copy_with_task_done(case, node, facts)
    there = copy_with_task_done(case, node, facts, is_the_librarys=True)
    do_automatic(here, lambda task: ours.append(task.task_spec.name))
    there.do_engine_steps(did_complete_task=lambda task: theirs.append(task.task_spec.name))
    assert ours == theirs != []
    assert looks(here) == looks(there)


def looks(workflow):
    return [(task.task_spec.name, task.state, task.data) for task in workflow.get_tasks()]


def test_several_ready_tasks_stand_in_the_order_of_the_tree():
    workflow = copy_with_task_done(consultation(), "T_prepare", {})
    do_automatic(workflow, lambda _task: None)
    found = ready_tasks(workflow, manual=True)
    assert len(found) == 3
    assert found == workflow.get_tasks(state=found[0].state, manual=True)


def test_a_task_within_a_called_process_is_found():
    workflow = extension_beside_signing().run._workflow
    names = [task.task_spec.name for task in ready_tasks(workflow, manual=True)]
    assert names == [task.task_spec.name for task in workflow.get_tasks(state=16, manual=True)]
    assert {"T_extension", "T_sign_unit_head"} == set(names)
