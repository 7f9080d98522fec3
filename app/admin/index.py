"""Page: what needs attention, and the way to everything else."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flask import abort, render_template, url_for
from sqlalchemy import func, select

from app import timekeeping
from app.admin import frame, reach, status
from app.admin.blueprint import bp
from app.admin.parameters import shown_parameters
from app.admin.unit_checks import lacking, vacancies
from app.casework.administration import proposing
from app.casework.administration.factors import guarded_accounts
from app.casework.administration.scope import administered_ids, administers_system
from app.casework.messages import mail
from app.casework.models import Case, WorkItem
from app.casework.papers.looking import faulty_files
from app.casework.terms import proposals, second_person
from app.casework.work.stranded import NAMED, stranded
from app.database import db
from app.office import factor_policy
from app.office.permissions import Permission
from app.office.vocabulary import SEPARATED_ROLES
from app.scheduler.clock import fault_of_clock
from app.scheduler.punctuality import jobs_and_backup
from app.web.access import current_standing, signed_in

Point = dict[str, Any]
NOTES = {
    "admin.list_units": "机构树、联系方式、机关代字、法院、印章", "admin.list_people": "账号、任职、请假与代理",
    "admin.list_years": "各年度状态，导入放假通知", "admin.list_parameters": "期限、次数等，附条款",
    "admin.list_diagrams": "各版本，检查和部署", "admin.list_letters": "文书种类、要素、样本",
    "admin.show_roles": "谁能办什么、谁能看到办件",
    "admin.list_messages": "没有发出的邮件等", "admin.list_wordings": "提醒邮件的文字，公开指南的公告和说明",
    "admin.show_status": "任务、数据库、磁盘",
    "admin.list_access": "程序令牌和登录", "admin.list_proposals": "管理员账号、流程图须由两人办理",
    "admin.show_factors": "管理员账号自哪一天起必须使用",
    "admin.list_audit": "谁在何时做了什么，核对审计链",
}  # fmt: skip


@bp.get("")
@signed_in
def show_index() -> str:
    """For each of the three administrators (三员分立) only their own part."""
    standing = current_standing()
    if not standing.has_role(*SEPARATED_ROLES):
        abort(403)
    notes = {url_for(endpoint): words for endpoint, words in NOTES.items()}
    links = frame.office_links(standing) + frame.system_links(standing) + frame.guard_links(standing)
    unsent = sum(link.get("count", 0) for link in links)
    points = list(_points(standing, unsent))
    return render_template("admin/index.html", points=points, links=links, notes=notes)


def _points(standing: Any, unsent: int) -> Iterator[Point]:
    now = timekeeping.now()
    if frame.office_links(standing):
        yield from _stranded_points(standing, now.date())
        yield from _unit_points(now.date())
    if second_person.may_agree(standing):
        for one in proposals.waiting():
            words = f"{one.year} 年放假安排会使在办件的期限提前，待另一人同意"
            yield _point("warning", words, "admin.show_proposal", proposal_id=one.id)
    for waits in proposing.waiting(standing):
        words = f"待{'另一人' if waits.proposed_by_id == standing.person_id else '您'}复核：{waits.summary}"
        yield _point("warning", words, "admin.show_proposed", proposal_id=waits.id)
    yield from _factor_points(standing)
    if administers_system(standing):
        yield from _system_points(now, unsent)


def _factor_points(standing: Any) -> Iterator[Point]:
    """Who must have a second factor from some day on and has none."""
    since = factor_policy.obligatory_from()
    if since is None or not frame.may(Permission.AGREE_TO_PROPOSAL, standing):
        return
    if missing := sum(not one.has_factor for one in guarded_accounts(standing)):
        words = f"{missing} 个管理员账号没有设置双因素登录，自 {since} 起必须使用"
        yield _point("warning", words, "admin.show_factors")


def _system_points(now: datetime, unsent: int) -> Iterator[Point]:
    if unsent:
        yield _point("danger", f"{unsent} 条消息没有发出，需要核实或者重发", "admin.list_messages")
    provisional = _provisional_cases()
    for year in status.coverage(now):
        if not year["is_good"] and (year["year"] == now.year or provisional or now.month >= 11):
            affected = f"，{provisional} 件在办办件的期限为暂定" if provisional else ""
            words = f"{year['year']} 年放假安排{year['words']}{affected}"
            yield _point("warning", words, "admin.list_years")
    jobs, backup = jobs_and_backup(now)
    if late := [job.title for job in jobs if job.is_late]:
        yield _point("danger", f"定时任务没有按时运行：{'、'.join(late)}", "admin.show_status")
    yield from (_point("danger", words, "admin.show_status") for words in _faults(now))
    if backup.is_late:
        yield _point("danger", "超过一天没有备份，请检查备份任务", "admin.show_status")
    elif backup.failed_at:
        yield _point("danger", f"最近的备份{backup.error}，此前的备份请保留", "admin.show_status")
    if not mail.goes_out():
        yield _point("warning", f"{mail.NO_SERVER}，提醒和文书都不能用邮件发出", "admin.show_status")
    if unchecked := sum(one.is_open for one in shown_parameters()):
        yield _point("warning", f"{unchecked} 项法规参数尚未全部核对", "admin.list_parameters")


def _faults(now: datetime) -> Iterator[str]:
    """What the page 系统状态 tells of clock, files and disk, for whoever comes only here."""
    if fault := fault_of_clock(now, timekeeping.boot()):
        yield fault
    if faulty := faulty_files():
        yield f"文件库中有 {faulty} 份文件缺失、损坏或者无法读取，请从备份恢复"
    if status.disk()["is_scarce"]:
        yield "磁盘空间不足 2 GB"


def _unit_points(today: date) -> Iterator[Point]:
    units = [unit for unit in reach.administered_units(today) if unit.may_act_in_its_own_name]
    if incomplete := sum(bool(lacking(unit, today)) for unit in units):
        yield _point(
            "warning", f"{incomplete} 个机关的信息不完整（机关代字、法院、印章等）", "admin.list_units"
        )
    gaps = vacancies(units, today)
    if bare := [unit for unit in units if unit.id in gaps]:
        words = f"{bare[0].name}{'、'.join(gaps[bare[0].id])}"
        if bare[1:]:
            words += f"；另有 {len(bare) - 1} 个机关岗位未配齐"
            yield _point("warning", words, "admin.list_units", _anchor="vacant")
        else:
            yield _point("warning", words, "admin.show_unit", unit_id=bare[0].id)


def _stranded_points(standing: Any, today: date) -> Iterator[Point]:
    """Tasks of posts in which nobody is left, or of people who hold none any more."""
    found = stranded(WorkItem.unit_id.in_(administered_ids(standing)), today)
    for one in found[:NAMED]:
        if one.unit_id is not None:
            yield _point("danger", f"{one.words}，请任命", "admin.show_unit", unit_id=one.unit_id)
        else:
            yield _point("danger", f"{one.words}，请转办", "admin.show_person", person_id=one.person_id)
    if found[NAMED:]:
        words = f"另有 {sum(one.number for one in found[NAMED:])} 项待办没有人可以办理"
        yield _point("danger", words, "admin.list_units", _anchor="vacant")


def _provisional_cases() -> int:
    query = select(func.count()).select_from(Case).where(Case.due_is_provisional)
    return db.session.scalar(query) or 0


def _point(tone: str, words: str, endpoint: str, **values: Any) -> Point:
    return {"tone": tone, "words": words, "href": url_for(endpoint, **values)}
