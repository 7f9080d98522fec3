"""An organ's own wording of a kind: written, submitted, approved by a second person, withdrawn (县市文书版本)."""

import tempfile
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.administration.scope import get_unit, require_over
from app.casework.contract.platform import platform
from app.casework.letters.kept_texts import keep
from app.casework.letters.kinds import kind_of_variant, why_set_aside
from app.casework.models import LetterVariant
from app.casework.models.variants import VariantState
from app.database import db
from app.law.errors import InvalidInput, NotAllowed, RuleViolation
from app.letters import LetterKind, Problem
from app.letters.variant_rules import size_problems
from app.letters.variants import TEXT, check_variant, files_of, hash_of, write_variant
from app.letters.worded_reading import says_the_same
from app.office.models import OrgUnit


class NotInThisState(RuleViolation):
    """The version is not (any more) in the state that this act needs."""

    code = "variant_not_in_this_state"
    message = "这一版本的状态已经变化，请刷新页面后再办理"


class NoLettersOfItsOwn(RuleViolation):
    """Only a unit that acts in its own name issues letters."""

    code = "no_letters_of_its_own"
    message = "内设机构不对外行文，不能有自己的文书文本"


class SamePerson(NotAllowed):
    """Who wrote a version does not approve it."""

    code = "variant_same_person"
    message = "文本须由另一名管理员审定，撰写人不能审定自己撰写的版本"


class VariantRefused(InvalidInput):
    """The check of the text found something; every finding is in the message."""

    code = "variant_refused"
    message = "文本检查没有通过"


@use_case("write_letter_variant")
def write(act: Act, organ_id: int, kind: str, text: str, note: str) -> Result:
    """Save a draft: the writer's own draft is changed, otherwise a new version begins."""
    organ = get_unit(organ_id)
    require_over(act, organ)
    if not organ.may_act_in_its_own_name:
        raise NoLettersOfItsOwn
    if act.actor.person_id is None:
        raise NotAllowed
    if problems := size_problems(text):
        raise InvalidInput(fields={"text": problems[0].message})
    standard = platform().catalogue.kind(kind)
    variant = own_draft(organ, kind, act.actor.person_id) or _begin(organ, kind, act)
    variant.files = files_of(standard) | {TEXT: tidy(text)}
    variant.hash, variant.note, variant.written_at = hash_of(variant.files), note, act.now
    db.session.flush()
    _record(act, "written", "撰写文书文本", variant)
    return {"variant": variant.id}


@use_case("submit_letter_variant")
def submit(act: Act, variant_id: int) -> Result:
    """提交审定: only what passes every check, and differs from the standard."""
    variant = _locked(act, variant_id, VariantState.DRAFT)
    _refuse_unless_good(variant)
    variant.state = VariantState.AWAITING
    _record(act, "submitted", "提交审定文书文本", variant)
    return {"variant": variant.id}


@use_case("approve_letter_variant")
def approve(act: Act, variant_id: int, valid_from: date) -> Result:
    """审定: by a second person, from today or a later day; earlier versions end on that day."""
    variant = _locked(act, variant_id, VariantState.AWAITING)
    if variant.written_by_id == act.actor.person_id or act.actor.person_id is None:
        raise SamePerson
    if valid_from < act.today:
        raise InvalidInput(fields={"valid_from": f"启用日期不能早于今天（{act.today}）"})
    _refuse_unless_good(variant)
    for earlier in _approved_before(variant):
        if earlier.valid_from is not None and (
            earlier.valid_until is None or earlier.valid_until > valid_from
        ):
            earlier.valid_until = max(valid_from, earlier.valid_from)
    variant.state, variant.valid_from = VariantState.APPROVED, valid_from
    variant.approved_by_id, variant.approved_at = act.actor.person_id, act.now
    keep(kind_of_variant(variant), act)
    _record(act, "approved", f"审定文书文本，自 {valid_from} 起启用", variant)
    return {"variant": variant.id}


@use_case("withdraw_letter_variant")
def withdraw(act: Act, variant_id: int, reason: str) -> Result:
    """撤回: letters issued from now on use the standard text again; issued ones keep this version."""
    variant = _locked(act, variant_id, VariantState.DRAFT, VariantState.AWAITING, VariantState.APPROVED)
    if not reason.strip():
        raise InvalidInput(fields={"reason": "请写明撤回理由"})
    variant.state, variant.withdrawn_at, variant.withdrawn_why = (
        VariantState.WITHDRAWN,
        act.now,
        reason.strip(),
    )
    _record(act, "withdrawn", "撤回文书文本", variant)
    return {"variant": variant.id}


def problems_of_text(standard: LetterKind, text: str) -> list[Problem]:
    """What the check finds in this text, before anything is kept."""
    if problems := size_problems(tidy(text)):
        return list(problems)
    own = tidy(files_of(standard)[TEXT])
    if tidy(text) == own or says_the_same(tidy(text), own, standard):
        return [Problem("", "same", "文本与标准文本相同，不需要另立版本")]
    with tempfile.TemporaryDirectory() as scratch:
        return check_variant(write_variant(Path(scratch), standard, tidy(text)), standard)


def tidy(text: str) -> str:
    """One kind of line ends, one line end at the end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"


def own_draft(organ: OrgUnit, kind: str, person_id: int) -> LetterVariant | None:
    """The draft that this person has begun for this organ."""
    query = select(LetterVariant).where(
        LetterVariant.organ_id == organ.id, LetterVariant.kind == kind,
        LetterVariant.written_by_id == person_id, LetterVariant.state == VariantState.DRAFT,
    )  # fmt: skip
    return db.session.scalars(query.order_by(LetterVariant.number.desc())).first()


def _begin(organ: OrgUnit, kind: str, act: Act) -> LetterVariant:
    last = db.session.scalar(
        select(func.max(LetterVariant.number)).where(
            LetterVariant.organ_id == organ.id, LetterVariant.kind == kind
        )
    )
    variant = LetterVariant(
        organ_id=organ.id, kind=kind, number=(last or 0) + 1, written_by_id=act.actor.person_id,
        state=VariantState.DRAFT,
    )  # fmt: skip
    db.session.add(variant)
    return variant


def _locked(act: Act, variant_id: int, *states: VariantState) -> LetterVariant:
    """The version, in one of these states, of an organ within reach."""
    variant = db.session.get(LetterVariant, variant_id, with_for_update=True, populate_existing=True)
    if variant is None:
        raise NotFound
    require_over(act, variant.organ)
    if variant.state not in states:
        raise NotInThisState
    return variant


def _refuse_unless_good(variant: LetterVariant) -> None:
    standard = platform().catalogue.kind(variant.kind)
    if reason := why_set_aside(variant, standard):
        raise VariantRefused(f"文本检查没有通过：{reason}，请在现行的标准文本上重新拟订")
    if problems := problems_of_text(standard, variant.files[TEXT]):
        raise VariantRefused("文本检查没有通过：" + "；".join(problem.message for problem in problems))


def _approved_before(variant: LetterVariant) -> list[LetterVariant]:
    query = select(LetterVariant).join(OrgUnit).where(
        OrgUnit.code == variant.organ.code, LetterVariant.kind == variant.kind,
        LetterVariant.state == VariantState.APPROVED,
    )  # fmt: skip
    return list(db.session.scalars(query.with_for_update(of=LetterVariant)))


def _record(act: Act, what: str, words: str, variant: LetterVariant) -> None:
    title = platform().catalogue.kind(variant.kind).name
    act.audit(
        f"letter_variant.{what}", f"{words}：{variant.organ.short_name}《{title}》第 {variant.number} 版",
        variant=variant.id, unit=variant.organ_id, kind=variant.kind, hash=variant.hash,
    )  # fmt: skip
