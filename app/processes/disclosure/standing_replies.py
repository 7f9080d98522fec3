"""The replies to one request, over the cases in which it was replied anew: which stands, which case is still at it.

One case replies anew at a time. A letter names the reply whose place it takes; were there two, one of them would name
a reply whose place the other has taken.
"""

from collections.abc import Iterator

from app.casework.acts.act import Act
from app.casework.letters.recalls import recall_of, recalls_of, taken_by
from app.casework.models import Case, IssuedLetter
from app.database import db
from app.law.outcomes import OUTCOMES
from app.processes.disclosure.linked import Relation, links_of
from app.processes.disclosure.models import CaseLink, DisclosureRequest
from app.processes.disclosure.queries import is_reply_out
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.vocabulary import Matter


def replied_anew_by(case: Case) -> Case | None:
    """Another case of the same request that replies anew and has not ended; None where none does."""
    found = (one.later for one in _later_ones(_first_of(case)))
    return next((later for later in found if later.is_open and later.id != case.id), None)


def standing_replies(case: Case) -> list[IssuedLetter]:
    """The replies that a new one takes the place of, which is given because of this case: its own, or what took the
    place of that, and those of the cases before, where they still stand. The nearest first."""
    found: dict[int, IssuedLetter] = {}
    at: Case | None = case
    while at is not None:
        letter = _what_became_of(request_of(at).reply_letter_id)
        if letter is not None:
            found.setdefault(letter.id, letter)
        at = _redone(at)
    return list(found.values())


def has_been_answered(found: CaseLink) -> bool:
    """The case replies anew or has replied, or the applicant withdrew. One ended otherwise has done nothing."""
    request = request_of(found.later)
    if found.later.is_open or request.withdrawn_by or is_reply_out(request):
        return True
    letter_id = request.reply_letter_id
    return letter_id is not None and taken_by(db.session.get_one(IssuedLetter, letter_id)) is not None


def decided_in(request: DisclosureRequest) -> Case:
    """Where it was judged what the applicant was told: this case, or that of the letter that took the place of a reply
    which never went out."""
    letter = db.session.get(IssuedLetter, request.reply_letter_id) if request.reply_letter_id else None
    taken_back = recall_of(letter.id) if letter is not None and not letter.is_out else None
    later = taken_back.replaced_by if taken_back is not None else None
    return later.case if later is not None else request.case


def given_by(request: DisclosureRequest) -> Case | None:
    """The other case whose reply stands now in the place of this one's; None while its own stands or there is none."""
    if request.reply_letter_id not in recalls_of(request.case):
        return None
    letter = _what_became_of(request.reply_letter_id)
    return letter.case if letter is not None else None


def take_decision(act: Act, later: IssuedLetter) -> None:
    """The reply of this case never went out: the applicant was told, and the report counts, what that letter decided
    which took its place."""
    case, outcome = act.the_case, request_of(later.case).outcome
    if outcome != case.outcome:
        words = f"处理决定以 {later.case.number} 的答复为准：{OUTCOMES[outcome].title}"
        act.audit("request.outcome_of_another", words, case=later.case.number)
    request_of(case).outcome = case.outcome = outcome


def _what_became_of(letter_id: int | None) -> IssuedLetter | None:
    """The letter, or the last one of those that took its place one after the other; None where none stands."""
    while letter_id is not None and (taken_back := recall_of(letter_id)) is not None:
        letter_id = taken_back.replaced_by_id
    return db.session.get(IssuedLetter, letter_id) if letter_id is not None else None


def _redone(case: Case) -> Case | None:
    """The case whose reply this one gives anew."""
    ways = (one for one in links_of(case) if one.later_id == case.id and one.relation == Relation.REDO)
    return next((one.earlier for one in ways), None)


def _first_of(case: Case) -> Case:
    while (earlier := _redone(case)) is not None:
        case = earlier
    return case


def number_applied_under(case: Case) -> str:
    """The number of the application, as its receipt and all later letters tell it: of a case that replies anew that of
    the first one."""
    return _first_of(case).number if request_of(case).matter == Matter.REDO else case.number


def _later_ones(case: Case) -> Iterator[CaseLink]:
    """Every link to a case that replied anew, however far on."""
    for one in links_of(case):
        if one.earlier_id == case.id and one.relation == Relation.REDO:
            yield one
            yield from _later_ones(one.later)
