"""Pages: an organ's own wording of a kind of letter — list, edit, compare, check, approve, withdraw."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import select

from app import timekeeping
from app.admin import reach
from app.admin.blueprint import bp
from app.admin.letter_words import boxes, in_words, standard_words, template_of, words_of
from app.admin.letters import kind_or_404
from app.admin.sending import Sent, run, sent
from app.casework.acts.errors import NotFound
from app.casework.administration import letter_variants as use
from app.casework.administration.scope import administered_ids
from app.casework.contract.fields import Day, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.kinds import fits, kind_of_variant, variant_in_force, why_set_aside
from app.casework.models import LetterVariant
from app.casework.models.variants import VariantState
from app.database import db
from app.letters import LetterKind, Problem
from app.letters.variant_rules import TOO_LONG, size_problems
from app.letters.variants import TEXT, ChangedLine, difference, preview_of_text
from app.office.models import OrgUnit
from app.office.permissions import Permission
from app.web.access import current_standing, requires
from app.web.schema_fields import field_views

STATES = {
    VariantState.DRAFT: ("草稿", "plain"), VariantState.AWAITING: ("待审定", "warm"),
    VariantState.APPROVED: ("已审定", "green"), VariantState.WITHDRAWN: ("已撤回", "red"),
}  # fmt: skip
NOT_SHOWN = ("forbidden", "template", TOO_LONG)
DONE = {"submit": "已提交，请另一名管理员审定", "approve": "已审定", "withdraw": "已撤回"}


class NoteSchema(OfficeSchema):
    """What was changed and why."""

    note = Text("改动说明", maximum=300, hint="改了什么、依据什么，供审定人查看")


class ApprovalSchema(OfficeSchema):
    """From which day on letters use it."""

    valid_from = Day("启用日期")


class WithdrawalSchema(OfficeSchema):
    """Why it is no longer used."""

    reason = Text("撤回理由", maximum=300)


@dataclass(frozen=True)
class Comparison:
    """A text beside the standard: what differs, what the check finds, how it reads (None where it may not be shown)."""

    lines: list[ChangedLine]
    problems: list[Problem]
    preview: Markup | None


@bp.get("/letters/<name>/variants")
@requires(Permission.ADMINISTER_OFFICE)
def list_variants(name: str) -> str:
    """The versions of the organs within reach, newest first; the organs that may have one."""
    kind, today = kind_or_404(name), timekeeping.today()
    organs = [unit for unit in reach.administered_units(today) if unit.may_act_in_its_own_name]
    return render_template(
        "admin/letter_variants.html",
        kind=kind,
        organs=organs,
        variants=(variants := _variants(kind)),
        in_use={one.id for one in variants if one.is_in_force(today) and fits(one, kind)},
        states=STATES,
    )


@bp.route("/letters/<name>/variants/of/<row_id:unit_id>", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def edit_variant(name: str, unit_id: int) -> ResponseReturnValue:
    """The text: looked at with sample facts as often as one likes, then saved as a draft."""
    kind, organ = kind_or_404(name), reach.administered_unit(unit_id)
    form = sent(lambda typed: _save(kind, organ, typed))
    if form.is_done and "variant" in form.result:
        flash("已保存草稿", "success")
        return redirect(url_for(".show_variant", name=name, variant_id=form.result["variant"]))
    begun, lost = _begun(kind, organ)
    typed = form.typed or begun
    return render_template(
        "admin/letter_variant_edit.html", kind=kind, organ=organ, errors=form.errors, lost=lost,
        boxes=boxes(kind, typed, form.errors), note=field_views(NoteSchema(), typed, form.errors)[0],
        comparison=_compare(kind, form.result["text"]) if form.is_done else None,
    ), form.status  # fmt: skip


@bp.route("/letters/<name>/variants/<row_id:variant_id>", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def show_variant(name: str, variant_id: int) -> ResponseReturnValue:
    """One version beside the standard text; submitted, approved by a second person, withdrawn."""
    kind, variant = kind_or_404(name), _variant(name, variant_id)
    form = sent(lambda typed: _act_on(variant, typed))
    if form.is_done:
        flash(DONE[form.result], "success")
        return redirect(url_for(".show_variant", name=name, variant_id=variant_id))
    variant, today = _variant(name, variant_id), timekeeping.today()
    in_force = variant_in_force(variant.organ, name, today)
    return render_template(
        "admin/letter_variant.html", kind=kind, variant=variant, states=STATES, errors=form.errors,
        comparison=_compare(kind, variant.files[TEXT]), set_aside=why_set_aside(variant, kind), today=today,
        is_in_force=in_force is not None and in_force.id == variant.id, acts=_acts(variant, form),
        is_mine=variant.written_by_id == current_standing().person_id,
        version=kind_of_variant(variant).version_hash if variant.state == VariantState.APPROVED else "",
    ), form.status  # fmt: skip


def _save(kind: LetterKind, organ: OrgUnit, typed: dict[str, Any]) -> Any:
    """Keep the draft; with the button `preview` only look at it. What is sent is words; the template is made here."""
    only_look = typed.pop("preview", None)
    text = template_of(kind, typed)
    if only_look:
        return {"text": text}
    note = load_schema(NoteSchema(), {"note": typed.get("note", "")})
    return run(use.write, organ_id=organ.id, kind=kind.kind, text=text, **note)


def _act_on(variant: LetterVariant, typed: dict[str, Any]) -> str:
    """Which button was pressed; its act is done."""
    done = next((name for name in DONE if typed.pop(name, None)), "")
    if done == "submit":
        run(use.submit, variant_id=variant.id)
    elif done == "approve":
        values = load_schema(ApprovalSchema(), {"valid_from": typed.get("valid_from", "")})
        run(use.approve, variant_id=variant.id, **values)
    elif done == "withdraw":
        values = load_schema(WithdrawalSchema(), {"reason": typed.get("reason", "")})
        run(use.withdraw, variant_id=variant.id, **values)
    else:
        raise NotFound
    return done


def _acts(variant: LetterVariant, form: Sent) -> dict[str, list[Any]]:
    """The fields of the acts that this reader may do now, by act."""
    mine = variant.written_by_id == current_standing().person_id
    acts: dict[str, list[Any]] = {}
    if variant.state == VariantState.DRAFT:
        acts["submit"] = []
    if variant.state == VariantState.AWAITING and not mine:
        typed = form.values({"valid_from": timekeeping.today()})
        acts["approve"] = field_views(ApprovalSchema(), typed, form.errors)
    if variant.state != VariantState.WITHDRAWN:
        acts["withdraw"] = field_views(WithdrawalSchema(), form.typed, form.errors)
    return acts


def _begun(kind: LetterKind, organ: OrgUnit) -> tuple[dict[str, Any], str]:
    """Where editing starts: one's own draft, else the text in force, else the standard; and, to be copied from, a text
    of another shape than the present standard, which its boxes cannot take over."""
    draft = use.own_draft(organ, kind.kind, current_standing().person_id)
    start = draft or variant_in_force(organ, kind.kind, timekeeping.today())
    words = words_of(kind, start.files[TEXT]) if start else None
    begun = standard_words(kind) if words is None else words
    lost = in_words(kind, start.files[TEXT])[1] if start is not None and words is None else ""
    return (begun.texts if begun else {}) | {"note": draft.note if draft else ""}, lost


def _compare(kind: LetterKind, text: str) -> Comparison:
    """A text that breaks the rules is told, never printed; one that is too long is not even compared."""
    text = use.tidy(text)
    problems = use.problems_of_text(kind, text)
    may_be_shown = not any(problem.code in NOT_SHOWN for problem in problems)
    preview = preview_of_text(kind, text) if may_be_shown else None
    lines = [] if size_problems(text) else difference(*in_words(kind, text))
    return Comparison(lines, problems, preview)


def _variants(kind: LetterKind) -> list[LetterVariant]:
    query = select(LetterVariant).where(
        LetterVariant.kind == kind.kind, LetterVariant.organ_id.in_(administered_ids(current_standing()))
    )
    return list(db.session.scalars(query.order_by(LetterVariant.id.desc())))


def _variant(name: str, variant_id: int) -> LetterVariant:
    variant = db.session.get(LetterVariant, variant_id)
    within = administered_ids(current_standing())
    if variant is None or variant.kind != name or variant.organ_id not in within:
        raise NotFound
    return variant
