"""征求意见: what is typed at each of its acts. One schema serves page, task and check."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from app.casework.contract.fields import Choice, Day, Text, Tick
from app.casework.contract.schemas import OfficeSchema
from app.casework.models.consultations import NATURAL_PERSON
from app.law.consulting import ANSWER_WORDS, ASKED_WORDS, Answer, Asked

KINDS = {"organisation": "法人或者其他组织", NATURAL_PERSON: "自然人"}
WAYS = {"in_person": "直接送达", "post": "邮寄（邮政企业，含 EMS）"}
ANSWER_WAYS = {"in_person": "当面提交", "post": "邮寄", "exchange": "公文交换", "other": "其他方式"}
ON_PORTAL, IN_HOUSE = "portal", "house"
WAY_WORDS = {**ANSWER_WAYS, ON_PORTAL: "网上提交", IN_HOUSE: "平台复函"}
"""Every way on record; the last two are not typed."""
IS_THIRD_PARTY = f"party={Asked.THIRD_PARTY}"
IS_OUTSIDE = f"party={Asked.THIRD_PARTY}|{Asked.CO_AUTHOR_ORGAN}|{Asked.OTHER_ORGAN}"
IS_IN_THE_HOUSE = f"party={Asked.HOUSE_UNIT}"
IS_NO_THIRD_PARTY = f"party={Asked.CO_AUTHOR_ORGAN}|{Asked.OTHER_ORGAN}|{Asked.HOUSE_UNIT}"


BETRAYS = "发给他人的文书不得透露当事人，请删去其姓名或者名称"


def party_schema(units: Mapping[str, str]) -> Schema:
    """Who is asked what. `units` of the house: code → full name; programs may also name one in `name`."""
    return PartySchema({"unit": _unit_field(units)})


def _unit_field(units: Mapping[str, str]) -> Choice:
    return Choice("征求单位", units, widget="select", required=False, shown_when=IS_IN_THE_HOUSE,
                  hint="拟定后，该单位即在“来函征求意见”中看到以下内容并回复，看不到办件")  # fmt: skip


class PartySchema(OfficeSchema):
    """What is asked of every party; `party_schema` fills in the units of the house."""

    party = Choice("征求对象", ASKED_WORDS)
    unit = _unit_field({})
    name = Text("名称或者姓名", maximum=60, required=False, shown_when=IS_OUTSIDE,
                hint="必填。机关写全称；自然人的姓名登记后遮盖显示")  # fmt: skip
    kind = Choice("第三方类别", KINDS, required=False, shown_when=IS_THIRD_PARTY)
    address = Text("送达地址", maximum=200, required=False, hint="加密保存，查看须写明原因",
                   shown_when=IS_OUTSIDE)  # fmt: skip
    information = Text("拟征求意见的信息", maximum=1000, widget="textarea", for_letter=True,
                       hint="写入征求意见书。给本机关以外的，不得写当事人的姓名、名称和号码")  # fmt: skip
    proposal = Text("本机关的初步意见", maximum=600, widget="textarea", required=False, for_letter=True,
                    shown_when=IS_NO_THIRD_PARTY)  # fmt: skip

    @validates_schema
    def check_party(self, data: Mapping[str, Any], **_options: Any) -> None:
        if data["party"] != Asked.HOUSE_UNIT and not data["name"]:
            raise ValidationError({"name": "请填写名称或者姓名"})
        if data["party"] == Asked.HOUSE_UNIT and not (data.get("unit") or data["name"]):
            raise ValidationError({"unit": "请选择征求单位"})
        if data["party"] == Asked.THIRD_PARTY and not data["kind"]:
            raise ValidationError({"kind": "请选择第三方类别"})
        if data["party"] in (Asked.CO_AUTHOR_ORGAN, Asked.OTHER_ORGAN) and not data["proposal"]:
            raise ValidationError({"proposal": "征求其他机关意见的，请写明本机关的初步意见"})


class SendingSchema(OfficeSchema):
    """How the letter left the office; the pause begins on the day after (第三十三条第三款)."""

    method = Choice("送达方式", WAYS)
    sent_on = Day("寄出日期", required=False, hint="邮寄的填写交邮日期")
    tracking_number = Text("邮件号码", maximum=40, required=False, hint="邮寄必填")
    delivered_on = Day("签收日期", required=False, hint="直接送达必填；邮寄的妥投后另行登记")
    receiver = Text("签收人", maximum=80, required=False)
    note = Text("说明", maximum=300, required=False)

    @validates_schema
    def check_way(self, data: Mapping[str, Any], **_options: Any) -> None:
        if data["method"] == "in_person" and not data["delivered_on"]:
            raise ValidationError({"delivered_on": "直接送达的请填写签收日期"})


class ReceiptSchema(OfficeSchema):
    """The day from which the party's fifteen working days are counted."""

    delivered_on = Day("对方签收日期", hint="自次日起计算对方的期限")
    receiver = Text("签收人", maximum=80, required=False)


class AnswerSchema(OfficeSchema):
    """What came from the party; its paper goes to the file by 添加材料."""

    answer = Choice("意见", ANSWER_WORDS)
    reason = Text("理由", maximum=1000, widget="textarea", required=False, hint="部分同意、不同意的必填",
                  shown_when=f"answer={Answer.PARTLY}|{Answer.OBJECTED}")  # fmt: skip
    answered_on = Day("收到意见的日期")
    answer_way = Choice("收到方式", ANSWER_WAYS)

    @validates_schema
    def check_reason(self, data: Mapping[str, Any], **_options: Any) -> None:
        if data["answer"] != Answer.AGREED and not data["reason"]:
            raise ValidationError({"reason": "部分同意、不同意公开的，请写明对方的理由"})


class ChangedAnswerSchema(AnswerSchema):
    """What the party says now, or what it had said in truth; the opinion on record until now stays readable."""

    why = Text("变更的情况", maximum=300, widget="textarea",
               hint="如：对方来函改为同意公开；或者：登记时误选，原件载明不同意。来函请在“添加材料”中上传")  # fmt: skip


class OnlineAnswerSchema(OfficeSchema):
    """What a party says on the portal with the code of its letter; the day is that of the sending."""

    answer = Choice("意见", ANSWER_WORDS)
    reason = Text("理由", maximum=1000, widget="textarea", required=False, argues=True,
                  hint="部分同意、不同意的必填：写明哪些内容、为什么不同意公开",
                  shown_when=f"answer={Answer.PARTLY}|{Answer.OBJECTED}")  # fmt: skip
    is_meant = Tick("以上是本单位（本人）的真实意见", must="请确认以上是本单位（本人）的真实意见")

    @validates_schema(skip_on_field_errors=False)
    def check_reason(self, data: Mapping[str, Any], **_options: Any) -> None:
        if data.get("answer") in (Answer.PARTLY, Answer.OBJECTED) and data.get("reason") == "":
            raise ValidationError({"reason": "部分同意、不同意公开的，请写明理由"})


class ReturnSchema(OfficeSchema):
    """The letter came back: nobody was asked by it."""

    returned_on = Day("退回日期", hint="停止计时到这一天为止")
    reason = Text("退回原因", maximum=200, hint="如：查无此人、地址不详、拒收")


class DropSchema(OfficeSchema):
    """Why the office no longer asks."""

    reason = Text("撤回原因", maximum=300, widget="textarea")


class DisclosureNoticeSchema(OfficeSchema):
    """第三十二条：what is told to a party that objected before its information is given out."""

    information = Text("决定公开的内容", maximum=1000, widget="textarea")
    reasoning = Text("决定公开的理由", maximum=1000, widget="textarea", argues=True,
                     hint="写明不公开可能对公共利益造成的重大影响")  # fmt: skip
    disclosed_on = Day("拟公开日期", hint="在告知第三方之后")


class NothingSchema(OfficeSchema):
    """For acts that only want a confirmation."""
