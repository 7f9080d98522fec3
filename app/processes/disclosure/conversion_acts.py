"""转主动公开 (第四十四条): the applicant suggests, the office proposes and decides, what was approved is published."""

from datetime import date
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters import issuing
from app.casework.letters.issuing import Recipient
from app.casework.models import Case
from app.casework.models.documents import DocumentOrigin
from app.casework.models.letters import DeliveryMethod
from app.casework.papers.documents import add_document
from app.casework.papers.uploads import CheckedUpload
from app.casework.publications import acts as publications
from app.casework.publications.content import Content, PublicFile, paragraphs
from app.casework.publications.rules import check_content
from app.casework.terms import clocks
from app.database import db
from app.law.conversion import REASONS, SUGGESTED, check_is_another, check_reason, check_was_given
from app.law.errors import RuleViolation
from app.office.permissions import Permission
from app.processes.disclosure.conversions import (
    KIND,
    content_of,
    conversion_of,
    needed_requests,
    requests_for_the_same,
)
from app.processes.disclosure.models import Conversion
from app.processes.disclosure.queries import is_reply_out
from app.processes.disclosure.registration import request_of

FORM = "proactive_conversion_form"
PURPOSE = "conversion"
AGREE, REFUSE = "agree", "refuse"


class SuggestionSchema(OfficeSchema):
    """Why everybody should know it."""

    suggestion = Text("建议的理由", maximum=500, quotes=True, widget="textarea",
                      hint="涉及公众利益调整、需要公众广泛知晓或者需要公众参与决策的，可以建议")  # fmt: skip


class ProposalSchema(OfficeSchema):
    """What is to be published: the files are those that bear no personal data any more."""

    reason = Choice("转换原因", REASONS)
    headline = Text("信息名称", maximum=200, hint="公众看到的标题")
    text = Text(
        "公开的内容", maximum=5000, widget="textarea", hint="一行一段。个人信息、第三方信息须已经遮盖"
    )


class DecisionSchema(OfficeSchema):
    """Whether it belongs before everybody (第四十四条)."""

    decision = Choice("审核结论", {AGREE: "属于主动公开范围，予以公开", REFUSE: "不转为主动公开"})
    opinion = Text("审核意见", maximum=800, widget="textarea", argues=True)


@use_case("suggest_conversion")
def suggest_conversion(act: Act, data: dict[str, Any]) -> Result:
    """The applicant suggests it, once. Raises NotGiven, CannotHappenNow."""
    _check_was_given(act.the_case)
    if conversion_of(act.the_case) is not None:
        raise CannotHappenNow("已经收到转为主动公开的建议，正在办理或者已经办理")
    values = load_schema(SuggestionSchema(), data)
    db.session.add(
        Conversion(case_id=act.the_case.id, suggestion=values["suggestion"], suggested_at=act.now, content={})
    )
    act.audit("conversion.suggested", "申请人建议转为主动公开")
    return {"number": act.the_case.number}


@use_case("propose_conversion", needs=Permission.PROPOSE_PUBLICATION)
def propose_conversion(act: Act, data: dict[str, Any], uploads: list[CheckedUpload]) -> Result:
    """With the very content that is to be published. Raises NotGiven, TooFewRequests, HoldsPersonalData."""
    case = act.the_case
    _check_was_given(case)
    found = conversion_of(case)
    if found is not None and (found.decision or found.content):
        raise CannotHappenNow("已经提出转主动公开")
    values = load_schema(ProposalSchema(), data)
    same = requests_for_the_same(case, act.today)
    check_reason(values["reason"], same=len(same), needed=needed_requests(act.today),
                 is_suggested=found is not None and bool(found.suggestion))  # fmt: skip
    content = Content(values["headline"], paragraphs(values["text"]), files=_filed(act, uploads))
    check_content(content, content.hash)
    found = found or Conversion(case_id=case.id)
    found.reason, found.requests = (
        values["reason"],
        _named(same if values["reason"] != SUGGESTED else [case.number]),
    )
    found.content, found.content_hash = content.to_mapping(), content.hash
    found.proposed_by_id, found.proposed_at = act.actor.person_id, act.now
    db.session.add(found)
    act.audit(
        "conversion.proposed", f"提出转主动公开：{REASONS[values['reason']]}", content_hash=content.hash
    )
    return {"number": case.number}


@use_case("decide_conversion", needs=Permission.PUBLISH)
def decide_conversion(act: Act, data: dict[str, Any]) -> Result:
    """Another than who proposed it decides; the form goes into the file, 第二十六条 counts from today."""
    found = conversion_of(act.the_case)
    if found is None or not found.content or found.decision:
        raise CannotHappenNow("没有待审核的转主动公开")
    check_is_another(act.actor.person_id, found.proposed_by_id)
    values = load_schema(DecisionSchema(), data)
    found.decision, found.opinion = values["decision"], values["opinion"]
    found.decided_by_id, found.decided_at = act.actor.person_id, act.now
    found.letter_id = _keep_form(act, found).id
    if values["decision"] == AGREE:
        clocks.record(act, "proactive_information_formed", act.today)
    act.audit("conversion.decided", f"审核转主动公开：{DECIDED[values['decision']]}", decision=values["decision"],
              content_hash=found.content_hash)  # fmt: skip
    return {"decision": values["decision"]}


DECIDED = {AGREE: "同意", REFUSE: "不同意"}


@use_case("publish_conversion", needs=Permission.PUBLISH)
def publish_conversion(act: Act) -> Result:
    """Exactly what was approved, once. Raises CannotHappenNow, NotWhatWasApproved."""
    found = conversion_of(act.the_case)
    content = content_of(found) if found is not None else None
    if found is None or content is None or found.decision != AGREE or found.publication_id is not None:
        raise CannotHappenNow("没有已经同意、尚未公开的转主动公开")
    entry = publications.publish(act, KIND, content, approved_hash=found.content_hash)
    db.session.flush()
    found.publication_id = entry.id
    clocks.record(act, "information_published", act.today)
    act.audit("conversion.published", "已转为主动公开", publication=entry.id)
    return {"publication": entry.id}


def may_suggest(case: Case) -> bool:
    """The applicant has something that everybody could have, and nobody has begun."""
    return was_given(case) and conversion_of(case) is None


def may_be_proposed(case: Case, today: date) -> bool:
    """Information was given, and nobody has proposed it."""
    found = conversion_of(case)
    return was_given(case) and (found is None or not (found.decision or found.content))


def may_be_decided(case: Case, today: date) -> bool:
    """It was proposed and not decided."""
    found = conversion_of(case)
    return found is not None and bool(found.content) and not found.decision


def may_be_published(case: Case, today: date) -> bool:
    """It was agreed and does not stand yet."""
    found = conversion_of(case)
    return found is not None and found.decision == AGREE and found.publication_id is None


def was_given(case: Case) -> bool:
    """The reply is out and gives information."""
    try:
        _check_was_given(case)
    except RuleViolation:
        return False
    return True


def _check_was_given(case: Case) -> None:
    request = request_of(case)
    check_was_given(request.outcome, is_reply_out=is_reply_out(request))


def _filed(act: Act, uploads: list[CheckedUpload]) -> tuple[PublicFile, ...]:
    kept = [
        add_document(act, upload, origin=DocumentOrigin.OFFICE, purpose=PURPOSE, title=upload.filename)
        for upload in uploads
    ]
    db.session.flush()
    return tuple(PublicFile(one.filename, one.file_hash) for one in kept)


def _named(numbers: list[str]) -> str:
    return "、".join(numbers)


def _keep_form(act: Act, found: Conversion) -> Any:
    """转主动公开审核单, out of the record."""
    content = content_of(found)
    assert content is not None  # checked before
    facts = {
        "made_on": act.today, "information": content.headline, "reason": found.reason, "requests": found.requests,
        "opinion": found.opinion, "reviewed_by": act.actor.name, "reviewed_on": act.today,
    }  # fmt: skip
    organ = act.the_case.organ
    return issuing.issue(act, FORM, facts, Recipient(organ.name, "organisation", DeliveryMethod.IN_PERSON))
