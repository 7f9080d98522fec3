"""What the check of diagrams says of an element is true: what the file has is never said not to exist."""

import re

import pytest

from app.engine.lint import check_diagrams
from tests.engine.changed_diagrams import SMALL_END, changed, findings_after
from tests.engine.helpers import VOCABULARY

JOINED = '<bpmn:sequenceFlow id="f_x" sourceRef="{node}" targetRef="T_decide" /></bpmn:process>'
DRAWN = '<bpmndi:BPMNShape id="shape_x" bpmnElement="{node}"><dc:Bounds x="1" y="1" width="9" height="9" />'
REFUSED = {
    "task": '<bpmn:task id="x" name="核对" />',
    "send task": '<bpmn:sendTask id="x" name="告知" />',
    "event gateway": '<bpmn:eventBasedGateway id="x" name="等待" />',
    "note": '<bpmn:textAnnotation id="x"><bpmn:text>说明</bpmn:text></bpmn:textAnnotation>',
    "data": '<bpmn:dataObjectReference id="x" name="材料" />',
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_may_not_be_drawn_is_refused_once_and_not_said_to_be_missing(kind):
    found = findings_after("small", SMALL_END, f"{REFUSED[kind]}{SMALL_END}")
    assert [one for one in found if one.element == "x"], found
    assert [one for one in found if "不存在" in one.what] == []


@pytest.mark.parametrize(
    ("node", "claim"), [("x", "连线的一端 x 不是可以执行的图形"), ("nowhere", "连线的一端 nowhere 不存在")]
)
def test_an_arrow_that_ends_at_nothing_is_told_apart_from_one_at_what_does_not_run(node, claim):
    files = changed("small", SMALL_END, f"{REFUSED['task']}{SMALL_END}").files
    text = files["small.bpmn"].decode().replace("</bpmn:process>", JOINED.format(node=node))
    found = {one.what for one in check_diagrams({"small.bpmn": text.encode()}, VOCABULARY)}
    assert claim in found
    assert [what for what in found if re.search("连线的一端", what)] == [claim]


@pytest.mark.parametrize(
    ("node", "claim"), [("x", "画在图上，但不会执行"), ("nowhere", "图上画了不存在的元素")]
)
def test_a_shape_of_nothing_is_told_apart_from_one_of_what_does_not_run(node, claim):
    files = changed("small", SMALL_END, f"{REFUSED['task']}{SMALL_END}").files
    shape = f"{DRAWN.format(node=node)}</bpmndi:BPMNShape></bpmndi:BPMNPlane>"
    text = files["small.bpmn"].decode().replace("</bpmndi:BPMNPlane>", shape)
    found = check_diagrams({"small.bpmn": text.encode()}, VOCABULARY)
    assert [one.what for one in found if one.element == node and "图上" in one.what] == [claim]
