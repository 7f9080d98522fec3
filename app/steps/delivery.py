"""送达: how the letter of a case left the office, and with what proof."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from marshmallow import ValidationError, validates_schema

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Day, Text
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.steps import Step
from app.casework.letters import recalls, serving
from app.casework.letters.deliveries import (
    METHOD_OPTIONS,
    SIGNED_FOR,
    check_days,
    check_handed_over,
    delivery_of,
    effective_delivery,
    record_failure,
    record_handed_over,
)
from app.casework.letters.issuing import state_of_pdf
from app.casework.letters.made import can_go_out_since, is_made, named
from app.casework.models import Case, IssuedLetter, WorkItem
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.database import db
from app.law.errors import InvalidInput
from app.law.substance import says_nothing
from app.steps.issue import keep_nothing

DELIVERED, FAILED = "delivered", "failed"


def never_late(case: Case, day: date) -> str:
    """For a process that owes its letter by no day."""
    return ""


def any_way(case: Case) -> str:
    """For a process whose parties name no way of delivery."""
    return ""


def nothing_to_take(act: Act, later: IssuedLetter) -> None:
    """For a process whose case keeps nothing of what its letter decided."""


@dataclass(frozen=True, kw_only=True)
class Delivering(Step):
    """`letter_of(case)`: the id of the letter that is delivered; what follows is said by `Letters.served` of the card.

    `wanted_way(case)`: the way that the party asked for. `why_late(case, day)`: what makes a letter that goes out on
    that day late, empty when it is in time; `keep_late_reason`: where the process writes why. `take_decision(act,
    later)`: the letter never went out, so the case is decided as the letter says that took its place.
    """

    letter_of: Callable[[Case], int | None]
    wanted_way: Callable[[Case], str] = any_way
    why_late: Callable[[Case, date], str] = never_late
    keep_late_reason: Callable[[Act, str], None] = keep_nothing
    take_decision: Callable[[Act, IssuedLetter], None] = nothing_to_take
    note: str = (
        "邮寄须通过邮政企业（含 EMS），以交邮当日为准；直接送达、委托送达和其他快递以签收当日为准；"
        "电子邮件由系统发出并登记；网上领取的，文书生成后由系统送达并登记，以该日为送达日。"
    )

    def forms(self) -> tuple[TaskForm, ...]:
        return (
            TaskForm(
                "delivery",
                "送达",
                always(DeliverySchema),
                self._deliver,
                initial=self._wanted,
                submit="记录送达",
                note=self.note,
                advice=self._what_became_of_it,
            ),
        )

    def _what_became_of_it(self, case: Case, on: date) -> str:
        """Why this letter is not sent as others are: another was, or its PDF is not there."""
        letter_id = self.letter_of(case)
        letter = db.session.get(IssuedLetter, letter_id) if letter_id is not None else None
        if letter is None:
            return ""
        if (later := recalls.taken_by(letter)) is not None:
            return (
                f"{named([letter])}没有送出，由办件 {later.case.number} 的{named([later])}替代。请选择“已送出”提交，"
                "按替代文书送出之日计算期限"
            )
        return "" if is_made(letter) else state_of_pdf(letter)

    def _wanted(self, case: Case) -> Values:
        way = self.wanted_way(case)
        return {"delivery": DELIVERED, **({"method": way} if way in METHOD_OPTIONS else {})}

    def _deliver(self, act: Act, item: WorkItem, values: Values) -> Facts:
        letter_id = self.letter_of(act.the_case)
        if (later := recalls.taken_by(db.session.get_one(IssuedLetter, letter_id))) is not None:
            self._given_by(act, later, values)
            return {"delivery": DELIVERED}
        if values["delivery"] == FAILED and went_by_system(letter_id):
            raise CannotHappenNow("系统已送达这份文书并登记，不能登记为未能送达")
        if values["delivery"] == FAILED:
            check_days(values, act.today, earliest=_not_sent_before(letter_id))
            record_failure(act, letter_id, values)
            return {"delivery": FAILED}
        if went_by_system(letter_id):
            self._ask_why_late(act, act.today, values["late_reason"])
            return {"delivery": DELIVERED}
        check_handed_over(values, act.today, earliest=_not_sent_before(letter_id))
        by_hand = values["method"] in SIGNED_FOR
        self._ask_why_late(
            act, values["delivered_on"] if by_hand else values["sent_on"], values["late_reason"]
        )
        record_handed_over(act, letter_id, values)
        return {"delivery": DELIVERED}

    def _given_by(self, act: Act, later: IssuedLetter, values: Values) -> None:
        """This letter never went out: what it owed was given by the one that took its place, on the day of that one.

        From when the recipient's own days run is told of that one alone.
        """
        sent = effective_delivery(later.id)
        assert sent is not None  # it is out
        days, letter = serving.days_of(sent), db.session.get_one(IssuedLetter, self.letter_of(act.the_case))
        assert days.replied_on is not None
        self._ask_why_late(act, days.replied_on, values["late_reason"])
        words = f"{named([letter])}没有送出，由{named([later])}替代，已于{days.replied_on}送出"
        act.audit("letter.given_by_another", words, letter=letter.id)
        self.take_decision(act, later)
        serving.tell(act, letter, sent, replace(days, replied_on=None))

    def _ask_why_late(self, act: Act, day: date, reason: str) -> None:
        """Raises InvalidInput for a letter that went out after its day, until somebody writes why."""
        late = self.why_late(act.the_case, day)
        if late and says_nothing(reason):
            raise InvalidInput(fields={"late_reason": f"{late}，请写明逾期原因"})
        if late:
            self.keep_late_reason(act, reason)


def went_by_system(letter_id: int | None) -> bool:
    """The system has mailed it or put it into the account; what is left is to say why so late."""
    found = delivery_of(letter_id)
    by_system = (DeliveryMethod.EMAIL, DeliveryMethod.PORTAL)
    return found is not None and found.state == DeliveryState.DELIVERED and found.method in by_system


class DeliverySchema(OfficeSchema):
    """By post the day of posting counts, in person the day of signing (国办公开办函〔2016〕235号)."""

    delivery = Choice("结果", {DELIVERED: "已送出", FAILED: "未能送达（退回、拒收、查无此人）"})
    method = Choice("送达方式", METHOD_OPTIONS)
    sent_on = Day("寄出日期", required=False, hint="邮寄为交邮日期；电子邮件为发出日期")
    tracking_number = Text("邮件号码", maximum=40, required=False)
    delivered_on = Day(
        "签收日期", required=False, hint="直接送达、委托送达、其他快递必填；邮寄的可在归档前补填"
    )
    receiver = Text("签收人", maximum=80, required=False)
    late_reason = Text(
        "逾期原因", maximum=300, widget="textarea", required=False, hint="送出时已超过期限的必须填写"
    )
    note = Text(
        "说明",
        maximum=300,
        required=False,
        hint="未能送达的写明原因；委托送达的写明受托机关和送达回证；从其他邮箱发出电子邮件的，写明发件邮箱和发送记录",
    )

    @validates_schema
    def check_result(self, data: Mapping[str, Any], **_options: Any) -> None:
        if data["delivery"] == FAILED and not data["note"]:
            raise ValidationError({"note": "请写明未能送达的原因"})


def _not_sent_before(letter_id: int | None) -> date:
    """The day from which the letter can have gone out; after a sending that failed, the day of that sending."""
    made_on = can_go_out_since(db.session.get_one(IssuedLetter, letter_id))
    before = delivery_of(letter_id)
    failed_on = before.sent_on if before is not None and before.state == DeliveryState.FAILED else None
    return max(made_on, failed_on or made_on)
