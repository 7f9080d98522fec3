"""A county's own drawing: the disclosure diagram with one more step (保密审查) behind 检索与拟定意见."""

from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.contract.platform import platform
from app.casework.run.diagram_versions import deploy, drawn_now

ARROW = "f_G_handled__G_to_draft"
FLOW = f'<bpmn:sequenceFlow id="{ARROW}" name="已作决定" sourceRef="G_handled" targetRef="G_to_draft" />'
STEP = """<bpmn:userTask id="T_secrecy" name="保密审查">
      <bpmn:incoming>f_G_handled__T_secrecy</bpmn:incoming>
      <bpmn:outgoing>f_T_secrecy__G_to_draft</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="f_G_handled__T_secrecy" sourceRef="G_handled" targetRef="T_secrecy" />
    <bpmn:sequenceFlow id="f_T_secrecy__G_to_draft" sourceRef="T_secrecy" targetRef="G_to_draft" />"""
SHAPE = """<bpmndi:BPMNShape id="T_secrecy_di" bpmnElement="T_secrecy">
        <dc:Bounds x="2000" y="900" width="100" height="80" /></bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="f_G_handled__T_secrecy_di" bpmnElement="f_G_handled__T_secrecy">
        <di:waypoint x="2000" y="900" /><di:waypoint x="2000" y="900" /></bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="f_T_secrecy__G_to_draft_di" bpmnElement="f_T_secrecy__G_to_draft">"""
LANE = "<bpmn:flowNodeRef>T_handle</bpmn:flowNodeRef>"
CHANGES = (
    (FLOW, STEP),
    (f"<bpmn:outgoing>{ARROW}<", "<bpmn:outgoing>f_G_handled__T_secrecy<"),
    (f'default="{ARROW}"', 'default="f_G_handled__T_secrecy"'),
    (f"<bpmn:incoming>{ARROW}<", "<bpmn:incoming>f_T_secrecy__G_to_draft<"),
    (LANE, f"{LANE}\n        <bpmn:flowNodeRef>T_secrecy</bpmn:flowNodeRef>"),
    (f'<bpmndi:BPMNEdge id="{ARROW}_di" bpmnElement="{ARROW}">', SHAPE),
)


def with_a_secrecy_review() -> dict[str, bytes]:
    """The files of the delivered diagram, the further step drawn in."""
    files = dict(drawn_now(platform().process("disclosure")).files)
    text = files["disclosure.bpmn"].decode()
    for found, drawn in CHANGES:
        assert found in text, found
        text = text.replace(found, drawn)
    files["disclosure.bpmn"] = text.encode()
    return files


def deploy_a_secrecy_review(office) -> None:
    """New cases run with the further step."""
    perform(deploy, actor=SYSTEM, now=office.now, process_key="disclosure", files=with_a_secrecy_review())
