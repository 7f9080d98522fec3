"""起草: a statement is written by the responsible organ; its text is a slot, to which signatures are bound."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, WorkItem
from app.casework.texts import versions
from app.casework.texts.contents import body_content
from app.database import db
from app.law.channels import PublicChannel
from app.law.concerns import STATEMENT_KINDS, StatementKind, check_correction
from app.law.errors import InvalidInput
from app.processes.response.models import Statement
from app.processes.response.records import (
    MOST_STATEMENTS,
    concern_of,
    correctable_of,
    in_work,
    published_of,
    statements_of,
)
from app.processes.response.registration import refuse_personal_data
from app.processes.response.wording import correction_line, normal
from app.steps.channels import PostingOnChannels

ORDINARY, EMERGENCY = "ordinary", "emergency"
PATHS = {ORDINARY: "书面审签后发布", EMERGENCY: "紧急，口头批准先行发布"}
CO_SIGNERS = "co_signers"


def latest(case: Case) -> Statement | None:
    """The statement with the highest number."""
    return next(reversed(statements_of(case)), None)


def title_of(case: Case) -> str:
    """What is posted on channels."""
    found = latest(case)
    return found.headline if found else case.title


def slot_of(case: Case) -> str:
    """Which statement is posted on channels."""
    found = latest(case)
    return found.slot if found else ""


def draft_form(posting: PostingOnChannels) -> TaskForm:
    """The form 起草发布稿; the channels are those that the step offers."""
    return TaskForm(
        "statement", "起草发布稿", lambda item: _schema(item, posting), _draft, initial=_as_it_stands, submit="送审",
        note="发布稿不写个人信息。审签、口头批准都与所见文本绑定，发布的与批准的逐字一致。",
    )  # fmt: skip


def _schema(item: WorkItem, posting: PostingOnChannels) -> Schema:
    earlier = {str(one.number): f"第 {one.number} 次：{one.headline}" for one in correctable_of(item.case)}
    members: dict[str, fields.Field[Any]] = {
        "kind": Choice("发布类型", _kinds(item.case),
                       hint="首次发布只通报已核实的情况；正式回应才算完成 48 小时回应"),
        "corrects": Choice("更正哪一次发布", earlier, required=False, widget="select", shown_when="kind=correction"),
        "headline": Text("标题", maximum=100),
        "body": Text("正文", maximum=5000, widget="textarea", hint="每段一行"),
        "channels": posting.field(minimum=0, hint="门户网页同时发布，不必选；这里选其他渠道，每个渠道须有发布凭证"),
        "path": Choice("批准方式", PATHS),
        "urgent_reason": Text("紧急理由", maximum=300, widget="textarea", required=False,
                              shown_when=f"path={EMERGENCY}", hint="发布后一日内补办书面审批"),
        "opinion": Text("修改说明", maximum=300, required=False),
    }  # fmt: skip
    return OfficeSchema(members)


def _kinds(case: Case) -> Mapping[str, str]:
    """A first word is the first; nothing is followed up or corrected before something was said and stands."""
    has_said, may_correct = bool(published_of(case)), bool(correctable_of(case))
    offered = {
        StatementKind.FIRST: not has_said, StatementKind.ANSWER: True, StatementKind.FOLLOW_UP: has_said,
        StatementKind.CORRECTION: may_correct,
    }  # fmt: skip
    return {kind: STATEMENT_KINDS[kind] for kind, is_offered in offered.items() if is_offered}


def _as_it_stands(case: Case) -> Values:
    found = in_work(case)
    if found is None:
        usual = [PublicChannel.WECHAT.value]
        return {
            "path": ORDINARY,
            "channels": usual,
            "kind": StatementKind.FOLLOW_UP if published_of(case) else "",
        }
    return {
        "kind": found.kind, "headline": found.headline, "body": found.body, "channels": found.channels,
        "corrects": str(found.corrects.number) if found.corrects else "", "urgent_reason": found.urgent_reason,
        "path": EMERGENCY if found.is_emergency_path else ORDINARY,
    }  # fmt: skip


def _draft(act: Act, item: WorkItem, values: Values) -> Facts:
    case = act.the_case
    corrects = _corrected(case, values)
    if values["path"] == EMERGENCY and not values["urgent_reason"]:
        raise InvalidInput(fields={"urgent_reason": "紧急发布的，请写明紧急理由"})
    refuse_personal_data({"headline": values["headline"], "body": values["body"]})
    statement = in_work(case) or _begin(act)
    statement.kind, statement.headline, statement.body = values["kind"], values["headline"], values["body"]
    statement.corrects_id, statement.channels = corrects.id if corrects else None, values["channels"]
    statement.is_emergency_path = values["path"] == EMERGENCY
    statement.urgent_reason = values["urgent_reason"] if statement.is_emergency_path else ""
    closing = [correction_line(corrects)] if corrects else []
    text = normal(values["headline"], values["body"], *closing)
    versions.revise(act, statement.slot, body_content(text), values["opinion"])
    _forget_voice(statement)
    act.audit("statement.drafted", f"起草第 {statement.number} 次发布稿：{STATEMENT_KINDS[statement.kind]}")
    signers = [] if statement.is_emergency_path else list(concern_of(case).co_unit_ids)
    return {"path": values["path"], CO_SIGNERS: signers, "has_co_signers": bool(signers)}


def _corrected(case: Case, values: Values) -> Statement | None:
    chosen = [one for one in correctable_of(case) if str(one.number) == values["corrects"]]
    corrects = chosen[0] if chosen and values["kind"] == StatementKind.CORRECTION else None
    check_correction(values["kind"], corrects)
    return corrects


def _begin(act: Act) -> Statement:
    number = len(statements_of(act.the_case)) + 1
    if number > MOST_STATEMENTS:
        raise CannotHappenNow(f"一件舆情最多发布 {MOST_STATEMENTS} 次，请结案后另行登记")
    statement = Statement(case_id=act.the_case.id, number=number, kind="", headline="", body="",
                          drafted_at=act.now)  # fmt: skip
    db.session.add(statement)
    db.session.flush()
    return statement


def _forget_voice(statement: Statement) -> None:
    """A voice approved the text that it heard; a text that is handed in again is approved again."""
    statement.oral_by_id, statement.oral_at, statement.oral_hash = None, None, ""
    statement.oral_how, statement.oral_note = "", ""
