"""送达 delivery of the reply, and 归档 archiving."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Day, Text, Whole
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.deliveries import (
    METHOD_OPTIONS,
    check_days,
    delivery_of,
    record_failure,
    record_handed_over,
)
from app.casework.models import Case, IssuedLetter, WorkItem
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.casework.terms import clocks
from app.database import db
from app.law.errors import DayOutOfRange, InvalidInput
from app.law.stated_days import faults_of_days
from app.processes.disclosure.registration import request_of

DELIVERED, FAILED = "delivered", "failed"
REPLY_EVENTS = {
    DeliveryMethod.POST: "reply_posted", DeliveryMethod.IN_PERSON: "reply_signed_for",
    DeliveryMethod.EMAIL: "reply_delivered_online",
}  # fmt: skip


class DeliverySchema(OfficeSchema):
    """How the reply left the office. By post the day of posting counts, in person the day of signing (235号)."""

    delivery = Choice("结果", {DELIVERED: "已送出", FAILED: "未能送达（退回、拒收、查无此人）"})
    method = Choice("送达方式", METHOD_OPTIONS)
    sent_on = Day("寄出日期", required=False, hint="邮寄为交邮日期；电子邮件为发出日期")
    tracking_number = Text("邮件号码", maximum=40, required=False)
    delivered_on = Day("签收日期", required=False, hint="直接送达必填；邮寄的可在归档前补填")
    receiver = Text("签收人", maximum=80, required=False)
    note = Text("说明", maximum=300, required=False, hint="未能送达的写明原因")

    @validates_schema
    def check_result(self, data: Mapping[str, Any], **_options: Any) -> None:
        if data["delivery"] == FAILED and not data["note"]:
            raise ValidationError({"note": "请写明未能送达的原因"})
        if (
            data["delivery"] == DELIVERED
            and data["method"] == DeliveryMethod.IN_PERSON
            and not data["delivered_on"]
        ):
            raise ValidationError({"delivered_on": "直接送达的请填写签收日期"})
        if data["delivery"] == DELIVERED and data["method"] == DeliveryMethod.EMAIL and not data["sent_on"]:
            raise ValidationError({"sent_on": "请填写发出日期"})


def _delivery_schema(item: WorkItem) -> Schema:
    return DeliverySchema()


def _deliver(act: Act, item: WorkItem, values: Values) -> Facts:
    request = request_of(act.the_case)
    check_days(values, act.today, earliest=_not_sent_before(request.reply_letter_id))
    if values["delivery"] == FAILED:
        record_failure(act, request.reply_letter_id, values)
        return {"delivery": FAILED}
    record_handed_over(act, request.reply_letter_id, values)
    method = DeliveryMethod(values["method"])
    day = values["delivered_on"] if method is DeliveryMethod.IN_PERSON else values["sent_on"]
    clocks.record(act, REPLY_EVENTS[method], day)
    return {"delivery": DELIVERED}


def _not_sent_before(letter_id: int | None) -> date:
    """The reply's own date; after a sending that failed, the day of that sending."""
    issued_on = db.session.get_one(IssuedLetter, letter_id).issued_on
    before = delivery_of(letter_id)
    failed_on = before.sent_on if before is not None and before.state == DeliveryState.FAILED else None
    return max(issued_on, failed_on or issued_on)


def _wanted_way(case: Case) -> Values:
    way = request_of(case).reply_way
    return {"delivery": DELIVERED, **({"method": way} if way in METHOD_OPTIONS else {})}


delivery = TaskForm(
    key="delivery",
    title="送达",
    schema=_delivery_schema,
    apply=_deliver,
    initial=_wanted_way,
    submit="记录送达",
    note="邮寄须通过邮政企业（含 EMS），以交邮当日为答复时点；直接送达以申请人签收当日为准。",
)


class ArchiveSchema(OfficeSchema):
    """归档 needs the proof of delivery."""

    delivered_on = Day("邮件妥投日期", required=False, hint="邮寄的须填写妥投日期或在说明中写明查询结果")
    note = Text("归档说明", maximum=300, required=False)
    retention_years = Whole(
        "保管期限（年）", minimum=10, maximum=100, hint="默认值未与原文核对，以本机关保管期限表为准"
    )


def _ordinary_years(case: Case) -> Any:
    """The years of keeping in force on the day on which the case was closed."""
    return clocks.parameters_on(case.closed_on or case.opened_at.date()).value("retention_ordinary_years")


def _archive_schema(item: WorkItem) -> Schema:
    return ArchiveSchema()


def _archive(act: Act, item: WorkItem, values: Values) -> Facts:
    found = delivery_of(request_of(act.the_case).reply_letter_id)
    if found is not None and found.method == DeliveryMethod.POST and found.delivered_on is None:
        _complete_proof(act, found, values)
    act.the_case.retention_years = values["retention_years"]
    return {"is_filed": True}


def _complete_proof(act: Act, found: Any, values: Values) -> None:
    if not values["delivered_on"] and not values["note"]:
        raise InvalidInput(fields={"delivered_on": "请填写妥投日期；查询不到的，在归档说明中写明查询结果"})
    faults = faults_of_days(
        {"delivered_on": values["delivered_on"]}, act.today, since=found.sent_on, of="交邮日期"
    )
    if faults:
        raise DayOutOfRange(fields=faults)
    if values["delivered_on"]:
        found.delivered_on, found.state = values["delivered_on"], DELIVERED
        clocks.record(act, "reply_signed_for", values["delivered_on"])
    found.note = values["note"] or found.note


archive = TaskForm(
    key="archive",
    title="归档",
    schema=_archive_schema,
    apply=_archive,
    initial=lambda case: {"retention_years": _ordinary_years(case)},
    submit="归档",
    note="归档后案卷只读。没有送达凭证的不能归档。",
)
