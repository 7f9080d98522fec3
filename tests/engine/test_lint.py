import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.diagrams import DiagramSet
from app.engine.errors import DiagramError
from app.engine.findings import Finding, Vocabulary
from app.engine.lint import check_diagrams, require_sound
from tests.engine.changed_diagrams import OPERATOR, changed, findings_after
from tests.engine.helpers import VOCABULARY, diagrams_of, with_inserted_task


@pytest.mark.parametrize("name", ["request", "consultation", "reminder", "small", "round"])
def test_good_diagrams_pass(name):
    assert check_diagrams(diagrams_of(name), VOCABULARY) == []


def test_plain_files_can_be_checked_without_a_main_process():
    assert check_diagrams(diagrams_of("request").files, VOCABULARY) == []


def test_a_task_inserted_in_a_drawing_tool_passes():
    assert check_diagrams({"small.bpmn": with_inserted_task()}, VOCABULARY) == []


def test_a_finding_reads_file_element_what():
    finding = findings_after("small", 'value="check"', 'value="cheque"')[0]
    assert str(finding) == "small.bpmn:T_check“核对”: 未知的表单 cheque"


@pytest.mark.parametrize(
    ("name", "old", "new", "element", "what"),
    [
        # names that the process does not know
        ("small", 'value="check"', 'value=""', "T_check", "未知的表单"),
        ("small", 'name="form"', 'name="from"', "T_check", "未知的属性 from"),
        ("small", 'Operator id="note"', 'Operator id="nota"', "S_note", "未知的操作 nota"),
        ("small", 'name="受理岗"', 'name="收件岗"', "lane_small_0", "未知的泳道「收件岗」"),
        ("reminder", "'warning'", "'worning'", "BT_warn", "未知的期限 worning"),
        ("request", 'name="withdrawn"', 'name="withdrew"', "E_withdrawn", "未知的消息 withdrew"),
        # tasks
        ("small", 'name="核对"', "", "T_check", "任务缺少名称"),
        ("small", OPERATOR, "", "S_note", "没有指定操作"),
        ("small", ' resultVariable="r_S_note"', "", "S_note", "结果变量"),
        ("small", 'parameter id="case"', 'parameter id="the case"', "S_note", "参数"),
        ("small", "<bpmn:flowNodeRef>T_check</bpmn:flowNodeRef>", "", "T_check", "没有放在泳道中"),
        ("small", "<bpmn:flowNodeRef>S_note</bpmn:flowNodeRef>", "", "S_note", "只放在一个泳道"),
        ("request", 'calledElement="signing"', 'calledElement="sining"', "CA_signing", "调用的流程 sining"),
        ("request", 'calledElement="signing"', 'calledElement="request"', "CA_signing", "调用了自己"),
        ("request", ">signing_chain<", ">other_chain<", "B_chain", "决策表 other_chain"),
        # events
        ("small", ' isExecutable="true"', "", "small", "isExecutable"),
        ("small", 'name="小流程" isEx', "isEx", "small", "流程缺少名称"),
        ("request", ' messageRef="message_withdrawn"', "", "E_withdrawn", "没有指向有名称的消息"),
        ("request", 'name="申请人撤回"', "", "E_withdrawn", "事件缺少名称"),
        ("reminder", "'warning'", "limit_name", "BT_warn", "引号"),
        ("reminder", "'warning'", "'P15D'", "BT_warn", "未知的期限 P15D"),
        ("reminder", 'attachedToRef="T_work"', 'attachedToRef="G_end"', "BT_over", "没有附着在任务上"),
        # flows and gateways
        ("small", ' default="f_G_check__E_refused"', "", "G_check", "默认连线"),
        ("small", ' name="是否齐全？"', "", "G_check", "以问题命名"),
        ("small", ' name="齐全"', "", "f_G_check__S_note", "缺少名称"),
        ("small", 'targetRef="T_decide"', 'targetRef="T_nowhere"', "f_S_note__T_decide", "T_nowhere 不存在"),
        ("small", ">f_T_check__G_check</bpmn:outgoing>", ">f_x</bpmn:outgoing>", "T_check",
         "outgoing 与实际连线不一致"),
        ("small", 'sourceRef="S_note" targetRef="T_decide"', 'sourceRef="S_note" targetRef="E_end"',
         "T_decide", "无法到达"),
        ("round", 'sourceRef="G_out" targetRef="G_in"', 'sourceRef="G_out" targetRef="T_again"',
         "T_again", "先用网关汇合"),
        ("round", 'sourceRef="E_begin" targetRef="G_in"', 'sourceRef="E_begin" targetRef="G_out"',
         "G_out", "汇合与分支"),
        # code
        ("small", 'check == "complete"', "check.complete", "f_G_check__S_note", "Attribute"),
        ("small", 'check == "complete"', "", "f_G_check__S_note", "表达式为空"),
        ("small", 'check == "complete"', "check == true", "f_G_check__S_note", "True"),
        ("small", 'value="case_id"', 'value="open(case_id)"', "S_note", "只允许调用"),
        ("request", 'signing = "approved"', "import os", "X_approved", "Import"),
        ("request", 'signing = "approved"', "_x = 1", "X_approved", "下划线"),
        ("request", 'signing = "approved"', "len = 1", "X_approved", "len"),
        ("consultation", 'signature == "reject"', "signature.reject", "T_sign", "Attribute"),
        # multi-instance
        ("consultation", '<bpmn:property id="opinions" name="opinions" />', "", "T_consult", "opinions"),
        ("consultation", "<bpmn:loopDataOutputRef>opinions</bpmn:loopDataOutputRef>", "", "T_consult",
         "loopDataOutputRef"),
        ("consultation", '<bpmn:inputDataItem id="signer" name="signer" />', "", "T_sign", "inputDataItem"),
        ("consultation", 'id="opinion" name="opinion"', 'id="third_party" name="x"', "T_consult", "互不相同"),
        # drawing
        ("small", 'bpmnElement="T_check"', 'bpmnElement="E_begin"', "T_check", "没有画在图上"),
        ("small", 'bpmnElement="f_S_note__T_decide"', 'bpmnElement="f_T_check__G_check"',
         "f_S_note__T_decide", "没有画在图上"),
        ("small", 'bpmnElement="lane_small_0"', 'bpmnElement="E_begin"', "lane_small_0", "没有画在图上"),
        # decision tables
        ("request", 'hitPolicy="FIRST"', 'hitPolicy="PRIORITY"', "table_signing_chain", "命中策略 PRIORITY"),
        ("request", 'hitPolicy="FIRST"', 'hitPolicy="COLLECT" aggregation="SUM"', "table_signing_chain",
         "聚合"),
        ("request", ">outcome_class<", ">outcome.class<", "in_class", "Attribute|写法"),
        ("request", '? in ["denied", "partly"]', '"denied", "partly"', "rule_0_class", "多个值"),
        ("request", '? in ["denied", "partly"]', '"denied" or exit()', "rule_0_class", "只允许调用"),
        ("request", '? in ["denied", "partly"]', "not(denied", "rule_0_class", "写法"),
        ("request", ">True<", ">true<", "rule_1_legal", "True"),
        ("request", 'name="needs_leader"', "", "out_leader", "输出列缺少名称"),
        ("request", '"rule_4_class"><text>-<', '"rule_4_class"><text>"x"<', "rule_4", "兜底"),
    ],
)  # fmt: skip
def test_each_mistake_is_found_where_it_is(name, old, new, element, what):
    found = findings_after(name, old, new)
    assert any(finding.element == element and re.search(what, finding.what) for finding in found), found


def test_no_files_at_all_is_a_finding():
    assert check_diagrams({}, VOCABULARY)[0].what == "没有流程图文件"


def test_the_schema_is_checked():
    found = findings_after("small", "<bpmn:laneSet", '<bpmn:laneSet colour="red"')
    assert any("XML 模式" in finding.what and finding.element == "lanes_small" for finding in found), found


def test_a_missing_end_is_found():
    text = diagrams_of("round").files["round.bpmn"].decode()
    start = text.index("<bpmn:endEvent")
    end = text.index("</bpmn:endEvent>") + len("</bpmn:endEvent>")
    found = check_diagrams({"round.bpmn": (text[:start] + text[end:]).encode()}, VOCABULARY)
    assert Finding("round.bpmn", "round", "流程没有结束事件") in found


def test_without_a_vocabulary_names_are_not_checked():
    assert check_diagrams(changed("small", 'value="check"', 'value="cheque"'), None) == []


def test_an_empty_vocabulary_knows_nothing():
    elements = {finding.element for finding in check_diagrams(diagrams_of("small"), Vocabulary())}
    assert elements == {"lane_small_0", "lane_small_1", "T_check", "S_note"}


def test_a_missing_main_process_is_named():
    found = check_diagrams(DiagramSet("missing", diagrams_of("small").files), VOCABULARY)
    assert found == [Finding("small.bpmn", "missing", "这套流程图中没有此流程")]


def test_one_process_twice_in_a_set_is_refused():
    data = diagrams_of("small").files["small.bpmn"]
    found = check_diagrams({"a.bpmn": data, "b.bpmn": data}, VOCABULARY)
    assert Finding("b.bpmn", "small", "与 a.bpmn 中的编号重复") in found


def test_require_sound_raises_with_all_findings():
    with pytest.raises(DiagramError, match=r"small\.bpmn:T_check“核对”: 未知的表单") as raised:
        require_sound(changed("small", 'value="check"', 'value="cheque"'), VOCABULARY)
    assert len(raised.value.findings) == 1


PIECES = [
    "T_check",
    "<bpmn:",
    "</bpmn:",
    'id="',
    "bpmnElement",
    "sourceRef",
    "targetRef",
    "dc:Bounds",
    ' x="',
    "Ref>",
]


@settings(max_examples=150, deadline=None)
@given(
    piece=st.sampled_from(PIECES),
    other=st.sampled_from(["", "X", "T_decide", "<bpmn:task/>", "'", "bpmn:", 'y="', "会"]),
    count=st.integers(1, 5),
    name=st.sampled_from(["small", "request", "consultation"]),
)
def test_the_check_never_fails_on_a_strange_file(piece, other, count, name):
    diagrams = diagrams_of(name)
    files = {
        file: data.decode().replace(piece, other, count).encode() for file, data in diagrams.files.items()
    }
    for finding in check_diagrams(DiagramSet(name, files), VOCABULARY):
        assert finding.file in files
        assert finding.element
        assert finding.what


def test_a_letter_in_a_diagram_is_one_that_exists_written_out_in_quotes():
    known = replace(VOCABULARY, parameters={"note": {"kind": frozenset({"note"})}})
    assert check_diagrams(diagrams_of("small"), known) == []
    for written in ("'nota'", "case_id", ""):
        found = check_diagrams(changed("small", "\"'note'\"", f'"{written}"'), known)
        assert any("的参数 kind 不能是" in finding.what for finding in found), written
