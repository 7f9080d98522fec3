"""Letters of a case that a clerk issues: the kinds that fit, with what each needs, and issuing one."""

from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import ApiBlueprint, described
from app.api.kinds import Schema, optional, rows, text, thing, whole
from app.api.parsing import json_body, text_in
from app.casework.acts.commands import perform
from app.casework.contract.schemas import json_schema as form_schema
from app.casework.letters import by_clerk, fitting, recalls
from app.casework.models import Case
from app.casework.work.reading import readable_case
from app.law.errors import InvalidInput
from app.letters.schema import json_schema
from app.office.permissions import Permission, check
from app.web.access import current_standing

bp = ApiBlueprint("api_letters", __name__, url_prefix="/api/v1/cases", description="制发文书")


ANY_OBJECT: Schema = {"type": "object"}
ISSUED = thing(letter=whole("文书编号"), number=text("文号或者案卷内序号"), title=text("名称"))
RECALLED = thing(letter=whole("文书编号"), number=text("文号"))
KIND = optional(
    thing(
        kind=text("文书"), name=text("名称"), recipient=text("收件人"), when=text("何时使用"),
        why_not=text("暂不能制发的原因"), facts=ANY_OBJECT, known=ANY_OBJECT, seen=text("核对标记，制发时送回"),
        methods=ANY_OBJECT,
    ),
    "why_not", "facts", "known", "seen", "methods",
)  # fmt: skip
ORDER = optional(
    thing(
        kind=text("文书"), facts=ANY_OBJECT, seen=text("核对标记，取自 kinds"),
        method=text("给第三方、其他机关的送达方式"),
    ),
    "method",
)  # fmt: skip


@bp.get("/<number>/letters/kinds")
@described(thing(kinds=rows("可以制发的文书", KIND)))
@token_required
def list_letter_kinds(number: str) -> dict[str, Any]:
    """可以制发的文书：要填的要素（JSON Schema）、系统写入的要素、核对标记；暂不能制发的写明原因。"""
    case = readable_case(number, current_standing())
    check(Permission.ISSUE_LETTER, current_standing(), case, timekeeping.today())
    return {"kinds": [_kind(case, offer) for offer in fitting.offers(case)]}


def _kind(case: Case, offer: fitting.Offer) -> dict[str, Any]:
    kind = offer.kind
    row = {"kind": kind.kind, "name": kind.name, "recipient": kind.recipient, "when": kind.when}
    if offer.why_not:
        return {**row, "why_not": offer.why_not}
    sheet, schema = by_clerk.sheet_of(case, kind.kind, timekeeping.today()), json_schema(kind)
    schema["properties"] = {name: schema["properties"][name] for name in sheet.asked}
    schema["required"] = [name for name in schema["required"] if name in sheet.asked]
    known = {name: str(value) for name, value in sheet.known.items()}
    return {**row, "facts": schema, "known": known, "seen": sheet.mark,
            "methods": by_clerk.OUTWARD_WAYS if sheet.asks_way else {}}  # fmt: skip


@bp.post("/<number>/letters")
@described(ISSUED, status=201, body=ORDER)
@token_required
def issue(number: str) -> tuple[dict[str, Any], int]:
    """制发一份文书：kind、facts、seen（取自 kinds，内容有变动的须重新核对）；给第三方、其他机关的写明 method。"""
    case_id, body = readable_case(number, current_standing()).id, json_body()
    facts = body.get("facts", {})
    if not isinstance(facts, dict):
        raise InvalidInput(fields={"facts": "应为 JSON 对象"})
    done = perform(
        by_clerk.issue_case_letter, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id,
        kind=text_in(body, "kind"), facts=facts, seen=text_in(body, "seen"),
        method=text_in(body, "method"),
    )  # fmt: skip
    return done, 201


@bp.post("/<number>/letters/<int:letter_id>/recall")
@described(RECALLED, body=form_schema(recalls.RecallSchema()))
@token_required
def recall(number: str, letter_id: int) -> dict[str, Any]:
    """撤回一份已制发的文书；再制发同一种文书时，写明替代这一份。"""
    case_id = readable_case(number, current_standing()).id
    return perform(recalls.recall_letter, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id,
                   letter_id=letter_id, data=json_body())  # fmt: skip
