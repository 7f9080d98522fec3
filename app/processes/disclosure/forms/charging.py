"""收费: the notice is written, told, paid or not (条例第四十二条，国办函〔2020〕109号)."""

from datetime import date
from typing import Any

from markupsafe import Markup
from marshmallow import Schema, fields

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Text, Whole
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, WorkItem
from app.casework.terms import clocks
from app.casework.texts import versions
from app.database import db
from app.law import charging
from app.law.charging import WORDS, ChargedBy, Count
from app.law.errors import InvalidInput, RuleViolation
from app.law.parameters import Parameters
from app.processes.disclosure import fees
from app.processes.disclosure.fee_text import FEE, fee_content, preview_of
from app.processes.disclosure.models import FeeCharge
from app.processes.disclosure.registration import request_of

CHARGE, NONE = "charge", "none"
LONGEST_FORMULA = 200
MOST_ITEMS, MOST_PAGES = 200, 1_000_000
ONLY_CHARGING = f"charge={CHARGE}"
ASK_PAY = "如：凭本通知书所附非税收入缴款码，通过银行柜台或者网上银行缴入国库"


def _fee_schema(item: WorkItem) -> Schema:
    """The counts come from the record: how many cases before this one, how many pages are handed over."""
    case, request = item.case, request_of(item.case)
    offered = {str(way): WORDS[way] for way in charging.ways_to_charge(_scale(case), request.outcome)}
    earlier, pages = fees.earlier_cases(request), fees.pages_on_record(case)
    members: dict[str, fields.Field[Any]] = {
        "charge": Choice("是否收费", {CHARGE: "收取信息处理费（第四十二条）", NONE: "不收费，继续办理"}),
        "charged_by": Choice("计收方式", offered, required=False, shown_when=ONLY_CHARGING,
                             hint="按件适用于各种决定；按量只适用于提供信息的决定。二者择一"),
        "items": Whole("本件按几件计算", minimum=1, maximum=MOST_ITEMS, required=False, shown_when=ONLY_CHARGING,
                       hint=f"按件计收的填写。同一申请人当月在本件以前已提出 {earlier} 件，由系统推算"),
        "why_items": Text("按多件计算的理由", maximum=120, required=False, argues=True, for_letter=True,
                          shown_when=ONLY_CHARGING, hint="一件申请含多项内容、可以拆分的，写明怎样拆分；写入通知书"),
        "pages": Whole("页数", minimum=1, maximum=MOST_PAGES, required=False, shown_when=ONLY_CHARGING,
                       hint=_words_of_pages(pages)),
        "payment_way": Text("缴款方式", maximum=400, widget="textarea", required=False, shown_when=ONLY_CHARGING,
                            argues=True, for_letter=True, hint=ASK_PAY),
        "opinion": Text("办理意见", maximum=1000, widget="textarea", required=False,
                        hint="供审签时参考：写明数量、频次明显超过合理范围的情况。不收费的，写明理由"),
    }  # fmt: skip
    if ChargedBy.PAGES not in offered:
        del members["pages"]
    return OfficeSchema(members)


def _scale(case: Case) -> Parameters:
    return clocks.parameters_on(case.received_on or request_of(case).arrived_on)


def _words_of_pages(on_record: int) -> str:
    if on_record:
        return f"按量计收的取答复附件的页数：{on_record} 页，不必填写"
    return "按量计收的，请先在“答复附件”中添加文件；不能自动计页的，填写页数"


def _write(act: Act, item: WorkItem, values: Values) -> Facts:
    case = act.the_case
    if values["charge"] == NONE:
        _give_up(act, values["opinion"])
        return {"charge": NONE, "fee": NONE}
    charging.check_may_charge(clocks.clocks_of(case), act.today, is_charged=fees.is_told(case))
    written = _charge(case, values, act.today)
    _refuse_missing(values, written)
    kept = fees.charge_of(case)
    if kept is None:
        db.session.add(written)
    else:
        for name in ("charged_by", "first_unit", "last_unit", "why_items", "amount", "calculation", "payment_way",
                     "payment_working_days"):  # fmt: skip
            setattr(kept, name, getattr(written, name))
    _read_anew(case)
    versions.revise(act, FEE, fee_content(case, act.today), values["opinion"])
    act.audit("fee.drafted", f"拟写收费通知书：{written.calculation}，合计 {written.amount} 元")
    return {"charge": CHARGE, "fee": NONE}


def _read_anew(case: Case) -> None:
    """The request knows of its fee as it is now."""
    db.session.flush()
    db.session.expire(request_of(case), ["charge"])


def _give_up(act: Act, why: str) -> None:
    if not why:
        raise InvalidInput(fields={"opinion": "不收费的，请写明理由"})
    if (kept := fees.charge_of(act.the_case)) is not None:
        versions.discard(act, FEE, "决定不收费")
        db.session.delete(kept)
        _read_anew(act.the_case)
    act.audit("fee.given_up", "决定不收取信息处理费")


def _charge(case: Case, values: Values, on: date) -> FeeCharge:
    """The fee of these answers, by the scale of the request's month. Raises NothingToCharge, InvalidInput."""
    parameters = _scale(case)
    count = _count(case, values)
    fee = charging.fee_of(count, parameters)
    formula = charging.calculation(fee, count.by)
    if len(formula) > LONGEST_FORMULA:
        raise InvalidInput(fields={"items": "计算式过长，请按较少的件数分开计收"})
    return FeeCharge(
        case_id=case.id, charged_by=count.by, first_unit=count.first, last_unit=count.last,
        why_items=values.get("why_items") or "" if count.by is ChargedBy.CASES else "", amount=fee.amount,
        calculation=formula, payment_way=values.get("payment_way") or "",
        payment_working_days=int(clocks.parameters_on(on).value("fee_payment_working_days")),
    )  # fmt: skip


def _count(case: Case, values: Values) -> Count:
    if not values.get("charged_by"):
        raise InvalidInput(fields={"charged_by": "请选择计收方式"})
    if values["charged_by"] == ChargedBy.CASES:
        return charging.cases_of(fees.earlier_cases(request_of(case)), values.get("items") or 0)
    known, typed = fees.pages_on_record(case), values.get("pages")
    if known and typed and known != typed:
        raise InvalidInput(fields={"pages": f"答复附件共 {known} 页，与填写的页数不同"})
    return charging.pages_of(known or typed)


def _refuse_missing(values: Values, written: FeeCharge) -> None:
    faults = {}
    if not written.payment_way:
        faults["payment_way"] = "请填写缴款方式"
    if (
        written.charged_by == ChargedBy.CASES
        and written.last_unit > written.first_unit
        and not written.why_items
    ):
        faults["why_items"] = "按多件计算的，请写明理由"
    if faults:
        raise InvalidInput(fields=faults)


def _preview(case: Case, on: date, values: Values) -> Markup | None:
    """The notice with what is typed, as far as it makes a fee."""
    try:
        typed = {**values, "items": _number(values.get("items")), "pages": _number(values.get("pages"))}
        written = _charge(case, typed, on) if values.get("charge") != NONE else None
    except RuleViolation:
        written = fees.charge_of(case)
    return preview_of(case, written, on) if written is not None else None


def _number(value: Any) -> int | None:
    return int(value) if str(value or "").isascii() and str(value or "").isdigit() else None


def _known(case: Case) -> Values:
    kept = fees.charge_of(case)
    if kept is None:
        return {"items": 1}
    return {
        "charge": CHARGE, "charged_by": kept.charged_by, "why_items": kept.why_items, "payment_way": kept.payment_way,
        "items": kept.last_unit - kept.first_unit + 1 if kept.charged_by == ChargedBy.CASES else None,
    }  # fmt: skip


fee = TaskForm(
    key="fee",
    title="拟写收费通知书",
    schema=_fee_schema,
    apply=_write,
    initial=_known,
    submit="提交",
    preview=_preview,
    note="收费不是必须：数量、频次明显超过合理范围的，可以收取。件数、页数和金额由系统按记录和标准计算；通知书经工作机构负责人审签后制发，"
    "送达以后答复期限停止计算，缴清的次一工作日重新起算。",
)
