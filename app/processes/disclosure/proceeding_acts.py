"""登记行政复议、行政诉讼: the application, the ruling, and a correction by a later entry. Nothing is overwritten.

Most come when the case is closed, so none of these acts asks for an open one.
"""

from datetime import date
from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.contract.fields import Choice, Day, Text, Whole
from app.casework.contract.forms import Values, load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import add_document
from app.casework.papers.uploads import CheckedUpload
from app.casework.terms import clocks
from app.database import db
from app.law.errors import InvalidInput
from app.law.proceedings import (
    RULINGS,
    WORDS,
    Begun,
    Proceeding,
    check_days_of_application,
    check_days_of_ruling,
    check_kind,
    check_not_entered,
    check_takes_effect,
    plain_digits,
    takes_effect_later,
)
from app.office.permissions import Permission
from app.processes.disclosure.models import ProceedingRecord
from app.processes.disclosure.proceedings import (
    UNITS,
    counted_from,
    known_of,
    limit_of,
    proceeding_records,
    record_of,
    ruling_words,
    standing_proceedings,
    title_of,
    why_answered_here,
)
from app.processes.disclosure.registration import request_of

PURPOSE = "proceeding"
LONGEST_ORDER = 365
_DECIDED = "ruling=" + "|".join(RULINGS)
_IN_COURT = f"{_DECIDED}&kind=" + "|".join(kind for kind in Proceeding if takes_effect_later(kind))
_REOPENS = "ruling=" + "|".join(key for key, one in RULINGS.items() if one.reopens)
OF_APPLICATION = ("kind", "body", "docket", "applied_on", "told_on", "note")
OF_RULING = (
    "ruling", "ruling_number", "ruled_on", "got_on", "party_got_on", "effective_on", "redo_days", "redo_unit",
)  # fmt: skip
EFFECT = (
    "行政诉讼的判决主文写明自判决生效之日起计算的填写，期限自该日而不自收到的次日起算：一审判决在上诉期满没有上诉的，期满后生效；"
    "二审判决送达后生效。还没有生效的，先不登记结果"
)
RECEIPT = "责令重新答复的期限自收到次日起算"
DIGITS = ("docket", "ruling_number")


class ApplicationSchema(OfficeSchema):
    """What was begun, before whom, and since when the organ knows."""

    kind = Choice("类别", {str(one): words for one, words in WORDS.items()})
    body = Text("复议机关、法院", maximum=60, hint="写全称，如：楚雄彝族自治州人民政府")
    docket = Text("案号", maximum=60, required=False)
    applied_on = Day("申请、起诉日期")
    told_on = Day("本机关收到通知日期", hint="受理通知书、应诉通知书、答复通知书送到之日")
    note = Text("备注", maximum=500, required=False, widget="textarea")


def _ruling_fields(*, required: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {} if required else {"shown_when": _DECIDED}
    judged: dict[str, Any] = {} if required else {"shown_when": _IN_COURT}
    return {
        "ruling": Choice("结果", {key: one.title for key, one in RULINGS.items()}, required=required),
        "ruling_number": Text("决定、判决文号", maximum=60, required=False, **shown),
        "ruled_on": Day("作出日期", required=required, **shown),
        "got_on": Day("本机关收到日期", required=required, hint=RECEIPT, **shown),
        "party_got_on": Day("申请人收到日期", required=False, hint="知道的填写：申请人的起诉期限由此起算", **shown),
        "effective_on": Day("判决生效日期", required=False, hint=EFFECT, **judged),
        "redo_days": Whole("责令答复的期限", minimum=1, maximum=LONGEST_ORDER, required=False, shown_when=_REOPENS,
                           hint="主文写明天数的照填；没有写明的不填，按法规参数推算"),
        "redo_unit": Choice("期限单位", UNITS, required=False, shown_when=_REOPENS),
    }  # fmt: skip


RulingSchema = OfficeSchema.from_dict(_ruling_fields(required=True), name="RulingSchema")


def ruling_schema(kind: str) -> Schema:
    """What a page asks of how it ended: no decision on reconsideration takes effect on another day."""
    return RulingSchema(exclude=() if takes_effect_later(kind) else ("effective_on",))


CorrectionSchema = ApplicationSchema.from_dict(
    {
        **_ruling_fields(required=False),
        "why": Text("更正的原因", maximum=300, argues=True, hint="原记录保留，写入更正记录"),
    },
    name="CorrectionSchema",
)


@use_case("record_proceeding", needs=Permission.RECORD_PROCEEDING)
def record_proceeding(act: Act, data: dict[str, Any], uploads: list[CheckedUpload]) -> Result:
    """The organ was told of a reconsideration or a suit. Raises DayOutOfRange, NoReconsiderationOnRecord."""
    values = load_schema(ApplicationSchema(), data)
    _check_application(act, values, standing_proceedings(act.the_case))
    number = _next_number(act)
    record = _enter(act, values, uploads, number=number, root=number)
    clocks.record_all(act, [_begun(record)])
    act.audit("proceeding.recorded", f"登记{title_of(record)}（第 {number} 条）", number=number)
    return {"number": number}


@use_case("record_ruling", needs=Permission.RECORD_PROCEEDING)
def record_ruling(act: Act, number: int, data: dict[str, Any], uploads: list[CheckedUpload]) -> Result:
    """It was decided. Raises CannotHappenNow, DayOutOfRange, InvalidInput."""
    old = _standing(act, number)
    if old.ruling:
        raise CannotHappenNow("这一条已经登记结果。结果有误的，请更正")
    values = load_schema(RulingSchema(), data)
    _check_ruling(act, values, old.kind, old.applied_on)
    known = {name: getattr(old, name) for name in OF_APPLICATION}
    record = _enter(act, {**known, **values}, uploads, number=_next_number(act), root=old.root,
                    edition=old.edition, instead_of=old, why="登记结果")  # fmt: skip
    ordered = _ordered_here(act, record)
    clocks.record_all(act, [*_decided(record), *ordered])
    here = "；本件尚未答复，在本件中按其期限答复" if ordered else ""
    act.audit("proceeding.ruled", f"登记{title_of(record)}结果：{ruling_words(record)}{here}", number=record.number,
              ruling=record.ruling)  # fmt: skip
    return {"number": record.number}


@use_case("correct_proceeding", needs=Permission.RECORD_PROCEEDING)
def correct_proceeding(act: Act, number: int, data: dict[str, Any], uploads: list[CheckedUpload]) -> Result:
    """A later entry takes the place of this one, which stays readable with its papers; clocks follow the later."""
    old = _standing(act, number)
    values = load_schema(CorrectionSchema(), data)
    if old.ruling and not values["ruling"]:
        raise InvalidInput(fields={"ruling": "已经登记结果，更正后仍须写明结果"})
    others = [one for one in standing_proceedings(act.the_case) if one.root != old.root]
    _check_application(act, values, others)
    if values["ruling"]:
        _check_ruling(act, values, values["kind"], values["applied_on"])
    record = _enter(act, values, uploads, number=_next_number(act), root=old.root, edition=old.edition + 1,
                    instead_of=old, why=values["why"])  # fmt: skip
    clocks.record_all(act, [_begun(record), *_decided(record), *_ordered_here(act, record)])
    act.audit("proceeding.corrected", f"更正第 {number} 条复议诉讼记录（第 {record.number} 条）", number=record.number,
              corrects=number)  # fmt: skip
    return {"number": record.number}


def _standing(act: Act, number: int) -> ProceedingRecord:
    """The entry that still counts. Raises NotFound, CannotHappenNow."""
    found = record_of(act.the_case, number)
    if found is None:
        raise NotFound()
    if found not in standing_proceedings(act.the_case):
        raise CannotHappenNow("这一条已有后来的记录，请在后来的一条上办理")
    return found


def _check_application(act: Act, values: Values, others: list[ProceedingRecord]) -> None:
    check_kind(values["kind"], known_of(others))
    begun = [Begun(one.number, one.kind, one.body, one.docket, one.applied_on) for one in others]
    check_not_entered(values["kind"], values["body"], values["docket"], values["applied_on"], begun)
    arrived_on = request_of(act.the_case).arrived_on
    check_days_of_application(values["applied_on"], values["told_on"], arrived_on=arrived_on, today=act.today)


def _check_ruling(act: Act, values: Values, kind: str, applied_on: date) -> None:
    """Both days must be there, and a limit has its unit."""
    check_takes_effect(kind, values["effective_on"])
    missing = [name for name in ("ruled_on", "got_on") if values[name] is None]
    if missing:
        raise InvalidInput(fields=dict.fromkeys(missing, "登记结果的，请填写日期"))
    if bool(values["redo_days"]) != bool(values["redo_unit"]):
        raise InvalidInput(fields={"redo_unit": "责令答复的期限和单位须同时填写"})
    check_days_of_ruling(values["ruled_on"], values["got_on"], values["party_got_on"], applied_on=applied_on,
                         today=act.today, effective_on=values["effective_on"])  # fmt: skip


def _next_number(act: Act) -> int:
    return max((one.number for one in proceeding_records(act.the_case)), default=0) + 1


def _enter(
    act: Act, values: Values, uploads: list[CheckedUpload], *, number: int, root: int, edition: int = 1,
    instead_of: ProceedingRecord | None = None, why: str = "",
) -> ProceedingRecord:  # fmt: skip
    said = {
        name: values[name] for name in (*OF_APPLICATION, *OF_RULING) if values.get(name) not in (None, "")
    }
    if not said.get("ruling") or not RULINGS[said["ruling"]].reopens:
        said = {name: value for name, value in said.items() if not name.startswith("redo_")}
    said |= {name: plain_digits(said[name]) for name in DIGITS if name in said}
    record = ProceedingRecord(
        case_id=act.the_case.id, number=number, root=root, edition=edition, recorded_by_id=act.actor.person_id,
        recorded_at=act.now, corrects_id=instead_of.id if instead_of else None, why_corrected=why, **said,
    )  # fmt: skip
    db.session.add(record)
    db.session.flush()
    record.papers.extend(instead_of.papers if instead_of else ())
    for upload in uploads:
        record.papers.append(
            add_document(act, upload, origin=DocumentOrigin.OFFICE, purpose=PURPOSE, title=upload.filename)
        )
    db.session.flush()
    return record


def _begun(record: ProceedingRecord) -> tuple[str, date, dict[str, Any]]:
    """行政复议法第二十条, 行政诉讼法第四十五条、第四十六条: the right was used on that day."""
    is_first = record.kind == Proceeding.RECONSIDERATION
    return ("reconsideration_applied" if is_first else "litigation_filed", record.applied_on, _which(record))


def _decided(record: ProceedingRecord) -> list[tuple[str, date, dict[str, Any]]]:
    """行政诉讼法第四十五条: fifteen days from the applicant's receipt; the organ's own where that is not known."""
    day = record.party_got_on or record.got_on
    if record.kind != Proceeding.RECONSIDERATION or day is None:
        return []
    return [("reconsideration_decision_received", day, _which(record))]


def _ordered_here(act: Act, record: ProceedingRecord) -> list[tuple[str, date, dict[str, Any]]]:
    """责令答复 while nothing was said: the limit of the order runs in this case, whose own reply obeys it."""
    if not record.ruling or not RULINGS[record.ruling].reopens or not why_answered_here(act.the_case, record):
        return []
    return [("redo_ordered", counted_from(record), {**limit_of(record), **_which(record)})]


def _which(record: ProceedingRecord) -> dict[str, Any]:
    return {"id": str(record.root), "edition": record.edition}
