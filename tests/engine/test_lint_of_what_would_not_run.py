"""Drawings that would not run as they are drawn are refused with the reason."""

import re

import pytest

from app.engine.diagrams import DiagramSet
from app.engine.findings import Finding
from app.engine.lint import check_diagrams
from tests.engine.changed_diagrams import CONDITION, OPERATOR, SMALL_END, findings_after
from tests.engine.helpers import VOCABULARY, diagrams_of


@pytest.mark.parametrize(
    ("name", "old", "new", "element", "what"),
    [
        ("small", SMALL_END, f'{SMALL_END}<bpmn:errorEventDefinition id="x" />', "x", "错误事件"),
        ("small", SMALL_END, f'{SMALL_END}<bpmn:compensateEventDefinition id="x" />', "x", "当作空事件"),
        ("small", SMALL_END, f'<bpmn:subProcess id="x" triggeredByEvent="true" />{SMALL_END}',
         "x", "调用活动"),
        ("small", SMALL_END, f'<bpmn:adHocSubProcess id="x" />{SMALL_END}', "x", "试验"),
        ("small", SMALL_END, f'<bpmn:transaction id="x" />{SMALL_END}', "x", "事务"),
        ("small", SMALL_END, f'<bpmn:task id="x" />{SMALL_END}', "x", "任务类型"),
        ("small", SMALL_END, f'<bpmn:sendTask id="x" />{SMALL_END}', "x", "服务任务"),
        ("small", SMALL_END, f'<bpmn:complexGateway id="x" />{SMALL_END}', "x", "复杂网关"),
        ("small", SMALL_END, f'<bpmn:eventBasedGateway id="x" />{SMALL_END}', "x", "事件网关"),
        ("small", SMALL_END, f'<bpmn:dataStoreReference id="x" />{SMALL_END}', "x", "数据存储"),
        ("small", SMALL_END,
         '<bpmn:intermediateThrowEvent id="x"><bpmn:linkEventDefinition id="y" name="l" />'
         f"</bpmn:intermediateThrowEvent>{SMALL_END}", "y", "链接事件"),
        ("reminder", "timeDuration", "timeDate", "definition_BT_over", "期限由时钟计算"),
        ("reminder", "timeDuration", "timeCycle", "definition_BT_over", "循环计时器"),
        ("request", "messageEventDefinition", "signalEventDefinition", "definition_E_withdrawn", "信号"),
        ("request", "messageEventDefinition", "conditionalEventDefinition",
         "definition_E_withdrawn", "条件事件"),
        ("small", OPERATOR, f"<spiffworkflow:preScript>x = 1</spiffworkflow:preScript>{OPERATOR}",
         "S_note", "前置脚本"),
        ("small", OPERATOR, f'{OPERATOR}<form xmlns="urn:other" />', "S_note", "被忽略"),
        ("consultation", "<bpmn:loopDataInputRef>signers</bpmn:loopDataInputRef>",
         "<bpmn:loopCardinality>3</bpmn:loopCardinality>", "T_sign", "次数"),
    ],
)  # fmt: skip
def test_each_symbol_that_would_not_run_as_drawn_is_refused_with_its_reason(name, old, new, element, what):
    found = findings_after(name, old, new)
    assert any(finding.element == element and re.search(what, finding.what) for finding in found), found


def test_two_flows_between_the_same_nodes_are_refused():
    twice = '<bpmn:sequenceFlow id="twice" sourceRef="S_note" targetRef="T_decide" /></bpmn:process>'
    found = findings_after("small", "</bpmn:process>", twice)
    assert Finding("small.bpmn", "twice", "两个节点之间只能有一条连线") in found


def test_a_condition_away_from_a_gateway_is_refused():
    plain = 'sourceRef="S_note" targetRef="T_decide" />'
    found = findings_after(
        "small", plain, plain[:-2] + f">{CONDITION}</bpmn:conditionExpression></bpmn:sequenceFlow>"
    )
    assert Finding("small.bpmn", "f_S_note__T_decide", "条件连线只能从排他网关或包容网关引出") in found


@pytest.mark.parametrize(
    ("new", "what"),
    [("Start", "内部名称"), ("任务", "英文字母"), ("T.check", "英文字母"), ("E_signing", "重复")],
)
def test_ids_are_plain_and_name_one_thing_in_the_whole_set(new, what):
    found = findings_after("request", "T_register", new)
    assert any(finding.element == new and what in finding.what for finding in found), found


def test_a_process_may_not_call_itself_by_way_of_another():
    text = diagrams_of("request").files["signing.bpmn"].decode()
    start = text.index('<bpmn:userTask id="T_sign_leader"')
    end = text.index("</bpmn:userTask>", start)
    task = text[start:end]
    called = task.replace("bpmn:userTask", "bpmn:callActivity").replace(
        'name="分管领导签发"', 'name="分管领导签发" calledElement="request"'
    )
    files = {
        **diagrams_of("request").files,
        "signing.bpmn": (text[:start] + called + "</bpmn:callActivity>" + text[end + 16 :]).encode(),
    }
    found = check_diagrams(DiagramSet("request", files), VOCABULARY)
    assert {finding.element for finding in found if "调用了自己" in finding.what} == {
        "CA_signing",
        "T_sign_leader",
    }


def test_a_branch_that_turns_for_ever_needs_one_beside_it_that_terminates():
    found = check_diagrams(
        DiagramSet(
            "request",
            {
                name: data.replace(b"<bpmn:terminateEventDefinition", b"<!-- ")
                .replace(b'id="definition_E_archived" />', b"-->")
                .replace(b'id="definition_E_withdrawn_end" />', b"-->")
                for name, data in diagrams_of("request").files.items()
            },
        ),
        VOCABULARY,
    )
    assert {finding.element for finding in found} == {
        "G_extension_again",
        "E_extension",
        "T_extension",
        "G_extension",
        "S_extension",
    }


def test_a_loop_without_a_person_is_refused():
    found = check_diagrams(diagrams_of("endless"), VOCABULARY)
    assert found == [Finding("endless.bpmn", "G_in", "环路中没有人工环节或等待事件，会无休止循环")]
