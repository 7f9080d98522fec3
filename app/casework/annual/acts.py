"""The life of a report: opened, filled in, signed, handed in, returned or made final, published, corrected.

汇集 → 自检 → 签批 → 报送 → 审核（退回）→ 定稿 → 公布. Each act looks at the state under the lock of the row, so of two
who act at once one is told what the other did.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.annual import errors
from app.casework.annual.content import EDITABLE, content_of, faults, settle
from app.casework.annual.finding import latest, report_with
from app.casework.models.annual import AnnualEntry, AnnualFinding, AnnualReport, Covers, ReportState
from app.database import db
from app.law.annual_report.cells import entered, kept
from app.law.annual_report.drafting import draft
from app.law.annual_report.form import PARTS, title_of, words_of
from app.law.errors import InvalidInput
from app.office.models import OrgUnit
from app.office.organs import accepting_organ
from app.office.permissions import AtOrgan, Permission

LONGEST_TEXT, LONGEST_REASON, LONGEST_FINDING = 20_000, 300, 500


@use_case("open_annual_report")
def open_report(act: Act, organ: str, year: int, covers: str) -> Result:
    """Begin the report of a year that is over, of an organ as it was on its last day, with its parts drafted. Raises
    YearNotOver, ReportExists."""
    if year >= act.today.year:
        raise errors.YearNotOver(fields={"year": errors.YearNotOver.message})
    unit = accepting_organ(organ, date(year, 12, 31))
    act.require(Permission.WRITE_REPORT, AtOrgan(unit.id))
    if latest(unit.id, year, Covers(covers)) is not None:
        raise errors.ReportExists
    report = _new(act, unit, year, covers, {})
    report.texts = drafted(report)
    _tell(act, report, "opened", f"建立{_name(report)}")
    return {"report": report.id}


def drafted(report: AnnualReport) -> dict[str, str]:
    """The parts in words with the numbers of now."""
    content, organ = content_of(report), report.organ
    contact = "，".join(
        f"{label}：{value}"
        for label, value in (("地址", organ.address), ("邮编", organ.postcode), ("电话", organ.telephone))
        if value
    )
    return draft(organ.name, report.year, content.cells, content.fee, contact)


@use_case("enter_annual_cell")
def enter_cell(act: Act, report_id: int, cell: str, value: str, reason: str = "") -> Result:
    """Enter a cell by hand. Raises NotANumber, ReasonNeeded where the system counts it, WrongState."""
    report = _at(act, report_id, Permission.WRITE_REPORT, *EDITABLE)
    checked = entered(cell, value)
    if cell in content_of(report).computed and not reason.strip():
        raise errors.ReasonNeeded(fields={"reason": errors.ReasonNeeded.message})
    _check_length("reason", reason, LONGEST_REASON)
    entry = AnnualEntry(
        report_id=report.id, cell=cell, value=kept(checked), reason=reason.strip(),
        entered_by_id=act.actor.person_id, entered_at=act.now,
    )  # fmt: skip
    report.entries.append(entry)
    _changed(report)
    _tell(act, report, "entered", f"填报{_name(report)}：{words_of(cell)} 为“{kept(checked) or '（空）'}”",
          cell=cell, value=kept(checked), reason=reason.strip())  # fmt: skip
    return {"report": report.id}


@use_case("write_annual_texts")
def write_texts(act: Act, report_id: int, texts: Mapping[str, str], edition: int) -> Result:
    """The parts in words. Raises ReportMoved when somebody else wrote since, WrongState."""
    report = _at(act, report_id, Permission.WRITE_REPORT, *EDITABLE, edition=edition)
    long = {part: f"不能超过 {LONGEST_TEXT} 字" for part, text in texts.items() if len(text) > LONGEST_TEXT}
    if long:
        raise InvalidInput(fields=long)
    report.texts = {part: texts.get(part, "").replace("\r\n", "\n").strip() for part in PARTS}
    _changed(report)
    _tell(act, report, "written", f"修改{_name(report)}的正文")
    return {"report": report.id}


@use_case("draft_annual_texts")
def draft_again(act: Act, report_id: int, edition: int) -> Result:
    """The parts drafted anew with the numbers of now; what was written is in the audit chain. Raises ReportMoved."""
    report = _at(act, report_id, Permission.WRITE_REPORT, *EDITABLE, edition=edition)
    before = dict(report.texts)
    _changed(report)
    report.texts = drafted(report)
    _tell(act, report, "drafted", f"按现在的数字重新起草{_name(report)}的正文", before=before)
    return {"report": report.id}


@use_case("sign_annual_report")
def sign_report(act: Act, report_id: int, edition: int) -> Result:
    """单位负责人签批 what was seen; its numbers are settled. Raises ReportHasFaults, ReportMoved, WrongState."""
    report = _at(
        act, report_id, Permission.SIGN_REPORT, ReportState.COLLECTING, ReportState.RETURNED, edition=edition
    )
    content = content_of(report)
    stopping = [one.words for one in faults(content, act.today) if not one.is_warning]
    stopping += [f"“{one.name}”还没有定稿的年度报告" for one in content.missing]
    if stopping:
        raise errors.ReportHasFaults(f"自检没有通过，请先改正：{'；'.join(stopping[:5])}")
    settle(content)
    report.state, report.signed_at, report.signed_by_id = ReportState.SIGNED, act.now, act.actor.person_id
    report.edition += 1
    _tell(act, report, "signed", f"签批{_name(report)}")
    return {"report": report.id}


@use_case("hand_in_annual_report")
def hand_in(act: Act, report_id: int) -> Result:
    """报送, by who signed. Raises NotTheSigner, WrongState."""
    report = _at(act, report_id, Permission.SIGN_REPORT, ReportState.SIGNED)
    if report.signed_by_id != act.actor.person_id:
        raise errors.NotTheSigner
    report.state, report.handed_in_at = ReportState.HANDED_IN, act.now
    report.edition += 1
    _tell(act, report, "handed_in", f"报送{_name(report)}")
    return {"report": report.id}


@use_case("return_annual_report")
def return_report(act: Act, report_id: int, findings: Sequence[str], edition: int) -> Result:
    """退回 with numbered findings. Raises InvalidInput without any, WrongState."""
    report = _at(act, report_id, Permission.REVIEW_REPORT, ReportState.HANDED_IN, edition=edition)
    said = [one.strip() for one in findings if one.strip()]
    if not said:
        raise InvalidInput(fields={"findings": "请写明要改正的问题，一行一条"})
    for one in said:
        _check_length("findings", one, LONGEST_FINDING, "每条问题")
    report.returned += 1
    first = len(report.findings) + 1
    report.findings += [
        AnnualFinding(report_id=report.id, number=number, round=report.returned, words=words,
                      raised_by_id=act.actor.person_id, raised_at=act.now)
        for number, words in enumerate(said, start=first)
    ]  # fmt: skip
    report.state = ReportState.RETURNED
    _unsettle(report)
    _tell(act, report, "returned", f"退回{_name(report)}，问题 {len(said)} 条")
    return {"report": report.id}


@use_case("freeze_annual_report")
def freeze(act: Act, report_id: int, edition: int) -> Result:
    """审核通过、定稿: the numbers do not change any more. Raises WrongState, ReportMoved."""
    report = _at(act, report_id, Permission.REVIEW_REPORT, ReportState.HANDED_IN, edition=edition)
    report.state, report.frozen_at, report.frozen_by_id = ReportState.FROZEN, act.now, act.actor.person_id
    report.edition += 1
    _tell(act, report, "frozen", f"审核通过{_name(report)}，定稿")
    return {"report": report.id}


@use_case("publish_annual_report")
def publish(act: Act, report_id: int) -> Result:
    """公布 what is final; the version that it corrects is replaced. Raises WrongState."""
    report = _at(act, report_id, Permission.SIGN_REPORT, ReportState.FROZEN)
    report.state, report.published_at = ReportState.PUBLISHED, act.now
    report.edition += 1
    _tell(act, report, "published", f"公布{_name(report)}")
    return {"report": report.id}


@use_case("correct_annual_report")
def correct(act: Act, report_id: int, note: str) -> Result:
    """更正 a published report: a new version with a note, the old one is kept. Raises InvalidInput, WrongState."""
    report = _at(act, report_id, Permission.WRITE_REPORT, ReportState.PUBLISHED)
    if report.replaced_by_id is not None:
        raise errors.WrongState("这一版已经有更正的版本，请在新的版本上办理")
    if not note.strip():
        raise InvalidInput(fields={"note": "请写明更正了什么、为什么更正，公布时一并说明"})
    _check_length("note", note, LONGEST_FINDING)
    made = _new(act, report.organ, report.year, report.covers, report.texts, report.version + 1)
    made.correction = note.strip()
    made.entries = [
        AnnualEntry(report_id=made.id, cell=one.cell, value=one.value, reason=one.reason,
                    entered_by_id=one.entered_by_id, entered_at=one.entered_at)
        for one in report.entries
    ]  # fmt: skip
    report.replaced_by_id = made.id
    _tell(act, made, "corrected", f"更正{_name(report)}，建立第 {made.version} 版", note=made.correction)
    return {"report": made.id}


def _new(
    act: Act, organ: OrgUnit, year: int, covers: str, texts: Mapping[str, str], version: int = 1
) -> AnnualReport:
    report = AnnualReport(
        organ=organ, organ_id=organ.id, year=year, covers=Covers(covers), version=version, texts=dict(texts),
        cells={}, opened_at=act.now, opened_by_id=act.actor.person_id, state=ReportState.COLLECTING,
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()
    return report


def _check_length(field: str, words: str, most: int, what: str = "") -> None:
    """Nothing that was typed is cut off in silence. Raises InvalidInput beside the field."""
    if (length := len(words.strip())) > most:
        raise InvalidInput(fields={field: f"{what}最多 {most} 字，现为 {length} 字"})


def _at(
    act: Act, report_id: int, permission: Permission, *states: ReportState, edition: int | None = None
) -> AnnualReport:
    """The report, locked; permission, state and edition hold. Raises NotFound, NotAllowed, WrongState, ReportMoved."""
    report = report_with(report_id)
    db.session.refresh(report, with_for_update=True)
    act.require(permission, report)
    if report.state not in states:
        raise errors.WrongState(_why_not(report))
    if edition is not None and edition != report.edition:
        raise errors.ReportMoved
    return report


def _why_not(report: AnnualReport) -> str:
    if report.frozen_at is not None and report.frozen_by is not None:
        return f"报告已由{report.frozen_by.name}于 {report.frozen_at:%Y-%m-%d %H:%M} 审核定稿，不能再改"
    return f"报告现在是“{report.state_words}”，不能这样办理"


def _changed(report: AnnualReport) -> None:
    if report.state == ReportState.SIGNED:
        report.state = ReportState.COLLECTING
        _unsettle(report)
    report.edition += 1


def _unsettle(report: AnnualReport) -> None:
    """The signature is off; the numbers follow the record again."""
    report.cells, report.fee, report.signed_at, report.signed_by_id = {}, "", None, None
    report.edition += 1


def _name(report: AnnualReport) -> str:
    version = f"第 {report.version} 版" if report.version > 1 else ""
    return f"《{title_of(report.organ.name, report.year)}》{version}（{report.covers_words}）"


def _tell(act: Act, report: AnnualReport, what: str, words: str, **detail: Any) -> None:
    act.audit(f"annual_report.{what}", words, unit=report.organ_id, report=report.id, **detail)
