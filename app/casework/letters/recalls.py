"""撤回、更换文书: an issued letter is taken back with a reason, the next of its kind takes its place. Both are kept.

What its sending did to the clocks is done: events are never changed. The later letter names the earlier one by number
and day, out of the record.
"""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import bindparam, select

from app.casework.acts.act import Act
from app.casework.acts.audit import AuditLine
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.acts.once import once_in_reading
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.platform import platform
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.issuing import deliveries_of, is_given_up
from app.casework.models import Case, IssuedLetter, LetterRecall
from app.casework.models.letters import DeliveryState
from app.casework.rare import RARE
from app.database import db
from app.law.errors import RuleViolation
from app.office.permissions import Permission

INTERNAL = "internal"
NOTE = "已撤回，不再送达"
_of_case = (
    select(LetterRecall)
    .join(IssuedLetter, IssuedLetter.id == LetterRecall.letter_id)
    .where(IssuedLetter.case_id == bindparam("of_case"))
)


class CannotBeRecalled(RuleViolation):
    """A form of the file, a letter that is under way by a task, or one that only another act may take back."""

    code = "cannot_be_recalled"
    message = "这份文书不能撤回"


class AlreadyRecalled(RuleViolation):
    """Once."""

    code = "already_recalled"
    message = "这份文书已经撤回"


class RecallSchema(OfficeSchema):
    """Why, in words that the recipient reads."""

    reason = Text(
        "撤回的原因", maximum=300, widget="textarea", argues=True, hint="当事人看得到，不写个人信息"
    )


@use_case("recall_letter", needs=Permission.RECALL_LETTER)
def recall_letter(act: Act, letter_id: int, data: dict[str, Any]) -> Result:
    """Take it back; what a step waits for and can never be made is issued once more in its place.

    Raises NotFound, AlreadyRecalled, CannotBeRecalled, InvalidInput.
    """
    letter = db.session.get(IssuedLetter, letter_id)
    if letter is None or letter.case_id != act.the_case.id:
        raise NotFound()
    if why := why_kept(letter):
        raise CannotBeRecalled(why)
    values, issue_anew = load_schema(RecallSchema(), data), made_anew_by(letter)
    found = recall(act, letter, values["reason"])
    if issue_anew is not None:
        found.replaced_by_id = issue_anew(act).id
    return {"letter": letter.id, "number": letter.document_number}


def recall(
    act: Act, letter: IssuedLetter, reason: str, replaced_by: IssuedLetter | None = None
) -> LetterRecall:
    """The same inside any act: also when another letter takes its place at once. Raises AlreadyRecalled."""
    if letter.id in recalls_of(letter.case):
        raise AlreadyRecalled
    found = LetterRecall(
        letter_id=letter.id, reason=reason, recalled_on=act.today, recalled_by_id=act.actor.person_id,
        recalled_at=act.now, replaced_by_id=replaced_by.id if replaced_by else None,
    )  # fmt: skip
    db.session.add(found)
    for delivery in letter.deliveries:
        if delivery.state == DeliveryState.PENDING:
            delivery.state, delivery.note = DeliveryState.FAILED, NOTE
    db.session.flush()
    _record(act, letter, reason)
    return found


def _record(act: Act, letter: IssuedLetter, reason: str) -> None:
    """In the log of the acting case; also in that of the letter, where another case's letter takes its place."""
    words = f"撤回《{letter.title}》{letter.document_number}"
    detail: dict[str, Any] = {"letter": letter.id, "reason": reason}
    act.audit("letter.recalled", words, **detail)
    if act.case is None or act.case.id != letter.case_id:
        act.lines.append(AuditLine("letter.recalled", words, case_id=letter.case_id, detail=detail))


def recall_of(letter_id: int) -> LetterRecall | None:
    """How this letter was taken back; None while it stands."""
    return db.session.get(LetterRecall, letter_id)


def taken_back_among(letter_ids: Iterable[int]) -> set[int]:
    """Those of these letters that were taken back."""
    wanted = select(LetterRecall.letter_id).where(LetterRecall.letter_id.in_(list(letter_ids)))
    return set(db.session.scalars(wanted))


def refuse_recalled(letter: IssuedLetter) -> None:
    """What was taken back is not served any more. Raises AlreadyRecalled."""
    if recall_of(letter.id) is not None:
        raise AlreadyRecalled("这份文书已经撤回，不再送达")


def recalls_of(case: Case) -> dict[int, LetterRecall]:
    """Letter → how it was taken back."""
    return once_in_reading(f"recalls of case {case.id}", lambda: _read(case.id))


def _read(case_id: int) -> dict[int, LetterRecall]:
    if not RARE.may_have(LetterRecall, case_id):
        return {}
    return {one.letter_id: one for one in db.session.scalars(_of_case, {"of_case": case_id})}


def taken_by(letter: IssuedLetter) -> IssuedLetter | None:
    """The letter that took the place of this one, once it is out; None while none has."""
    found = recall_of(letter.id)
    later = found.replaced_by if found is not None else None
    return later if later is not None and later.is_out else None


def waits_for_another(case: Case, kind: str) -> LetterRecall | None:
    """The one of this kind that was taken back and has no successor yet."""
    query = (
        select(LetterRecall)
        .join(IssuedLetter, IssuedLetter.id == LetterRecall.letter_id)
        .where(IssuedLetter.case_id == case.id, IssuedLetter.kind == kind)
        .where(LetterRecall.replaced_by_id.is_(None))
        .order_by(LetterRecall.letter_id.desc())
    )
    return db.session.scalars(query.limit(1)).first()


def facts_of(letter: IssuedLetter) -> dict[str, Any]:
    """What the later letter says of the one whose place it takes."""
    return {
        "replaced_number": letter.document_number, "replaced_on": letter.issued_on.isoformat(),
        "replaced_title": letter.title,
    }  # fmt: skip


def words_of(found: LetterRecall) -> str:
    """For lists and for the applicant."""
    by = f"，由 {found.replaced_by.document_number} 替代" if found.replaced_by is not None else ""
    return f"已于 {found.recalled_on} 撤回{by}：{found.reason}"


def why_kept(letter: IssuedLetter) -> str:
    """Why it cannot be taken back by itself; empty when it can.

    A letter whose PDF was given up was never with anybody: also a form of the file is taken back then, and what a task
    waited for once the case has ended, so that the file can be closed.
    """
    if letter.id in recalls_of(letter.case):
        raise AlreadyRecalled
    is_lost = is_given_up(letter)
    if letter.recipient == INTERNAL and not is_lost:
        return "存入案卷的表单没有送出，不能撤回"
    waited_for = _is_waited_for(letter)
    if waited_for and not is_lost:
        return "文书正在送达环节，请先登记送达结果"
    kept = platform().process(letter.case.process).letters.kept(letter)
    if waited_for and letter.case.is_open and made_anew_by(letter) is None:
        return (
            f"文书正在送达环节，PDF 没有生成，请系统管理员在“待发消息”中重新生成{f'；{kept}' if kept else ''}"
        )
    return kept


def made_anew_by(letter: IssuedLetter) -> Callable[[Act], IssuedLetter] | None:
    """What issues this letter once more when it is taken back: a step waits for it, and its PDF was given up."""
    if not (letter.case.is_open and is_given_up(letter) and _is_waited_for(letter)):
        return None
    return platform().process(letter.case.process).letters.made_anew.get(letter.kind)


def _is_waited_for(letter: IssuedLetter) -> bool:
    ways = (one for one in deliveries_of(letter.case) if one.letter_id == letter.id)
    return any(one.state == DeliveryState.PENDING and one.has_own_task for one in ways)


def check_may_be_recalled(letter: IssuedLetter) -> None:
    """For a page that asks first. Raises AlreadyRecalled, CannotBeRecalled."""
    if why := why_kept(letter):
        raise CannotBeRecalled(why)


def may_be_recalled(letter: IssuedLetter) -> bool:
    """Whether the page offers it."""
    try:
        check_may_be_recalled(letter)
    except (AlreadyRecalled, CannotBeRecalled, CannotHappenNow):
        return False
    return True
