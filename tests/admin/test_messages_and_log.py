"""Messages that did not get out, the audit log, tokens and the status page."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.casework.acts import audit
from app.casework.acts.actor import SYSTEM
from app.casework.acts.audit import AuditLine
from app.casework.acts.commands import transaction
from app.casework.models import AuditEntry, Installation, JobHeartbeat, OutboxMessage, StoredFile
from app.casework.models.outbox import OutboxPolicy, OutboxState
from app.database import db
from app.office.models import ApiToken
from app.office.organs import find_unit
from app.office.people import add_person, appoint, find_person
from app.office.tokens import create_token
from app.office.vocabulary import Role
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO, PASSWORD
from tests.support.office import MORNING, Office
from tests.support.tampering import tamper

pytestmark = pytest.mark.database


@pytest.fixture
def dead(app):
    payload = {"person_id": find_person("clerk").id, "subject": "催办", "text": "…"}
    message = OutboxMessage(
        key="m1", kind="mail", payload=payload, attempts=8, state=OutboxState.DEAD,
        last_error="550 mailbox unavailable", not_before=MORNING, created_at=MORNING,
    )  # fmt: skip
    db.session.add(message)
    db.session.commit()
    return message.id


def state_of(message_id):
    db.session.rollback()
    return db.session.get(OutboxMessage, message_id).state


def test_a_dead_message_is_listed_with_its_reason_and_sent_again(admin, dead):
    page = admin.get("/admin/outbox")
    assert "550 mailbox unavailable" in page.words
    assert "待处理 1" in page.words
    assert "受理甲" in admin.get(f"/admin/outbox/{dead}").words
    assert admin.post(f"/admin/outbox/{dead}", decision="again", reason="邮箱已恢复").status == 302
    assert state_of(dead) == OutboxState.PENDING
    line = db.session.scalar(select(AuditEntry).where(AuditEntry.tag == "outbox.settled"))
    assert "邮箱已恢复" in line.summary


def test_a_message_may_be_marked_as_done_once_with_a_reason(admin, dead):
    address = f"/admin/outbox/{dead}"
    assert admin.post(address, decision="sent", reason="").error("reason") == "请填写理由"
    assert admin.post(address, decision="", reason="x").error("decision") == "请选择处理"
    assert state_of(dead) == OutboxState.DEAD
    assert admin.post(address, decision="sent", reason="电话核实").status == 302
    assert state_of(dead) == OutboxState.SENT
    assert admin.post(address, decision="again", reason="再发").status == 409


def test_a_letter_without_its_pdf_cannot_be_settled_away(admin, dead):
    db.session.get_one(OutboxMessage, dead).kind = "render_letter"
    db.session.commit()
    assert admin.post(f"/admin/outbox/{dead}", decision="sent", reason="已寄").status == 409
    assert state_of(dead) == OutboxState.DEAD
    assert admin.post(f"/admin/outbox/{dead}", decision="again", reason="已修复").status == 302


def test_all_that_was_given_up_is_tried_again_at_once_but_what_has_legal_effect(admin, dead):
    legal = OutboxMessage(
        key="m2", kind="mail_letter", payload={}, attempts=8, state=OutboxState.DEAD, policy=OutboxPolicy.ASK,
        last_error="x", not_before=MORNING, created_at=MORNING,
    )  # fmt: skip
    db.session.add(legal)
    db.session.commit()
    assert "已放弃的全部重新发送" in admin.get("/admin/outbox").words
    for nothing in ("", "  ", "长" * 121):
        refused = admin.post("/admin/outbox/again", reason=nothing)
        assert (refused.status, bool(refused.error("reason"))) == (422, True)
    assert state_of(dead) == OutboxState.DEAD
    assert admin.post("/admin/outbox/again", reason="邮件服务器已恢复").status == 302
    assert (state_of(dead), state_of(legal.id)) == (OutboxState.PENDING, OutboxState.DEAD)
    late = admin.post("/admin/outbox/again", reason="再发")
    assert (late.status, "没有已放弃、可以重新发送的消息" in late.words) == (409, True)
    lines = db.session.scalars(select(AuditEntry.summary).where(AuditEntry.tag == "outbox.tried_again")).all()
    assert lines == ["全部重新发送：1 条已放弃的外发消息。邮件服务器已恢复"]


def test_the_log_is_filtered_and_its_pages_hold_fifty(client, app):
    office = Office()
    office.register()
    first = office.number
    with transaction():
        audit.append(
            [AuditLine("item.claimed", f"第 {number} 条") for number in range(60)], SYSTEM, office.now
        )
    auditor = Browser(client, office.now).sign_in("auditor")
    page = auditor.get("/admin/audit")
    assert len(page.tree.xpath("//main//tbody/tr")) == 50
    assert auditor.get("/admin/audit?page=2").tree.xpath("//main//tbody/tr")
    only = auditor.get(f"/admin/audit?case={first}")
    assert {cell.text_content() for cell in only.tree.xpath("//td[@data-label='办件']")} == {first}
    assert "没有符合条件的记录" in auditor.get("/admin/audit?first=2027-01-01").words
    assert auditor.get("/admin/audit?person=管理丑").words.count("管理丑") <= 1
    assert "受理甲" in auditor.get("/admin/audit?person=受理甲&tag=request&last=2026-03-02").words


def test_the_chain_is_checked_and_the_check_is_recorded(client, app):
    Office().register()
    auditor = Browser(client).sign_in("auditor")
    assert auditor.post("/admin/audit/check").status == 302
    assert "审计链核对结果：完整" in auditor.get("/admin/audit").words
    tamper(AuditEntry.sequence == 2, summary="改动")
    auditor.post("/admin/audit/check")
    assert "第 2 条：内容已被改动" in auditor.get("/admin/audit").words


def test_the_security_administrator_revokes_tokens_and_ends_sessions(client, app):
    from app.office.passwords import set_password

    guard = add_person(login="security", name="安全巳")
    set_password(guard, PASSWORD, MORNING, must_change=False)
    appoint(guard, find_unit("CX", LONG_AGO), Role.SECURITY_ADMINISTRATOR, LONG_AGO)
    token, plain = create_token(find_person("clerk"), "对接测试", MORNING)
    db.session.commit()
    other = Browser(client.application.test_client()).sign_in("clerk")
    security = Browser(client).sign_in("security")
    page = security.get("/admin/tokens")
    assert "对接测试" in page.words
    assert plain not in page.text
    assert security.post(f"/admin/tokens/{token.id}/revoke").status == 302
    assert security.post(f"/admin/people/{find_person('clerk').id}/sessions/end").status == 302
    db.session.rollback()
    assert db.session.get(ApiToken, token.id).revoked_at is not None
    assert other.get("/desk").status == 302


def installed(at: datetime) -> None:
    """The system is there since then."""
    row = db.session.scalar(select(Installation)) or Installation(id=1, key_checks={})
    row.recorded_at = at
    db.session.add(row)
    db.session.commit()


def test_a_system_that_has_just_started_is_not_late(admin):
    installed(MORNING - timedelta(minutes=1))
    assert "未按时运行" not in admin.get("/admin/status").words


def test_clock_files_and_backup_are_told_on_the_first_page_too(app, admin):
    installed(MORNING - timedelta(minutes=1))
    told = ("时钟倒退", "1 份文件缺失、损坏或者无法读取", "没有备份")
    assert not [words for words in told if words in admin.get("/admin").words]
    lost = StoredFile(hash="0" * 64, size=1, media_type="text/plain", stored_at=MORNING, fault="missing")
    db.session.add_all(
        [lost, JobHeartbeat(name="alerts", succeeded_at=MORNING + timedelta(days=400), detail="")]
    )
    installed(MORNING - timedelta(days=2))
    assert [words for words in told if words not in admin.get("/admin").words] == []


def test_an_office_without_a_mail_server_is_told_so(app, admin, monkeypatch):
    words = "本系统没有设置邮件服务器"
    assert words not in admin.get("/admin").words + admin.get("/admin/status").words
    monkeypatch.setitem(app.config, "FOLDER_TAKES_MAIL", False)
    assert words in admin.get("/admin").words
    assert words in admin.get("/admin/status").words
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:1")
    assert words not in admin.get("/admin").words + admin.get("/admin/status").words


def test_the_status_page_tells_which_jobs_are_late_and_how_far_the_calendar_reaches(admin):
    db.session.add(JobHeartbeat(name="alerts", succeeded_at=MORNING, detail="新增预警 0 条"))
    installed(MORNING - timedelta(days=3))
    page = admin.get("/admin/status")
    rows = {
        row.xpath("th")[0].text_content(): row.text_content() for row in page.tree.xpath("//main//tbody/tr")
    }
    assert "正常" in rows["期限预警"]
    assert "未按时运行" in rows["邮件发送"]
    assert "2026 年 正式" in page.words
    assert "2027 年 暂定" in page.words
    assert "从未备份" in page.words
    assert "超过一天没有备份" in page.words
    db.session.add(
        JobHeartbeat(name="backup", succeeded_at=MORNING + timedelta(days=400), detail="数据 9 行")
    )
    db.session.commit()
    page = admin.get("/admin/status")
    assert "数据 9 行" in page.words
    assert "时钟倒退" in page.words
