"""申请更正 (第四十一条): by the applicant from a request that was answered, or registered at the desk from a paper."""

from collections.abc import Callable
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Text
from app.casework.contract.forms import Values, load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.papers.uploads import CheckedUpload
from app.database import db
from app.law.correcting import check_has_proof, check_was_given
from app.law.errors import InvalidInput
from app.law.receipt import CHANNEL_WORDS, Channel
from app.office.organs import accepting_organ
from app.office.permissions import AtOrgan, Permission
from app.processes.disclosure.application import PaperRegistrationSchema, check_not_in_future
from app.processes.disclosure.correcting_applications import asked_in_words
from app.processes.disclosure.linked import Relation, link
from app.processes.disclosure.models import CorrectionApplication, DisclosureRequest
from app.processes.disclosure.models.applicant import SEALED
from app.processes.disclosure.queries import answered_as, is_reply_out
from app.processes.disclosure.query_codes import HashedCode
from app.processes.disclosure.redo import OF_PERSON
from app.processes.disclosure.registration import check_receipt_is_meant, open_request, request_of
from app.processes.disclosure.vocabulary import Matter
from app.steps.names import is_named

ASKED = ("information", "recorded", "wanted", "evidence")
EARLIER = "earlier_number"
NOT_ASKED = ("description", "document_title", "document_reference", "reply_form")


class AskedSchema(OfficeSchema):
    """Which information, what it says, what is true, and what proves it."""

    information = Text(
        "要求更正的信息", maximum=600, quotes=True, hint="写明名称、文号，如：补贴发放明细中本人的承包地面积"
    )
    recorded = Text("现在怎样记录", maximum=500, quotes=True, widget="textarea")
    wanted = Text("请求更正为", maximum=500, quotes=True, widget="textarea")
    evidence = Text(
        "证据", maximum=1000, quotes=True, widget="textarea", hint="有什么材料证明记录不准确，材料随附"
    )


class OnPaperSchema(AskedSchema):
    """The same from a paper: which reply gave the information, where the applicant names it."""

    earlier_number = Text(
        "提供该信息的答复文号或者申请编号", maximum=60, required=False, is_number=True,
        hint="由本机关答复申请时提供的填写，告知书写明该答复；不能确定的不填",
    )  # fmt: skip


def paper_schema() -> PaperRegistrationSchema:
    """Who asks, and how the paper came, as for every application."""
    return PaperRegistrationSchema(exclude=NOT_ASKED)


@use_case("register_correction")
def register_correction(
    act: Act, organ_code: str, data: dict[str, Any], uploads: list[CheckedUpload], query_code: HashedCode
) -> Result:
    """A paper that asks for a correction. Raises InvalidInput with a message per field, NoProof."""
    organ = accepting_organ(organ_code, act.today)
    act.require(Permission.REGISTER_CASE, AtOrgan(organ.id))
    values = _both(data)
    if problems := check_not_in_future(values, act.today):
        raise InvalidInput(fields=problems)
    check_has_proof(len(uploads))
    earlier = _reply_named(organ.id, values)
    channel = Channel(values["channel"])
    request = open_request(
        act, organ, channel, values, uploads, query_code, Matter.CORRECTION, _keeping(values)
    )
    checked = check_receipt_is_meant(act, is_checked=values["receipt_checked"])
    if earlier is not None:
        link(act, request.case, earlier.case, Relation.CORRECTION)
    act.audit(
        "request.correction_registered",
        f"登记更正申请，收到渠道：{CHANNEL_WORDS[channel]}{checked}",
        channel=values["channel"],
    )
    return {"number": request.case.number}


def _both(data: dict[str, Any]) -> Values:
    """Both halves of the form checked, every fault told at once. Raises InvalidInput."""
    on_paper = (*ASKED, EARLIER)
    asked = {name: data[name] for name in on_paper if name in data}
    person = {name: value for name, value in data.items() if name not in on_paper}
    faults: dict[str, str] = {}
    values: dict[str, Any] = {}
    for schema, half in ((paper_schema(), person), (OnPaperSchema(), asked)):
        try:
            values |= load_schema(schema, half)
        except InvalidInput as refused:
            faults |= refused.fields
    if faults:
        raise InvalidInput(fields=faults)
    return {**values, "description": asked_in_words(values), "reply_form": ""}


def _reply_named(organ_id: int, values: Values) -> DisclosureRequest | None:
    """The answered request of this person that the paper names; None where it names none. Raises InvalidInput."""
    if not values[EARLIER]:
        return None
    found = answered_as(organ_id, values[EARLIER])
    if found is None or not may_ask(found):
        raise InvalidInput(fields={EARLIER: "本机关没有这个编号的答复，请核对；不能确定的不填"})
    if not is_named(values["name"], [found.applicant.name]):
        raise InvalidInput(fields={EARLIER: "这个编号的申请是别人提出的，请核对；不能确定的不填"})
    return found


@use_case("apply_for_correction")
def apply_for_correction(act: Act, data: dict[str, Any], uploads: list[CheckedUpload]) -> Result:
    """The applicant of an answered request asks for a correction; who it is stands on record. Raises NothingGiven."""
    earlier, first = act.the_case, request_of(act.the_case)
    check_was_given(is_answered=may_ask(first))
    values = load_schema(AskedSchema(), data)
    check_has_proof(len(uploads))
    known = {
        **_person_of(first),
        **values,
        "description": asked_in_words(values),
        "reply_form": "",
        "reply_way": first.reply_way,
    }
    act.leave_case()
    code = HashedCode("", first.query_code_hash)
    request = open_request(
        act, earlier.organ, Channel.ONLINE, known, uploads, code, Matter.CORRECTION, _keeping(values)
    )
    link(act, request.case, earlier, Relation.CORRECTION)
    act.audit("request.correction_applied", f"在网上申请更正，原件 {earlier.number}", earlier=earlier.number)
    return {"number": request.case.number}


def may_ask(first: DisclosureRequest) -> bool:
    """The request was answered: there is information that may be wrong."""
    return is_reply_out(first) and first.matter != Matter.CORRECTION


def _person_of(first: DisclosureRequest) -> dict[str, Any]:
    person = first.applicant
    known = {name: getattr(person, name) for name in OF_PERSON}
    return {**known, "applicant_kind": person.kind, **{name: person.reveal(name) for name in SEALED}}


def _keeping(values: Values) -> Callable[[DisclosureRequest], None]:
    def keep(request: DisclosureRequest) -> None:
        asked = {name: values[name] for name in ASKED}
        db.session.add(CorrectionApplication(case_id=request.case_id, **asked))
        db.session.flush()

    return keep
