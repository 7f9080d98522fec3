"""Who may do what: one table that a supervisor can read. Denied by default."""

from datetime import date
from enum import Enum
from typing import Any

from app.law.errors import NotAllowed
from app.office.errors import OwnDraft
from app.office.models import Person
from app.office.predicates import (
    Predicate,
    any_of,
    at_or_above_the_organ,
    at_the_organ,
    at_the_unit,
    covers,
    describe,
    did_it,
    did_not_draft,
    has_it_in_hand_as,
    has_role,
    heads_lane_unit,
    heads_the_organ,
    holds_lane_role,
    is_assignee,
    is_assignee_or_deputy,
    takes_part_as,
    was_told,
    worked_on_it,
)
from app.office.reasons import reason
from app.office.standing import Standing, standing_of
from app.office.subjects import ANYWHERE, AtOrgan
from app.office.vocabulary import (
    ANSWERING_ROLES,
    DESK_ROLES,
    HANDLING_ROLES,
    MAIL_ROLES,
    OVERVIEW_ROLES,
    SEPARATED_ROLES,
    WORKING_ROLES,
    Role,
)
from app.office.whom_to_ask import own_draft_words, whom_to_ask

__all__ = ["ALLOWED_WHEN", "ANYWHERE", "AtOrgan", "Permission", "allows", "check", "standing_of"]


class Permission(Enum):
    """An act or a view of the office; the value says it in Chinese."""

    SIGN_IN_DESK = "进入办件工作台"
    READ_CASE = "查看办件"
    REGISTER_CASE = "登记办件"
    BEGIN_DRAFT = "起草文件"
    LOG_MAIL = "登记收发室来件"
    CLAIM_ITEM = "认领待办"
    WORK_ON_ITEM = "办理待办"
    RELEASE_ITEM = "退回待认领"
    TRANSFER_ITEM = "转办"
    DELEGATE_ITEM = "委托他人办理"
    REASSIGN_CASE = "改派承办单位"
    TAKE_BACK_ITEM = "取回已提交的事项"
    COPY_CASE = "抄送"
    REQUEST_EXTENSION = "申请延期"
    CONSULT = "征求意见"
    ANSWER_CONSULTATION = "回复征求意见"
    RECORD_SEARCH = "登记检索记录"
    RECORD_REASON = "登记当事人的理由说明"
    JUDGE_REASON = "判断当事人的理由、提出延迟办理"
    RECORD_WITHDRAWAL = "登记当事人撤回"
    RECORD_PROCEEDING = "登记行政复议、行政诉讼，开立重新办理件"
    EDIT_TEXT = "修改送审的文本"
    PASS_ON = "经当事人同意转交其他机关"
    CORRECT_CASE = "更正登记事项、补发查询码"
    ISSUE_LETTER = "制发文书"
    RECALL_LETTER = "撤回、更换已制发的文书"
    RECORD_DELIVERY = "登记送达"
    ARCHIVE_ENDED_CASE = "归档撤回、强制办结的办件"
    EXPORT_CASE = "导出案卷"
    IMPORT_LEDGER = "导入历史台账"
    EXPORT_LIST = "导出台账和清单"
    PROPOSE_PUBLICATION = "提出转为主动公开"
    PUBLISH = "对外公开发布、更正和撤回"
    UNMASK_PERSONAL_DATA = "查看当事人完整的个人信息"
    READ_BOARD = "查看督办看板"
    URGE = "催办、督办"
    INTERVENE = "督办干预：退回、强制办结"
    ANSWER_ORDER = "回复督办单"
    READ_REPORT = "查看年度报告"
    WRITE_REPORT = "编制年度报告"
    SIGN_REPORT = "签批、报送年度报告"
    REVIEW_REPORT = "审核年度报告"
    EXPORT_REPORT = "导出年度报告归档包"
    ADMINISTER_OFFICE = "管理机构、人员和系统设置"
    AGREE_TO_CALENDAR = "同意使期限提前的放假安排"
    AGREE_TO_PROPOSAL = "复核管理员账号和流程图"
    MANAGE_TOKENS = "管理接口令牌和登录会话"
    READ_AUDIT = "查看操作日志"


supervises = at_or_above_the_organ(Role.SUPERVISOR)
leads_the_office = at_the_organ(Role.OFFICE_REVIEWER, Role.OFFICE_HEAD)
is_desk_of_the_organ = at_the_organ(*(role for role in Role if role in DESK_ROLES))
answers_for_the_unit = at_the_unit(*(role for role in Role if role in ANSWERING_ROLES))
sees_the_whole_organ = at_the_organ(*(role for role in Role if role in OVERVIEW_ROLES))
takes_part = takes_part_as(*(role for role in Role if role in WORKING_ROLES))
handlers = tuple(role for role in Role if role in HANDLING_ROLES)
handles_it = any_of(takes_part_as(*handlers), has_it_in_hand_as(*handlers))
writes_reports = at_the_organ(Role.OFFICE_REVIEWER, Role.OFFICE_HEAD, Role.HANDLER, Role.UNIT_HEAD)
signs_reports = any_of(at_the_organ(Role.OFFICE_HEAD, Role.RESPONSIBLE_LEADER), heads_the_organ)
READERS = (
    sees_the_whole_organ,
    takes_part,
    worked_on_it,
    was_told,
    is_assignee_or_deputy,
    holds_lane_role,
    supervises,
)
"""Each of them opens a case."""
may_read = any_of(*READERS)

ALLOWED_WHEN: dict[Permission, tuple[Predicate, ...]] = {  # every condition of the row must hold
    Permission.SIGN_IN_DESK: (has_role(*(role for role in Role if role not in SEPARATED_ROLES)),),
    Permission.READ_CASE: (may_read,),
    Permission.REGISTER_CASE: (at_the_organ(Role.INTAKE_CLERK),),
    Permission.BEGIN_DRAFT: (handles_it,),
    Permission.LOG_MAIL: (at_the_organ(*(role for role in Role if role in MAIL_ROLES)),),
    Permission.CLAIM_ITEM: (holds_lane_role, did_not_draft),
    Permission.WORK_ON_ITEM: (is_assignee_or_deputy, did_not_draft),
    Permission.RELEASE_ITEM: (any_of(is_assignee_or_deputy, leads_the_office),),
    Permission.TRANSFER_ITEM: (any_of(is_assignee_or_deputy, heads_lane_unit, leads_the_office, supervises),),
    Permission.DELEGATE_ITEM: (is_assignee,),
    Permission.TAKE_BACK_ITEM: (did_it, covers),
    Permission.COPY_CASE: (any_of(handles_it, is_desk_of_the_organ, at_the_organ(Role.RESPONSIBLE_LEADER)),),
    Permission.REASSIGN_CASE: (any_of(leads_the_office, supervises),),
    Permission.REQUEST_EXTENSION: (any_of(handles_it, leads_the_office),),
    Permission.CONSULT: (any_of(handles_it, is_desk_of_the_organ),),
    Permission.ANSWER_CONSULTATION: (any_of(is_desk_of_the_organ, answers_for_the_unit),),
    Permission.RECORD_SEARCH: (any_of(handles_it, is_desk_of_the_organ),),
    Permission.RECORD_REASON: (is_desk_of_the_organ,),
    Permission.JUDGE_REASON: (leads_the_office,),
    Permission.RECORD_WITHDRAWAL: (is_desk_of_the_organ,),
    Permission.RECORD_PROCEEDING: (is_desk_of_the_organ,),
    Permission.EDIT_TEXT: (any_of(handles_it, leads_the_office),),
    Permission.PASS_ON: (is_desk_of_the_organ,),
    Permission.CORRECT_CASE: (is_desk_of_the_organ,),
    Permission.ISSUE_LETTER: (is_desk_of_the_organ,),
    Permission.RECALL_LETTER: (leads_the_office,),
    Permission.RECORD_DELIVERY: (is_desk_of_the_organ,),
    Permission.ARCHIVE_ENDED_CASE: (is_desk_of_the_organ,),
    Permission.EXPORT_CASE: (is_desk_of_the_organ,),
    Permission.IMPORT_LEDGER: (leads_the_office,),
    Permission.EXPORT_LIST: (
        any_of(is_desk_of_the_organ, supervises, at_the_organ(Role.RESPONSIBLE_LEADER)),
    ),
    Permission.PROPOSE_PUBLICATION: (any_of(handles_it, is_desk_of_the_organ),),
    Permission.PUBLISH: (any_of(leads_the_office, at_the_organ(Role.RESPONSIBLE_LEADER)),),
    Permission.UNMASK_PERSONAL_DATA: (any_of(is_desk_of_the_organ, is_assignee_or_deputy),),
    Permission.READ_BOARD: (any_of(supervises, leads_the_office, at_the_organ(Role.RESPONSIBLE_LEADER)),),
    Permission.URGE: (any_of(supervises, leads_the_office),),
    Permission.INTERVENE: (supervises,),
    Permission.ANSWER_ORDER: (any_of(handles_it, is_desk_of_the_organ),),
    Permission.READ_REPORT: (any_of(supervises, writes_reports, signs_reports),),
    Permission.WRITE_REPORT: (writes_reports,),
    Permission.SIGN_REPORT: (signs_reports,),
    Permission.REVIEW_REPORT: (supervises,),
    Permission.EXPORT_REPORT: (any_of(supervises, writes_reports),),
    Permission.ADMINISTER_OFFICE: (at_or_above_the_organ(Role.ADMINISTRATOR),),
    Permission.AGREE_TO_CALENDAR: (at_or_above_the_organ(Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR),),
    Permission.AGREE_TO_PROPOSAL: (at_or_above_the_organ(Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR),),
    Permission.MANAGE_TOKENS: (at_or_above_the_organ(Role.SECURITY_ADMINISTRATOR),),
    Permission.READ_AUDIT: (at_or_above_the_organ(Role.AUDITOR),),
}


def allows(permission: Permission, person: Person | Standing, subject: Any, on: date) -> bool:
    """Whether every condition of the row holds. Pass a Standing to ask often without the database.

    Who holds no post on that day may do nothing, and nothing may be done to None: a page that is about no unit in
    particular asks for ANYWHERE.
    """
    standing = person if isinstance(person, Standing) else standing_of(person, on)
    if subject is None or not standing.posts:
        return False
    return all(holds(standing, subject) for holds in ALLOWED_WHEN[permission])


def check(permission: Permission, person: Person | Standing, subject: Any, on: date) -> None:
    """Raises NotAllowed, whose message says what is not allowed and whom to ask; OwnDraft for who wrote the text."""
    standing = person if isinstance(person, Standing) else standing_of(person, on)
    if allows(permission, standing, subject, on):
        return
    if is_own_draft(permission, standing, subject):
        raise OwnDraft(own_draft_words(subject, on))
    asked = whom_to_ask(permission.name, subject, on, standing.person_id)
    raise NotAllowed(f"您没有“{permission.value}”的权限。{asked}")


def reasons_to_read(standing: Standing, subject: Any) -> list[str]:
    """Why the conditions of READ_CASE hold that do, in Chinese; none: it is not opened."""
    return [
        reason(holds, standing, subject) for holds in READERS if standing.posts and holds(standing, subject)
    ]


def conditions_of(permission: Permission) -> list[str]:
    """The row of the table in Chinese: all of them must hold."""
    return [describe(condition) for condition in ALLOWED_WHEN[permission]]


def is_own_draft(permission: Permission, standing: Standing, subject: Any) -> bool:
    """Whether nothing but having written the text stands in the way."""
    conditions = ALLOWED_WHEN[permission]
    others = [holds for holds in conditions if holds is not did_not_draft]
    return (
        did_not_draft in conditions
        and bool(standing.posts)
        and all(holds(standing, subject) for holds in others)
        and not did_not_draft(standing, subject)
    )
