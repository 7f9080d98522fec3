"""A finding names the symbol as it is drawn, says in Chinese what the schema says, and misses no foreign attribute."""

import re
from pathlib import Path

import pytest

from app.engine.lint import check_diagrams
from app.engine.rules.schema_words import in_chinese
from tests.engine.changed_diagrams import changed, findings_after
from tests.engine.helpers import VOCABULARY, diagrams_of

FOREIGN = 'camunda:assignee="li" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'


def test_the_name_in_the_box_stands_with_the_id():
    (found,) = findings_after("small", 'value="check"', 'value="cheque"')
    assert (found.element, found.name, found.place) == ("T_check", "核对", "T_check“核对”")


def test_what_is_drawn_of_a_symbol_bears_its_name():
    files = changed("small", '<bpmndi:BPMNShape id="', '<bpmndi:BPMNShape colour="red" id="').files
    named = {one.name for one in check_diagrams(files, VOCABULARY) if "colour" in one.what}
    assert named
    assert named <= set(re.findall('name="([^"]+)"', files["small.bpmn"].decode()))


def test_every_finding_of_the_schema_is_chinese_and_without_addresses():
    text = diagrams_of("small").files["small.bpmn"].decode()
    broken = [
        re.sub('sourceRef="[^"]*"', "", text, count=1), text.replace("<dc:Bounds", "<dc:Boundaries", 1),
        text.replace('isExecutable="true"', 'isExecutable="vielleicht"', 1),
        text.replace("<bpmn:laneSet", '<bpmn:laneSet colour="red"', 1),
        text.replace("<bpmn:process", "x<bpmn:process", 1),
    ]  # fmt: skip
    said = [
        one.what for each in broken for one in check_diagrams({"small.bpmn": each.encode()}, VOCABULARY)
        if "XML 模式" in one.what
    ]  # fmt: skip
    assert len(said) >= len(broken)
    assert [what for what in said if re.search(r"[{}]|http| is | not |Expected", what)] == []
    assert any("sequenceFlow：缺少属性 sourceRef" in what for what in said), said
    assert any("属性 isExecutable：值“vielleicht”不符合类型 xs:boolean" in what for what in said), said


@pytest.mark.parametrize(
    "message",
    [
        "Element '{urn:a}b': Something that libxml2 says one day.",
        "Something quite different about {urn:a}.",
    ],
)
def test_what_nobody_foresaw_is_still_a_chinese_sentence(message):
    assert in_chinese(message).startswith("不符合标准的 XML 模式")
    assert "urn:a" not in in_chinese(message)


@pytest.mark.parametrize(
    ("name", "old"), [("small", '<bpmn:userTask id="T_check"'), ("small", '<bpmn:process id="small"')]
)
def test_an_attribute_of_another_tool_is_refused_where_it_stands(name, old):
    found = findings_after(name, old, f"{old} {FOREIGN}")
    said = [one for one in found if "属性 camunda:assignee：引擎不认识的扩展，执行时会被忽略" in one.what]
    assert [one.element for one in said] == [re.findall('id="([^"]+)"', old)[0]]


def test_a_decision_table_is_looked_at_as_well_but_may_keep_the_width_of_its_columns():
    file = next(Path("bpmn").rglob("*.dmn"))
    text = file.read_text("utf-8")
    tool = '<input xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0" biodi:width="192"'
    assert "属性" not in str(_findings(file.name, text.replace("<input", tool, 1)))
    assert "属性 camunda:assignee" in str(
        _findings(file.name, text.replace("<input", f"<input {FOREIGN}", 1))
    )


def _findings(name: str, text: str) -> list[str]:
    return [one.what for one in check_diagrams({name: text.encode()}, None)]


def test_what_the_tool_says_of_itself_and_colours_may_stay():
    own = 'xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Platform"'
    assert findings_after("small", "<bpmn:definitions", f"<bpmn:definitions {own}") == []
    painted = '<bpmndi:BPMNShape xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" bioc:stroke="#0d4372"'
    assert findings_after("small", "<bpmndi:BPMNShape", painted) == []
