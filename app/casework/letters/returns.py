"""登记退回: a letter that was posted and came back waits in 文书送达 for its next attempt.

The organ's own day is the posting, and stays (国办公开办函〔2016〕235号); the days of whoever gets the letter begin
when it has truly arrived. What a task still waits for is entered there, a consultation's letters by its own acts.
"""

from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.contract.fields import Day, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters import serving
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.made import named
from app.casework.letters.recalls import recall_of
from app.casework.models import Delivery, IssuedLetter
from app.casework.models.letters import DeliveryState
from app.database import db
from app.law.errors import InvalidInput
from app.law.stated_days import faults_of_days
from app.law.substance import says_nothing
from app.office.permissions import Permission


class LetterReturnSchema(OfficeSchema):
    """When a letter came back, and why."""

    returned_on = Day("退回日期", hint="收到退件的日期")
    reason = Text("退回原因", maximum=200, hint="如：查无此人、地址不详、拒收；不写个人信息")


def letter_return_schema() -> Schema:
    return LetterReturnSchema()


@use_case("record_letter_return", needs=Permission.RECORD_DELIVERY)
def record_letter_return(act: Act, letter_id: int, data: dict[str, Any]) -> Result:
    """Note that it came back; how it was sent stays on record. Raises NotFound, CannotHappenNow, InvalidInput."""
    letter, found = db.session.get(IssuedLetter, letter_id), delivery_of(letter_id)
    if letter is None or letter.case_id != act.the_case.id or found is None or found.has_own_task:
        raise NotFound()
    if not may_come_back(found):
        raise CannotHappenNow("只有已经寄出、还没有签收的文书才能登记退回")
    values = load_schema(LetterReturnSchema(), data)
    _check(act, found, values)
    words, before = f"{values['returned_on']}退回：{values['reason']}", found.note
    found.state, found.note = DeliveryState.RETURNED, words
    then = "已撤回，不再送达" if recall_of(letter_id) is not None else "等待再次送达"
    detail = {"note_of_sending": before} if before else {}
    act.audit("letter.returned", f"{named([letter])}寄出后于{words}，{then}", letter=letter_id, **detail)
    return {"letter": letter_id, "number": letter.document_number}


def may_come_back(found: Delivery) -> bool:
    """It is on its way, and by no rule has it arrived: a mail has, on the day on which it was sent."""
    return found.state == DeliveryState.SENT and serving.days_of(found).effective_on is None


def _check(act: Act, found: Delivery, values: dict[str, Any]) -> None:
    stated = {"returned_on": values["returned_on"]}
    problems = faults_of_days(stated, act.today, since=found.sent_on, of="寄出日期")
    if says_nothing(values["reason"]):
        problems["reason"] = "请写明退回原因"
    if problems:
        raise InvalidInput(fields=problems)
