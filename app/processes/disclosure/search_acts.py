"""检索记录: entering a search, and correcting an entry by a later one. Nothing is overwritten."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from marshmallow import Schema
from sqlalchemy import insert

from app.casework.acts import rows
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.contract.fields import Choice, Day, Text
from app.casework.contract.forms import Values, load_schema
from app.casework.contract.pickers import UnitPicker
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, Document
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import add_document
from app.casework.papers.uploads import CheckedUpload
from app.database import db
from app.law.errors import RuleViolation
from app.law.searching import FINDING_WORDS, check_days_of_search
from app.office.organs import descendants
from app.office.permissions import Permission
from app.processes.disclosure.models import SearchRecord
from app.processes.disclosure.models.search import search_paper
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.searches import (
    forget_searches,
    is_reply_out,
    newest_number,
    record_of,
    standing_searches,
)

PURPOSE = "search"
_keep_paper = insert(search_paper)
PERSONS = "写岗位，如：档案室管理员、原经办人。写入告知书"


class SearchesAreFixed(RuleViolation):
    """The reply is issued: what it recites of the searches is not changed under it."""

    code = "searches_are_fixed"
    message = "答复已经制发，检索记录不能再增加或者更正"


class SearchSchema(OfficeSchema):
    """Where, how, by which words, whom one asked, and with what result."""

    scope = Text(
        "检索范围", maximum=1000, widget="textarea", argues=True, hint="查了哪些档案、系统、科室、年份"
    )
    method = Text(
        "检索方法",
        maximum=1000,
        widget="textarea",
        argues=True,
        hint="如：文号检索、题名检索、逐卷翻查、询问经办人",
    )
    keywords = Text("关键词", maximum=300, argues=True, hint="用顿号分开")
    persons_asked = Text("询问的人员", maximum=300, required=False, hint=PERSONS)
    began_on = Day("检索开始日期", required=False, hint="当天完成的不填")
    searched_on = Day("检索结束日期")
    finding = Choice("检索结论", {str(one): words for one, words in FINDING_WORDS.items()})
    result = Text(
        "检索结果",
        maximum=2000,
        widget="textarea",
        argues=True,
        hint="查到的信息，或者未查到的说明。写入告知书",
    )


class CorrectionSchema(SearchSchema):
    """The whole entry anew, and why."""

    why = Text("更正的原因", maximum=300, argues=True, hint="原记录保留，写入更正记录")


def search_schema(case: Case, on: date, *, corrects: bool = False) -> Schema:
    """The form with the units that may have searched: the organ and those below it."""
    base, units = CorrectionSchema if corrects else SearchSchema, [case.organ, *descendants(case.organ, on)]
    unit = UnitPicker("检索单位", units, hint="代其他单位登记的，选实际检索的单位")
    ordered = {"unit": unit, **base().fields}
    return OfficeSchema(ordered)


@use_case("record_search", needs=Permission.RECORD_SEARCH)
def record_search(act: Act, data: dict[str, Any], uploads: list[CheckedUpload]) -> Result:
    """One search of one unit. Raises SearchesAreFixed, InvalidInput, DayOutOfRange."""
    _require_open_reply(act)
    values = load_schema(search_schema(act.the_case, act.today), data)
    _check_days(act, values)
    record = enter(act, values, values["unit"].id, papers=_filed(act, uploads))
    return {"number": record.number}


@use_case("correct_search", needs=Permission.RECORD_SEARCH)
def correct_search(act: Act, number: int, data: dict[str, Any], uploads: list[CheckedUpload]) -> Result:
    """A later entry takes the place of this one, which stays readable with its papers."""
    _require_open_reply(act)
    old = record_of(act.the_case, number)
    if old is None:
        raise NotFound()
    if old not in standing_searches(act.the_case):
        raise CannotHappenNow("这条检索记录已经更正过，请更正后来的一条")
    values = load_schema(search_schema(act.the_case, act.today, corrects=True), data)
    _check_days(act, values)
    papers = [*old.papers, *_filed(act, uploads)]
    record = enter(act, values, values["unit"].id, papers=papers, corrects=old, why=values["why"])
    return {"number": record.number}


def _require_open_reply(act: Act) -> None:
    act.require_open()
    if is_reply_out(act.the_case):
        raise SearchesAreFixed()


def _check_days(act: Act, values: Values) -> None:
    arrived_on = request_of(act.the_case).arrived_on
    check_days_of_search(values["began_on"], values["searched_on"], arrived_on=arrived_on, today=act.today)


def enter(
    act: Act, values: Values, unit_id: int, *, papers: Sequence[Document], corrects: SearchRecord | None = None,
    why: str = "",
) -> SearchRecord:  # fmt: skip
    """A row of the record with its papers, inside any act: written at once, and not a row of the session."""
    record = SearchRecord(
        case_id=act.the_case.id, number=newest_number(act.the_case) + 1, unit_id=unit_id,
        scope=values["scope"], method=values["method"], keywords=values["keywords"],
        persons_asked=values.get("persons_asked") or "", finding=values.get("finding") or "",
        result=values["result"], began_on=values.get("began_on"), searched_on=values.get("searched_on") or act.today,
        searched_by_id=act.actor.person_id, recorded_at=act.now, corrects_id=corrects.id if corrects else None,
        why_corrected=why,
    )  # fmt: skip
    record.id = rows.write_one(record)
    if papers:
        db.session.execute(_keep_paper, [{"search_id": record.id, "document_id": one.id} for one in papers])
    forget_searches(act.the_case.id)
    words = f"更正第 {corrects.number} 条检索记录" if corrects else "登记检索记录"
    act.audit("search.corrected" if corrects else "search.recorded", f"{words}（第 {record.number} 条）",
              number=record.number, corrects=corrects.number if corrects else None)  # fmt: skip
    return record


def _filed(act: Act, uploads: list[CheckedUpload]) -> list[Document]:
    return [
        add_document(act, upload, origin=DocumentOrigin.OFFICE, purpose=PURPOSE, title=upload.filename)
        for upload in uploads
    ]
