"""Diagrams through the page: a bad one is refused with file and element; a good one is used by new cases only."""

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from app.casework.contract.forms import standard_form
from app.casework.contract.platform import platform
from app.casework.models import AuditEntry, CaseRun
from app.casework.run.diagram_versions import drawn_now, versions_of
from app.cli.setup import deploy_all
from app.database import db
from app.processes.disclosure.process import DIAGRAMS
from tests.support.browsing import Browser
from tests.support.drawn import deploy_a_secrecy_review
from tests.support.office import Office

pytestmark = pytest.mark.database
PAGE = "/admin/diagrams/disclosure"
FLOW = "f_G_to_handle__T_handle"


def drawn(name="disclosure.bpmn") -> str:
    return (Path(DIAGRAMS) / name).read_text("utf-8")


def with_a_new_task(text: str) -> str:
    """会前沟通 before 检索与拟定意见, in the lane of the disclosure office; no form of its own."""
    flow = text[text.index(f'<bpmn:sequenceFlow id="{FLOW}"') :].split(">", 1)[0]
    target = flow.split('targetRef="')[1].split('"')[0]
    text = text.replace(flow, flow.replace(f'targetRef="{target}"', 'targetRef="T_talk"'))
    text = text.replace(f"<bpmn:incoming>{FLOW}</bpmn:incoming>", "<bpmn:incoming>f_talk</bpmn:incoming>")
    task = (
        f'<bpmn:userTask id="T_talk" name="会前沟通"><bpmn:incoming>{FLOW}</bpmn:incoming>'
        f"<bpmn:outgoing>f_talk</bpmn:outgoing></bpmn:userTask>"
        f'<bpmn:sequenceFlow id="f_talk" sourceRef="T_talk" targetRef="{target}" />'
    )
    text = text.replace("</bpmn:laneSet>", f"</bpmn:laneSet>{task}", 1)
    lane = "<bpmn:flowNodeRef>T_assign</bpmn:flowNodeRef>"
    text = text.replace(lane, f"{lane}<bpmn:flowNodeRef>T_talk</bpmn:flowNodeRef>")
    shape = (
        '<bpmndi:BPMNShape id="T_talk_di" bpmnElement="T_talk"><dc:Bounds x="10" y="10" width="100" height="60" />'
        '</bpmndi:BPMNShape><bpmndi:BPMNEdge id="f_talk_di" bpmnElement="f_talk"><di:waypoint x="110" y="40" />'
        '<di:waypoint x="160" y="40" /></bpmndi:BPMNEdge>'
    )
    return text.replace("</bpmndi:BPMNPlane>", f"{shape}</bpmndi:BPMNPlane>", 1)


def upload(admin, text, button="deploy", name="disclosure.bpmn", **more):
    data = text if isinstance(text, bytes) else text.encode()
    return admin.post(PAGE, files=FileStorage(io.BytesIO(data), name), **{button: "1"}, **more)


def agree(second, page) -> None:
    """The second person looks at the differences and agrees."""
    shown = second.get(page.location)
    assert "与现用版本比较" in shown.words
    assert second.post(page.location, decision="agree", reason="已逐项核对").status == 302
    db.session.rollback()


def test_a_task_put_into_the_diagram_reaches_new_cases_with_the_standard_form(admin, second):
    office = Office()
    office.register()
    office.accepted()
    old = office.number
    page = upload(admin, with_a_new_task(drawn()))
    assert page.status == 302
    db.session.rollback()
    assert len(versions_of("disclosure")) == 1
    agree(second, page)

    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    assert office.open_nodes() == {"T_handle"}

    office.register()
    office.assigned()
    item = office.item("T_talk")
    assert (item.title, item.form, item.role) == ("会前沟通", None, "office_reviewer")
    assert set(standard_form(item).schema(item).fields) == {"opinion"}
    office.do("reviewer", "T_talk", opinion="已与承办单位沟通")
    assert office.open_nodes() == {"T_handle"}
    newest, first = versions_of("disclosure")
    assert {run.diagram_hash for run in runs()} == {newest.hash, first.hash}
    page = admin.get(PAGE)
    assert old in admin.get(f"{PAGE}/{first.hash}").words
    assert page.words.count("1 件") >= 4


def test_a_restart_does_not_put_the_diagrams_on_disk_over_the_deployed_ones(admin, second):
    agree(second, upload(admin, with_a_new_task(drawn())))
    newest = versions_of("disclosure")[0].hash
    deploy_all()
    assert versions_of("disclosure")[0].hash == newest


def broken(text: str) -> dict[str, tuple[str, str]]:
    return {
        "operation": (text.replace('id="issue_receipt"', 'id="rob_bank"'), "S_receipt"),
        "form": (text.replace('name="form" value="screening"', 'name="form" value="nowhere"'), "T_screening"),
        "lane": (text.replace('name="受理岗"', 'name="财务岗"'), "财务岗"),
        "element": (text.replace('<bpmn:serviceTask id="S_receipt"', '<bpmn:sendTask id="S_receipt"', 1), ""),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["operation", "form", "lane", "element"])
def test_a_bad_diagram_is_refused_with_file_and_element_and_nothing_changes(admin, kind):
    text, element = broken(drawn())[kind]
    page = upload(admin, text)
    assert page.status == 422
    assert "没有提交" in page.words
    findings = page.tree.xpath("//table[contains(@class, 'findings')]//tbody/tr")
    assert findings
    assert all(row.xpath("td")[0].text_content().endswith(".bpmn") for row in findings)
    assert any(element in row.text_content() for row in findings)
    assert len(versions_of("disclosure")) == 1


def test_checking_alone_deploys_nothing(admin):
    page = upload(admin, with_a_new_task(drawn()), button="check")
    assert page.status == 200
    assert "检查通过" in page.words
    assert len(versions_of("disclosure")) == 1


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("disclosure.bpmn", b"", "空文件"), ("malware.exe", b"MZ", "须以 .bpmn 或 .dmn 结尾"), ("", b"", "请选择"),
        ("disclosure.bpmn", "流程".encode("gbk"), "不是 UTF-8"), ("../a b.bpmn", b"x", "不能用"),
        ("disclosure.bpmn", b"x" * (513 * 1024), "超过 512 KB"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_diagram_is_refused_beside_the_field(admin, name, data, why):
    page = upload(admin, data, name=name)
    assert page.status == 422
    assert why in page.error("files")
    assert len(versions_of("disclosure")) == 1


def test_an_external_entity_is_refused(admin):
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    page = upload(admin, text)
    assert page.status == 422
    assert "disclosure.bpmn" in page.words


@pytest.fixture
def release(app, tmp_path, monkeypatch):
    """The next release draws 会前沟通 in: its files lie in the folder of the process."""
    process = platform().process("disclosure")
    for file in Path(DIAGRAMS).iterdir():
        shutil.copy(file, tmp_path)

    def arrive() -> str:
        (tmp_path / "disclosure.bpmn").write_text(with_a_new_task(drawn()), "utf-8")
        newer = replace(process, drawing=replace(process.drawing, folder=tmp_path))
        monkeypatch.setitem(platform().processes, "disclosure", newer)
        db.session.rollback()
        deploy_all()
        return drawn_now(newer).hash

    return arrive


def newest() -> str:
    return versions_of("disclosure")[0].hash


def test_a_release_puts_its_diagram_in_force_where_the_county_drew_none(admin, release):
    delivered = release()
    assert newest() == delivered


def test_a_release_never_replaces_the_countys_own_diagram(admin, release, capsys):
    deploy_a_secrecy_review(Office())
    own = newest()
    offered = release()

    assert newest() == own
    told = [line for line in capsys.readouterr().out.splitlines() if offered[:12] in line]
    assert len(told) == 1
    assert "尚未启用" in told[0]
    assert "新版本" in admin.get("/admin/diagrams").words
    assert "随程序提供，尚未启用" in admin.get(PAGE).words
    office = Office()
    office.register()
    assert {run.diagram_hash for run in runs()} == {own}


def test_the_offered_version_is_compared_and_chosen_by_two_on_record(admin, second, release):
    deploy_a_secrecy_review(Office())
    offered = release()
    (link,) = admin.get(f"{PAGE}/{offered}").hrefs("/compare")
    page = admin.get(link)
    rows = [
        row.text_content() for row in page.tree.xpath("//table[contains(@class, 'differences')]//tbody/tr")
    ]
    assert any("环节" in row and "新增" in row and "会前沟通" in row for row in rows)
    assert any("环节" in row and "删除" in row and "保密审查" in row for row in rows)
    assert any("连线" in row for row in rows)
    marked = {
        change: " ".join(
            one.text_content() for one in page.tree.xpath(f"//*[contains(@class, 'is-{change}')]")
        )
        for change in ("新增", "删除")
    }
    assert ("会前沟通" in marked["新增"], "保密审查" in marked["删除"]) == (True, True)
    assert "会前沟通" not in marked["删除"]

    own = newest()
    proposal = admin.post(f"{PAGE}/{offered}/choose")
    assert (proposal.status, newest()) == (302, own)
    agree(second, proposal)
    assert newest() == offered
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert (entry.tag, offered[:12] in entry.summary) == ("diagrams.deployed", True)
    assert "尚未启用" not in admin.get(PAGE).words


def test_what_is_not_offered_cannot_be_chosen(admin, second, release):
    deploy_a_secrecy_review(Office())
    own, first = (version.hash for version in versions_of("disclosure"))
    offered = release()
    assert admin.post(f"{PAGE}/{first}/choose").status == 302
    assert newest() == own
    agree(second, admin.post(f"{PAGE}/{offered}/choose"))
    assert admin.post(f"{PAGE}/{offered}/choose").status == 302
    assert "不是待启用的版本" in admin.get(PAGE).words


def test_a_restart_offers_again_without_writing_anything(admin, release):
    deploy_a_secrecy_review(Office())
    release()
    entries = select(func.count()).select_from(AuditEntry)
    before = db.session.scalar(entries)
    db.session.rollback()
    deploy_all()
    assert db.session.scalar(entries) == before


@pytest.mark.parametrize("login", ["clerk", "auditor"])
def test_only_the_administrator_of_the_whole_chooses(client, release, login):
    deploy_a_secrecy_review(Office())
    own, offered = newest(), release()
    assert Browser(client).sign_in(login).post(f"{PAGE}/{offered}/choose").status == 403
    assert newest() == own


def runs():
    return db.session.scalars(select(CaseRun)).all()


def test_a_version_is_called_by_a_name_and_versions_of_others_are_not_found(admin):
    Office()
    own = newest()
    assert admin.post(f"{PAGE}/{own}/name", name="2026年机构改革后").status == 302
    assert f"2026年机构改革后（{own[:12]}）" in admin.get(PAGE).words
    assert "没有不同" in admin.get(f"{PAGE}/compare").words
    assert admin.get(f"{PAGE}/compare?old={versions_of('response')[0].hash}").status == 404
