"""登记: a concern comes in, with its source, its copy, and the moments from which the hours run."""

from typing import Any

from marshmallow import Schema

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Choice, Text, Tick
from app.casework.contract.forms import Values, load_schema
from app.casework.contract.moments import Moment
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import add_document
from app.casework.papers.uploads import CheckedUpload
from app.casework.publications.errors import HoldsPersonalData
from app.casework.publications.rules import check_personal_data
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.database import db
from app.law.channels import is_web_address
from app.law.concern_grade import Grade
from app.law.concerns import KINDS, LEVELS, SOURCES, check_moments, clock_start
from app.law.errors import InvalidInput, RuleViolation
from app.office.organs import find_unit
from app.office.permissions import AtOrgan, Permission
from app.processes.response.models import Concern
from app.processes.response.records import PREFIX, PROCESS

COPY = "copy"
WRITTEN = ("topic", "detail", "place", "policy", "level_reason")


class ConcernSchema(OfficeSchema):
    """What is recorded when the office learns of it: the same for page and API."""

    source = Choice("来源", SOURCES, widget="select")
    kind = Choice("关切类别", KINDS, widget="select")
    topic = Text("主题", maximum=120, hint="一句话写明公众关切什么")
    detail = Text("内容摘要", maximum=2000, widget="textarea", hint="不写个人信息；原文作为副本上传")
    link = Text("链接", maximum=500, required=False, hint="没有链接的，上传截图、录音等副本")
    captured_at = Moment("取证时间", required=False, hint="打开链接或者制作副本的时间；不填为登记时间")
    place = Text("事发地点", maximum=120)
    policy = Text("有关政策", maximum=200, required=False, hint="被误读或者有争议的文件名称、文号")
    happened_at = Moment("事件发生时间")
    appeared_at = Moment("信息出现时间", required=False, hint="网上最早出现的时间，已知的填写")
    known_at = Moment("获知时间", hint="时限自该时刻起连续计算，夜间、休息日都计入")
    is_emergency = Tick("属于突发事件")
    raises_opinion = Tick(
        "已引起舆论关注", hint="特别重大、重大突发事件引起舆论关注的，同时适用 48 小时回应时限"
    )
    level = Choice("等级", LEVELS)
    level_reason = Text("定级理由", maximum=500, widget="textarea")


@use_case("register_concern")
def register_concern(
    act: Act, organ_code: str, data: dict[str, Any], uploads: list[CheckedUpload] | None = None
) -> Result:
    """A clerk records a concern; the limits run from the moment at which the office knew."""
    organ = find_unit(organ_code, act.today)
    act.require(Permission.REGISTER_CASE, AtOrgan(organ.id))
    values = checked(ConcernSchema(), data, act, uploads or [])
    act.case = Case(
        number=numbering.case_number(organ, PREFIX, act.today.year), process=PROCESS, organ_id=organ.id,
        title=values["topic"], party=SOURCES[values["source"]], opened_at=act.now,
        received_on=values["known_at"].date(),
    )  # fmt: skip
    db.session.add(act.case)
    db.session.flush()
    db.session.add(Concern(case_id=act.case.id, **_row(values, act)))
    for upload in uploads or []:
        add_document(act, upload, origin=DocumentOrigin.OFFICE, purpose=COPY, title=upload.filename)
    act.audit("concern.registered", "登记舆情", known_at=values["known_at"].isoformat(),
              copies=[upload.hash for upload in uploads or []])  # fmt: skip
    begin_clocks(act, values)
    workflow_of(act).start({})
    return {"number": act.case.number}


def checked(schema: Schema, data: dict[str, Any], act: Act, uploads: list[CheckedUpload]) -> Values:
    """The values, if link or copy is there, the moments follow each other and no personal number stands in them.

    Raises MomentOutOfRange, HoldsPersonalData, or InvalidInput with all that is wrong at once.
    """
    values, refusals = load_schema(schema, data), list[RuleViolation]()
    for check in (_check_source, _check_moments, _check_words):
        try:
            check(values, act, uploads)
        except RuleViolation as refused:
            refusals.append(refused)
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        raise InvalidInput(fields={name: words for one in refusals for name, words in one.fields.items()})
    return values


def _check_source(values: Values, act: Act, uploads: list[CheckedUpload]) -> None:
    faults = {}
    if values["link"] and not is_web_address(values["link"]):
        faults["link"] = "链接应以 http:// 或者 https:// 开头"
    if not values["link"] and not uploads:
        faults["link"] = "请填写链接，或者上传副本，作为来源的凭证"
    if values["captured_at"] and values["captured_at"] > act.now:
        faults["captured_at"] = "时间不应晚于现在"
    if faults:
        raise InvalidInput(fields=faults)


def _check_moments(values: Values, act: Act, uploads: list[CheckedUpload]) -> None:
    check_moments(values["happened_at"], values["known_at"], values["appeared_at"], act.now)


def _check_words(values: Values, act: Act, uploads: list[CheckedUpload]) -> None:
    refuse_personal_data({name: values[name] for name in WRITTEN}, "登记的内容")


def refuse_personal_data(texts: dict[str, str], where: str = "拟公开的内容") -> None:
    """Raises HoldsPersonalData beside each field in which a number that points to a person stands."""
    faults = {}
    for name, text in texts.items():
        try:
            check_personal_data([text], where)
        except HoldsPersonalData as refused:
            faults[name] = refused.message
    if faults:
        raise HoldsPersonalData(next(iter(faults.values())), fields=faults)


def begin_clocks(act: Act, values: Values) -> None:
    """The limits that apply run at once, from the same instant."""
    rule = str(clocks.parameters_on(values["known_at"].date()).value("opinion_clock_start"))
    start = clock_start(values["known_at"], values["appeared_at"], rule)
    grade = Grade(values["level"], values["is_emergency"], values["raises_opinion"])
    for severity in grade.severities:
        clocks.record(act, "public_concern_arisen", at=start, severity=severity)


def _row(values: Values, act: Act) -> dict[str, Any]:
    row = {name: value for name, value in values.items() if name != "topic"}
    return {**row, "captured_at": values["captured_at"] or act.now}
