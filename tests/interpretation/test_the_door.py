"""The process came in by the door: the platform names it nowhere, and one more step is drawn, not written."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.contract.platform import platform
from app.casework.models import CaseRun, Publication
from app.casework.run.diagram_versions import deploy
from app.database import db
from app.processes.interpretation.vocabulary import DOCUMENT_KIND, MATERIAL_KIND

APP = Path(__file__).parents[2] / "app"
NAMED = re.compile(
    r"processes\.interpretation|[\"']interpretation(_portal)?[\"'.]|policy_(package|interpretation|document)"
)
OWN = ("processes/interpretation/", "assembly.py")


def test_nothing_outside_the_processes_names_it():
    named = [
        f"{path.relative_to(APP)}: {found.group()}"
        for path in sorted(APP.rglob("*"))
        if path.suffix in (".py", ".html", ".js") and not path.relative_to(APP).as_posix().startswith(OWN)
        if (found := NAMED.search(path.read_text("utf-8")))
    ]
    assert named == []


def with_one_more_step(text):
    """审前把关 between 合法性审核 and 保密审查, drawn by hand: a user task with a form that exists."""
    task = """<bpmn:userTask id="T_proofread" name="文字校核">
      <bpmn:extensionElements><spiffworkflow:properties>
        <spiffworkflow:property name="form" value="sign" />
      </spiffworkflow:properties></bpmn:extensionElements>
      <bpmn:incoming>f_G_to_review__T_legal</bpmn:incoming>
      <bpmn:outgoing>f_T_proofread__G_proofread</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:exclusiveGateway id="G_proofread" name="同意？" default="f_G_proofread__G_to_revise">
      <bpmn:incoming>f_T_proofread__G_proofread</bpmn:incoming>
      <bpmn:outgoing>f_G_proofread__T_legal</bpmn:outgoing>
      <bpmn:outgoing>f_G_proofread__G_to_revise</bpmn:outgoing>
    </bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="f_T_proofread__G_proofread" sourceRef="T_proofread" targetRef="G_proofread" />
    <bpmn:sequenceFlow id="f_G_proofread__T_legal" name="同意" sourceRef="G_proofread" targetRef="T_legal">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">proofread == "approve"</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f_G_proofread__G_to_revise" name="退回" sourceRef="G_proofread" targetRef="G_to_revise" />
    <bpmn:userTask id="T_legal" """
    text = text.replace('<bpmn:userTask id="T_legal" ', task, 1)
    head, legal, tail = text.partition('<bpmn:userTask id="T_legal" ')
    tail = tail.replace("f_G_to_review__T_legal</bpmn:incoming>", "f_G_proofread__T_legal</bpmn:incoming>", 1)
    text = head + legal + tail
    text = text.replace(
        'sourceRef="G_to_review" targetRef="T_legal"', 'sourceRef="G_to_review" targetRef="T_proofread"'
    )
    text = text.replace("<bpmn:flowNodeRef>T_legal<", "<bpmn:flowNodeRef>T_proofread</bpmn:flowNodeRef>"
                        "<bpmn:flowNodeRef>G_proofread</bpmn:flowNodeRef><bpmn:flowNodeRef>T_legal<", 1)  # fmt: skip
    revise = "<bpmn:incoming>f_G_legal__G_to_revise</bpmn:incoming>"
    text = text.replace(revise, f"{revise}<bpmn:incoming>f_G_proofread__G_to_revise</bpmn:incoming>", 1)
    shapes = "".join(
        f'<bpmndi:BPMNShape id="{node}_di" bpmnElement="{node}"><dc:Bounds x="{x}" y="20" width="50" height="50" />'
        "</bpmndi:BPMNShape>"
        for node, x in (("T_proofread", 2600), ("G_proofread", 2700))
    )
    edges = "".join(
        f'<bpmndi:BPMNEdge id="{flow}_di" bpmnElement="{flow}"><di:waypoint x="2600" y="45" />'
        '<di:waypoint x="2700" y="45" /></bpmndi:BPMNEdge>'
        for flow in ("f_T_proofread__G_proofread", "f_G_proofread__T_legal", "f_G_proofread__G_to_revise")
    )
    return text.replace("</bpmndi:BPMNPlane>", f"{shapes}{edges}</bpmndi:BPMNPlane>")


def with_proofreading():
    """All diagrams of the process, the main one with one more step."""
    folder = platform().process("interpretation").drawing.folder
    files = {path.name: path.read_bytes() for path in folder.glob("*.bpmn")}
    drawn = files["interpretation.bpmn"].decode()
    return {**files, "interpretation.bpmn": with_one_more_step(drawn).encode()}


@pytest.mark.database
def test_one_more_review_step_concerns_new_packages_only(office):
    old = office.organised({"co_signing": "no"}).number
    perform(deploy, actor=SYSTEM, now=office.now, process_key="interpretation", files=with_proofreading())
    office.organised({"co_signing": "no"})
    assert office.open_nodes() == {"T_proofread"}
    office.do("legal", "T_proofread", decision="send_back", opinion="第三条有错字")
    office.revised("改正错字", co_signing="no")
    office.do("legal", "T_proofread", decision="approve", opinion="同意")
    office.signed().numbered().deployed().posted()
    assert office.open_nodes() == {"T_archive"}
    office.number = old
    assert office.open_nodes() == {"T_legal"}
    office.signed().numbered("禄政发〔2026〕13号").deployed().posted()
    assert office.open_nodes() == {"T_archive"}
    assert len(set(db.session.scalars(select(CaseRun.diagram_hash)))) == 2
    assert {one.kind for one in db.session.scalars(select(Publication))} == {DOCUMENT_KIND, MATERIAL_KIND}
    assert db.session.query(Publication).count() == 4
