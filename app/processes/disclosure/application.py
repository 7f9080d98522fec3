"""The application (申请) as an applicant or a clerk fills it in: one schema for portal, desk and API (条例第二十九条).

What the applicant wants the information for is not asked (2019 revision).
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, post_load, validates_schema

from app import timekeeping
from app.casework.contract.fields import Choice, Day, Text, Tick
from app.casework.contract.schemas import OfficeSchema
from app.law import identity
from app.law.errors import InvalidInput
from app.law.receipt import ENTERED_LATE, Channel, faults_of_transfer
from app.law.stated_days import faults_of_days
from app.processes.disclosure.vocabulary import (
    CHANNEL_OPTIONS,
    ApplicantKind,
    IdentityDocument,
    ReplyForm,
    ReplyWay,
)


def options(words: Any) -> dict[str, str]:
    """value → Chinese title of a vocabulary."""
    return {word.value: word.title_zh for word in words}


OF_AGENT = "由他人代办的填写，并提交授权委托书；监护人代办的，提交户口簿等证明监护关系的材料"


class ApplicationSchema(OfficeSchema):
    """What every application needs, on whatever way it came."""

    applicant_kind = Choice("申请人类别", options(ApplicantKind))
    name = Text("姓名或名称", maximum=100, quotes=True, hint="自然人填写姓名；法人或其他组织填写全称")
    contact_name = Text("联系人", maximum=60, quotes=True, required=False, hint="法人或其他组织填写")
    representative = Text(
        "法定代表人（负责人）", maximum=60, quotes=True, required=False, hint="法人或其他组织填写"
    )
    agent_name = Text("代理人", maximum=60, quotes=True, required=False, hint=OF_AGENT)
    identity_document = Choice("证件类型", options(IdentityDocument))
    identity_number = Text("证件号码", maximum=40, is_number=True)
    telephone = Text(
        "联系电话", maximum=30, is_number=True,
        hint="手机号码 11 位，或带区号的固定电话；境外和港澳台号码加国家（地区）代码，如 +852",
    )  # fmt: skip
    address = Text("通信地址", maximum=200, quotes=True, required=False, hint="选择邮寄时必填")
    postcode = Text("邮政编码", maximum=6, is_number=True, required=False)
    email = Text("电子邮箱", maximum=100, is_number=True, required=False, hint="选择电子邮件时必填")
    description = Text("所需信息的内容描述", maximum=2000, quotes=True, widget="textarea",
                       hint="请写明名称、文号，或便于查询的其他特征；一份申请写一项")  # fmt: skip
    document_title = Text("文件名称", maximum=200, quotes=True, required=False)
    document_reference = Text("文号", maximum=100, quotes=True, required=False)
    reply_form = Choice("提供形式", options(ReplyForm))
    reply_way = Choice("获取途径", options(ReplyWay))

    @validates_schema(skip_on_field_errors=False)
    def check_together(self, data: Mapping[str, Any], **_options: Any) -> None:
        """Rules over several fields; each message stands beside its field."""
        if problems := self.problems(data):
            raise ValidationError(problems)

    def problems(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Field → what is wrong with it, of an application that its applicant can still put right."""
        return {**problems_of_numbers(data), **missing_for_the_way(data)}


def problems_of_numbers(data: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the form of the numbers and addresses that reach or identify a person."""
    return {**_identity_problem(data), **_contact_problems(data)}


def _identity_problem(data: Mapping[str, Any]) -> dict[str, str]:
    document, number = (
        data.get("identity_document"),
        str(data.get("identity_number", "")).upper().replace(" ", ""),
    )
    if (
        document == IdentityDocument.CREDIT_CODE
        and data.get("applicant_kind") == ApplicantKind.NATURAL_PERSON
    ):
        return {"identity_document": "自然人没有统一社会信用代码，请选择本人的证件"}
    try:
        if number and document == IdentityDocument.RESIDENT_ID:
            identity.check_identity_number(number, timekeeping.today())
        if number and document == IdentityDocument.CREDIT_CODE:
            identity.check_credit_code(number)
    except InvalidInput as refused:
        return {"identity_number": refused.message}
    return {}


def _telephone_problem(typed: str) -> str:
    digits = "".join(sign for sign in typed if sign.isdigit())
    if digits.startswith("1") and len(digits) == len(typed.strip()) != 11:
        return f"手机号码应为 11 位数字，现为 {len(digits)} 位"
    return "手机号码应为 11 位数字，固定电话应带区号，港澳台和国外电话应带国家（地区）号，请核对"


def _contact_problems(data: Mapping[str, Any]) -> dict[str, str]:
    problems = {}
    if data.get("telephone") and not identity.is_telephone(data["telephone"]):
        problems["telephone"] = _telephone_problem(data["telephone"])
    if data.get("email") and not identity.is_email(data["email"]):
        problems["email"] = "电子邮箱的格式不对，请核对"
    if data.get("postcode") and not re.fullmatch(r"[0-9]{6}", data["postcode"]):
        problems["postcode"] = "邮政编码应为 6 位数字；境外地址没有的不填"
    return problems


def missing_for_the_way(data: Mapping[str, Any]) -> dict[str, str]:
    """What the wanted way needs and the application does not say (第二十九条第二款第三项)."""
    problems = {}
    if data.get("reply_way") == ReplyWay.POST and not data.get("address"):
        problems["address"] = "选择邮寄的，请填写通信地址"
    if data.get("reply_way") == ReplyWay.EMAIL and not data.get("email"):
        problems["email"] = "选择电子邮件的，请填写电子邮箱"
    return problems


def missing_authority(data: Mapping[str, Any], *, has_papers: bool) -> dict[str, str]:
    """Who acts for somebody else shows that he may: online the proof comes as a file."""
    if data.get("agent_name") and not has_papers:
        return {
            "agent_name": "由他人代办的，请在附件中上传授权委托书；监护人代办的，上传户口簿等证明监护关系的材料"
        }
    return {}


class OnlineApplicationSchema(ApplicationSchema):
    """On the portal: the organ is chosen, the guide was read."""

    organ = Text("受理机关", maximum=40)
    has_read_guide = Tick("已阅读申请须知", must="请先阅读申请须知并勾选")


CHECKED_HINT = f"收到之日距今超过 {ENTERED_LATE} 个工作日的，核对后勾选"
LEFT_BLANK = "申请书没有写的留空，受理审查时按补正处理"


class PaperRegistrationSchema(ApplicationSchema):
    """At the desk: the channel decides the day of receipt, so its evidence is asked (条例第三十一条).

    The application is registered as it came: what it lacks of 第二十九条 is left blank; the 补正 names it (第三十条).
    """

    identity_document = Choice("证件类型", options(IdentityDocument), required=False)
    identity_number = Text("证件号码", maximum=40, is_number=True, required=False, hint=LEFT_BLANK)
    telephone = Text("联系电话", maximum=30, is_number=True, required=False, hint=LEFT_BLANK)
    address = Text("通信地址", maximum=200, quotes=True, required=False)
    email = Text("电子邮箱", maximum=100, is_number=True, required=False)
    reply_form = Choice("提供形式", options(ReplyForm), required=False)
    reply_way = Choice("获取途径", options(ReplyWay), required=False)
    has_authority = Tick(
        "已提交授权委托书或者监护关系证明",
        hint="有代理人的，收到授权委托书后勾选；监护人代办的，看户口簿等；没有的，按补正处理",
    )
    as_written = Tick(
        "号码与申请书核对无误，按原样登记", hint="申请书上的证件号码、电话或者邮箱确实写错了的，勾选后照录"
    )
    channel = Choice("收件渠道", {k: v for k, v in CHANNEL_OPTIONS.items() if k != Channel.ONLINE})
    read_back = Tick("已向申请人朗读，申请人确认与本人的意思一致")
    arrived_on = Day("到达日期", hint="当面为提交之日；邮寄为送达之日；传真为传入之日")
    signed_on = Day("签收日期", required=False, hint="须签收的邮件：收发室、值班室签收均算，周末签收也算")
    signed_by = Text("签收人", maximum=60, required=False)
    misdirected = Tick(
        "误投：寄给或者送到本机关其他机构、个人", hint="由收发室、值班室代本机关签收的，不是误投"
    )
    reached_office_on = Day(
        "转到政务公开工作机构的日期", required=False,
        hint="签收以后隔日转到的照实填写；签收日期照签收填写，误投的收到之日按法规参数认定",
    )  # fmt: skip
    receipt_checked = Tick("收到日期核对无误，按该日起算期限", hint=CHECKED_HINT)
    tracking_number = Text("邮件号码", maximum=40, is_number=True, required=False)
    confirmed_on = Day("与申请人确认之日", required=False, hint="平信、传真、电子邮件须与申请人确认")
    confirmation_note = Text("确认记录", maximum=300, required=False, hint="时间、方式、结果；不写号码")

    def problems(self, data: Mapping[str, Any]) -> dict[str, str]:
        """A slip of the desk's own pen is told; what the paper itself says is kept as it is."""
        return {**unconfirmed(data), **({} if data.get("as_written") else problems_of_numbers(data))}

    @validates_schema(skip_on_field_errors=False)
    def check_receipt(self, data: Mapping[str, Any], **_options: Any) -> None:
        """The evidence that the channel needs."""
        if data.get("channel") == Channel.REGISTERED_MAIL:
            missing = {"signed_on": "请填写签收日期", "tracking_number": "请填写邮件号码"}
            problems = {name: message for name, message in missing.items() if not data.get(name)}
            problems |= faults_of_transfer(data.get("signed_on"), data.get("reached_office_on"),
                                           misdirected=bool(data.get("misdirected")))  # fmt: skip
            if problems:
                raise ValidationError(problems)
        _check_order(data)

    @post_load
    def only_of_signed_mail(self, data: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """What was not signed for did not come to the wrong hands by a signature."""
        if data.get("channel") != Channel.REGISTERED_MAIL:
            data |= {"misdirected": False, "reached_office_on": None}
        return data


def unconfirmed(data: Mapping[str, Any]) -> dict[str, str]:
    """条例第二十九条第二款: what the office writes for an oral applicant is read to him, and he confirms it."""
    if data.get("channel") == Channel.ORAL and not data.get("read_back"):
        return {
            "read_back": "口头申请由工作人员代为填写的，请读给申请人听，由其确认后勾选（条例第二十九条第二款）"
        }
    return {}


def _check_order(data: Mapping[str, Any]) -> None:
    arrived: date | None = data.get("arrived_on")
    for name, words in (("signed_on", "签收日期"), ("confirmed_on", "确认之日")):
        day: date | None = data.get(name)
        if arrived and day and day < arrived:
            raise ValidationError(
                {name: f"{words}不应早于到达日期。到达日期是送到本机关之日，不是转到政务公开工作机构之日"}
            )


def check_not_in_future(data: Mapping[str, Any], today: date) -> dict[str, str]:
    """Days of receipt lie in the past or today."""
    names = ("arrived_on", "signed_on", "reached_office_on", "confirmed_on")
    return faults_of_days({name: data.get(name) for name in names}, today)
