"""答复: drafting. What is signed and issued afterwards are steps that every process has (app/steps)."""

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.contract.forms import Facts, TaskForm, Values, nothing_to_undo
from app.casework.models import Case, WorkItem
from app.casework.terms import clocks
from app.casework.texts import versions
from app.casework.texts.signatures import standing_objections
from app.law.awaiting import awaited_before, check_none_outstanding
from app.law.charging import check_may_charge
from app.law.consulting import (
    RESTS_ON_A_THIRD_PARTY,
    NotConsulted,
    check_is_consulted,
)
from app.law.opinions import reasons_against
from app.law.outcomes import gives_information, outcome
from app.processes.disclosure import draft_check, draft_form, fees, given_before, lapse
from app.processes.disclosure.excess import check_excessive
from app.processes.disclosure.former import choose_former, chosen_former, former_choices
from app.processes.disclosure.item_answers import check_items_are_searched
from app.processes.disclosure.letters import (
    PARTLY,
    PLAIN_REPLY,
    REPLY,
    advice_on_reply,
    reply_content,
    reply_kind,
    withheld_grounds,
)
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.reason_period import check_period_is_over
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import check_is_decided, listed_as_given
from app.processes.disclosure.responsible import choices, choose, was_passed_on
from app.processes.disclosure.searches import check_absence
from app.steps.consultation_record import parties_of


def _draft_schema(item: WorkItem) -> Schema:
    request = request_of(item.case)
    kind, ways_back = reply_kind(request), {str(choice["value"]) for choice in item.choices}
    formers = former_choices(request) if draft_form.names_a_former_reply(kind) else {}
    organs = choices(request, item.created_at.date()) if draft_form.names_a_responsible_organ(kind) else {}
    may_charge = not fees.is_told(item.case)
    return draft_form.draft_schema(
        kind, ways_back=ways_back, formers=formers, may_charge=may_charge, organs=organs
    )


def _draft(act: Act, item: WorkItem, values: Values) -> Facts:
    request = request_of(act.the_case)
    if values.get("decision") == draft_form.FEE:
        return {"signoff": "open", **_to_fee(act, request, values)}
    if values.get("decision") in draft_form.BACK:
        return {"signoff": "open", "draft": values["decision"]}
    lapse.check_is_judged(request)
    check_is_decided(request)
    check_absence(request, "decision")
    check_items_are_searched(request, "decision")
    check_excessive(request, request.outcome, "decision")
    kind = reply_kind(request)
    request.draft_facts = draft_form.facts_from(kind, values)
    check_period_is_over(request, act.today)
    given_before.check_agrees(request, request.draft_facts, draft_form.PREFIX)
    choose_former(request, str(values.get(draft_form.FORMER) or ""))
    if draft_form.names_a_responsible_organ(kind) and not was_passed_on(act.the_case):
        choose(request, str(values.get(draft_form.RESPONSIBLE) or ""), act.today)
    _check_third_parties_were_asked(request)
    check_none_outstanding(awaited_before(request.outcome or "", parties_of(act.the_case)))
    _note_drafter(request, act.actor.person_id)
    versions.revise(act, REPLY, reply_content(request, act.today), _why_changed(act, values))
    draft_check.refuse_bad_draft(act.the_case, kind, act.today)
    return {"signoff": "open", "draft": draft_form.SUBMIT}


def _to_fee(act: Act, request: DisclosureRequest, values: Values) -> Facts:
    """收费: a notice is written, or, where one lapsed, what was paid is looked at once more.

    What the reply says so far is there again after the fee.
    """
    if request.outcome == fees.LAPSED:
        return {"draft": draft_form.FEE, "fee_step": "recheck"}
    check_may_charge(clocks.clocks_of(act.the_case), act.today, is_charged=fees.is_told(act.the_case))
    written = draft_form.facts_from(reply_kind(request), values)
    request.draft_facts = {**request.draft_facts, **written}
    return {"draft": draft_form.FEE, "fee_step": "start", "fee_from": "draft"}


def _check_third_parties_were_asked(request: DisclosureRequest) -> None:
    """第三十二条 holds for a withheld part as for a refusal of the whole. Raises NotConsulted beside the parts."""
    grounds = withheld_grounds(request)
    try:
        check_is_consulted(request.outcome or "", parties_of(request.case), grounds)
    except NotConsulted as refused:
        is_typed = grounds and request.outcome == PARTLY
        field = f"{draft_form.PREFIX}withheld_parts" if is_typed else "outcome"
        raise NotConsulted(fields={field: NotConsulted.message}) from refused


def _why_changed(act: Act, values: Values) -> str:
    """What the drafter says; else to whose objection the change answers."""
    said = str(values.get("opinion") or "")
    objections = [one for one in standing_objections(act.the_case) if one.text]
    return said or (f"依{objections[-1].person.name}的意见“{objections[-1].text}”修改" if objections else "")


def _note_drafter(request: DisclosureRequest, person_id: int | None) -> None:
    """Whoever sends a text on its way stands for it, be it unchanged. A changed decision takes nobody off the list."""
    request.drafter_id = person_id
    request.drafter_ids = sorted({*request.drafter_ids, *([] if person_id is None else [person_id])})


def _drafted(case: Case) -> Values:
    request = request_of(case)
    known = draft_form.values_from(reply_kind(request), request.draft_facts)
    former = chosen_former(request) if draft_form.names_a_former_reply(reply_kind(request)) else None
    chosen = {draft_form.FORMER: former.case.number} if former else {}
    if request.responsible is not None:
        chosen[draft_form.RESPONSIBLE] = request.responsible.code
    return {**_as_given(request), **known, **chosen, "decision": draft_form.SUBMIT}


def _as_given(request: DisclosureRequest) -> Values:
    """What the record has is not typed again: the files, the third party's reason, an earlier reply."""
    known = {**given_before.as_registered(request), **_reasons(request), **_basis(request)}
    names = draft_form.own_facts(reply_kind(request))
    if gives_information(request.outcome) and "items" in names and (listed := listed_as_given(request)):
        known["items"] = listed
    return {draft_form.PREFIX + name: text for name, text in known.items()}


def _basis(request: DisclosureRequest) -> dict[str, str]:
    """The article of the decision, for the letter that leaves the basis to the drafter."""
    if reply_kind(request).kind != PLAIN_REPLY:
        return {}
    return {"legal_basis": f"《中华人民共和国政府信息公开条例》{outcome(request.outcome).article}"}


def _reasons(request: DisclosureRequest) -> dict[str, str]:
    """第三十二条: what third parties that object have said, for the drafter to tell without betraying them."""
    said = reasons_against(parties_of(request.case))
    return (
        {"third_party_reason": "；".join(said)} if said and request.outcome in RESTS_ON_A_THIRD_PARTY else {}
    )


draft = TaskForm(
    key="draft",
    title="拟写答复",
    schema=_draft_schema,
    apply=_draft,
    initial=_drafted,
    submit="提交审签",
    undo=nothing_to_undo,
    checks=draft_check.checks_of,
    preview=draft_check.preview_as_typed,
    advice=advice_on_reply,
    note="文书种类由处理决定选定，只需填写它要求的要素；救济告知、收文情况和落款由系统写入。",
)
