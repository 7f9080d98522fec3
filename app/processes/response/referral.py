"""移送函: what belongs to police, internet or petition office goes there by a letter: signed, numbered, dispatched.

The letter tells what was reported, not what is true: the record proves no more. Its words are taken from the record;
typed are the receiving organ and what it is asked for.
"""

import re
from datetime import date
from typing import Any

from markupsafe import Markup

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.moments import Moment
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters import issuing
from app.casework.letters.deliveries import (
    METHOD_OPTIONS,
    SIGNED_FOR,
    check_days,
    delivery_of,
    record_handed_over,
)
from app.casework.letters.issuing import Recipient
from app.casework.letters.kinds import kind_for
from app.casework.models import Case, CaseRun, DiagramVersion, IssuedLetter, WorkItem
from app.casework.models.letters import DeliveryMethod
from app.casework.texts import versions
from app.casework.texts.contents import Content, letter_content
from app.casework.texts.signatures import standing_signatures
from app.database import db
from app.engine.operations import Operations
from app.law.concerns import PASSED_TO, SOURCES, Judgement, check_between, check_referral_signed
from app.law.errors import InvalidInput
from app.law.office_time import office_day
from app.letters import preview_html
from app.processes.response.letters import copies_of, moment_words
from app.processes.response.models import Concern
from app.processes.response.records import concern_of
from app.processes.response.registration import refuse_personal_data

REFERRAL, LETTER, SIGNED_AT = "referral", "concern_referral", "T_sign_referral"
ISSUE = "issue_referral"
USUAL_REQUEST = "依法处理，并将处理结果函告本机关"
ASKED_ALREADY = re.compile("^请(贵单位)?(?![示求教])")
operations = Operations()


def is_in_work(case: Case) -> bool:
    """The letter is being written or signed: it was judged so, and nothing is issued yet."""
    concern = concern_of(case)
    return concern.judgement == Judgement.PASS_ON and concern.referral_id is None and case.is_open


def referral_facts(case: Case) -> dict[str, Any]:
    """All that the letter says but what the organ itself adds at its issue."""
    one = concern_of(case)
    enclosed = [
        {"name": copy.title, "medium": "electronic", "filename": copy.filename, "sha256": copy.file_hash}
        for copy in copies_of(case)
    ]
    said = {
        "addressed_organ": one.passed_receiver, "topic": case.title, "source": SOURCES[one.source],
        "known_at": moment_words(one.known_at), "captured_at": moment_words(one.captured_at), "place": one.place,
        "link": one.link, "detail": one.detail, "judgement_reason": one.judgement_reason,
        "request": one.referral_request, "enclosures": enclosed,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def referral_content(case: Case, on: date) -> Content:
    """What the signature is bound to: the wording in force and all that the letter says but number, day and code."""
    wording = kind_for(case.organ_on(on), LETTER, on)
    own = {**issuing.standing_facts(case.organ_on(on)), "case_number": case.number}
    return letter_content(wording.version_hash, {**referral_facts(case), **issuing.only_known(wording, own)})


def referral_now(case: Case, on: date) -> Content | None:
    """The letter as it would go out; None before it is written and once it is issued."""
    if not is_in_work(case) or not concern_of(case).passed_receiver:
        return None
    return referral_content(case, on)


def shown_referral(case: Case, on: date) -> Markup | None:
    """The letter whole, as the signer reads it."""
    if not is_in_work(case):
        return None
    own = {**issuing.standing_facts(case.organ_on(on)), "case_number": case.number, "issued_on": on}
    return preview_html(kind_for(case.organ_on(on), LETTER, on), {**referral_facts(case), **own})


class ReferralSchema(OfficeSchema):
    """To whom, and what is asked."""

    receiver = Text("接收单位", maximum=60, hint="写单位全称，如禄丰市公安局")
    request = Text("请求事项", maximum=300, widget="textarea", hint="接在“请贵单位”之后")
    opinion = Text("修改说明", maximum=300, required=False)


def _as_it_stands(case: Case) -> Values:
    one = concern_of(case)
    return {"receiver": one.passed_receiver, "request": one.referral_request or USUAL_REQUEST}


def _as_asked(request: str) -> str:
    """The letter itself says 请贵单位: typed once more it would stand there twice."""
    return ASKED_ALREADY.sub("", request, count=1)


def _refer(act: Act, item: WorkItem, values: Values) -> Facts:
    case, concern = act.the_case, concern_of(act.the_case)
    refuse_personal_data({"receiver": values["receiver"], "request": values["request"]})
    concern.passed_receiver, concern.referral_request = values["receiver"], _as_asked(values["request"])
    versions.revise(act, REFERRAL, referral_content(case, act.today), values["opinion"])
    act.audit("concern.referral_drafted", f"拟制移送函：{values['receiver']}", node=item.node)
    return {"is_referred": True}


@operations.register(ISSUE, title="制发移送函")
def issue_referral(act: Act) -> Any:
    """Number and seal what was signed. Raises ReferralNotSigned, LetterIncomplete."""
    case, concern = act.the_case, concern_of(act.the_case)
    version = versions.current_versions(case).get(REFERRAL)
    agreed = {
        text.id
        for one in standing_signatures(case, act.today)
        if one.agrees and one.opinion.node == SIGNED_AT
        for text in one.opinion.texts
    }
    check_referral_signed(version is not None and version.id in agreed)
    to = Recipient(concern.passed_receiver, "organisation", DeliveryMethod.IN_PERSON)
    letter = issuing.issue(act, LETTER, referral_facts(case), to)
    issuing.await_delivery(letter, to.method, has_own_task=True)
    concern.referral_id = letter.id
    return {"letter_id": letter.id}


class PassingSchema(OfficeSchema):
    """When and how the letter went out, and who took it."""

    passed_at = Moment("移送时间", hint="送达、交邮或者发出的时间")
    method = Choice("移送方式", METHOD_OPTIONS)
    tracking_number = Text("邮件号码", maximum=40, required=False, hint="邮寄、快递必填")
    receiver = Text("签收的科室", maximum=80, required=False, hint="直接送达必填；写科室、岗位，不写个人电话")
    opinion = Text("移送说明", maximum=300, widget="textarea", required=False)


def _pass_on(act: Act, item: WorkItem, values: Values) -> Facts:
    concern = concern_of(act.the_case)
    if concern.referral_id is None:
        if _letter_is_drawn(act.the_case):
            raise CannotHappenNow("移送函还没有制发，不能登记移送")
        return _pass_on_without_letter(act, item, values)
    at, letter = values["passed_at"], db.session.get_one(IssuedLetter, concern.referral_id)
    check_between("passed_at", at, item.created_at, act.now, "制发移送函的时间")
    refuse_personal_data({"receiver": values["receiver"], "opinion": values["opinion"]})
    record_handed_over(act, letter.id, _handed_over(act, letter, values)).has_own_task = False
    concern.passed_at = at
    act.audit("concern.passed_on", f"移送{passed_words(concern)}", node=item.node)
    return {"is_passed_on": True}


def _letter_is_drawn(case: Case) -> bool:
    """Whether the diagram that the case runs on issues the letter; those of before 移送函 do not."""
    version = db.session.get_one(DiagramVersion, db.session.get_one(CaseRun, case.id).diagram_hash)
    return any(ISSUE in text for text in version.files.values())


def _pass_on_without_letter(act: Act, item: WorkItem, values: Values) -> Facts:
    """Who took it over, and when: all that a diagram of before 移送函 asks."""
    concern = concern_of(act.the_case)
    assert concern.judged_at is not None  # only what was judged is passed on
    if not values["receiver"]:
        raise InvalidInput(fields={"receiver": "请填写接收单位"})
    check_between("passed_at", values["passed_at"], concern.judged_at, act.now, "研判的时间")
    refuse_personal_data({"receiver": values["receiver"], "opinion": values["opinion"]})
    concern.passed_at, concern.passed_receiver = values["passed_at"], values["receiver"]
    act.audit("concern.passed_on", f"移送{passed_words(concern)}", node=item.node)
    return {"is_passed_on": True}


def _handed_over(act: Act, letter: IssuedLetter, values: Values) -> dict[str, Any]:
    """The same as the list of letters keeps of it, by days. Raises InvalidInput beside the field."""
    day, by_hand = office_day(values["passed_at"]), values["method"] in SIGNED_FOR
    if by_hand and not values["receiver"]:
        raise InvalidInput(fields={"receiver": "请填写签收的科室"})
    given = {
        "method": values["method"], "sent_on": None if by_hand else day, "delivered_on": day if by_hand else None,
        "tracking_number": values["tracking_number"], "receiver": values["receiver"], "note": values["opinion"],
    }  # fmt: skip
    check_days(given, act.today, earliest=letter.issued_on)
    return given


def passed_words(concern: Concern) -> str:
    """To whom, by which letter, when, who took it: as far as the record knows."""
    letter = db.session.get(IssuedLetter, concern.referral_id) if concern.referral_id else None
    number = letter.document_number if letter else ""
    sent = delivery_of(letter.id) if letter else None
    taken = f"{sent.receiver}签收" if sent and sent.receiver else ""
    found = (
        PASSED_TO[concern.passed_to],
        concern.passed_receiver,
        number,
        moment_words(concern.passed_at),
        taken,
    )
    return "　".join(one for one in found if one)


FORMS = (
    TaskForm("referral", "拟制移送函", lambda item: ReferralSchema(), _refer, initial=_as_it_stands, submit="送审签",
             note="来源、内容、研判理由和副本由系统写入；移送的是反映的内容，不作事实认定。"),
    TaskForm("passing_on", "移送", lambda item: PassingSchema(), _pass_on, submit="登记移送",
             note="先把移送函送出，再登记；邮寄的妥投后在“文书送达”补填签收日期。"),
)  # fmt: skip
