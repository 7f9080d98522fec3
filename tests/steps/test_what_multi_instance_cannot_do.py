"""What a multi-instance task of casework cannot do is refused when the diagram is checked, in a clear sentence."""

import pytest

from app.engine.diagrams import DiagramSet
from app.engine.lint import check_diagrams
from tests.steps.joint_paper import joint_paper

DRAWN = (joint_paper.drawing.folder / "joint_paper.bpmn").read_text("utf-8")
RESET = "<bpmn:script>signatures = []</bpmn:script>"


def findings(drawn: str) -> list[str]:
    diagrams = DiagramSet("joint_paper", {"joint_paper.bpmn": drawn.encode()})
    return [found.what for found in check_diagrams(diagrams, joint_paper.vocabulary())]


def test_the_diagram_as_it_is_drawn_may_be_used():
    assert findings(DRAWN) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            '<bpmn:flowNodeRef>T_co_sign</bpmn:flowNodeRef>', "",
            "泳道「承办单位」没有说明名单中是单位还是人员，不能放多实例环节",
        ),
        ('name="form" value="sign"', 'name="form" value="write"',
         "表单 write 不能由名单中的各单位、人员分别填写，多实例环节不能使用"),
        (RESET, "<bpmn:script>round = 1</bpmn:script>",
         "这一环节可能再次进行，请在进入之前用脚本任务把 signatures 置为空列表 []"),
        ('"send_back" in signatures', 'signature == "send_back"',
         "signature 只在多实例环节的各份之内有效，请改用列表 signatures"),
        ('"send_back" in signatures', '"reject" in signatures',
         "多实例环节的结论只有 approve、send_back，不会出现 reject"),
        ("<bpmn:loopDataInputRef>co_signers</bpmn:loopDataInputRef>",
         "<bpmn:loopDataInputRef>neighbours</bpmn:loopDataInputRef>",
         "没有环节给出名单 neighbours，多实例环节无从展开"),
    ],
)  # fmt: skip
def test_it_is_refused_with_the_reason(old, new, sentence):
    drawn = DRAWN.replace(old, new)
    if not new:
        first = "<bpmn:flowNodeRef>T_choose</bpmn:flowNodeRef>"
        drawn = drawn.replace(first, first + old)
    assert drawn != DRAWN
    assert sentence in findings(drawn)
