"""The check before a draft is sent to be signed: what is complete and what is open (拟写答复的提交前检查)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from markupsafe import Markup

from app.casework.letters.by_clerk import KNOWN_AT_ISSUE
from app.casework.models import Case
from app.casework.terms.moments import owed_by
from app.law.awaiting import awaited_before, outstanding_words
from app.law.consulting import Asked
from app.law.errors import InvalidInput
from app.law.outcomes import gives_information, outcome
from app.letters import LetterRefused, preview_html
from app.letters.catalogue import LetterKind
from app.letters.letter_check import Check as LetterCheck
from app.letters.letter_check import State, check_doubts, check_letter, refuse_unless_good
from app.processes.disclosure import draft_form, given_before
from app.processes.disclosure.letters import circumstances, preview_facts, reply_text
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import files_of, pages_that_differ, undecided_files
from app.processes.disclosure.responsible import as_chosen
from app.steps.consultation_record import parties_of

OVERDUE = "overdue"
ENCLOSURES = "#enclosures"  # the card of the case page
GIVEN = {
    "received_on": "收到日期", "request_content": "申请内容", "remedy": "救济告知", "applicant_name": "申请人",
    "telephone": "联系电话",
}  # fmt: skip
Check = dict[str, Any]


def facts_as_typed(
    case: Case, kind: LetterKind, on: date, values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The letter's facts with what is typed now, and what is malformed in it."""
    own = draft_form.own_facts(kind)
    known = {name: value for name, value in preview_facts(case, on).items() if name not in own}
    malformed: dict[str, str] = {}
    typed: dict[str, Any] = {}
    for name in own:
        try:
            typed |= draft_form.facts_from(
                kind, {draft_form.PREFIX + name: values.get(draft_form.PREFIX + name)}
            )
        except InvalidInput as refused:
            malformed |= {key.removeprefix(draft_form.PREFIX): words for key, words in refused.fields.items()}
    given = as_chosen(str(values.get(draft_form.RESPONSIBLE) or ""), on)
    return {**known, **typed, **given}, malformed


def preview_as_typed(case: Case, on: date, values: Mapping[str, Any]) -> Markup:
    """The reply with what is typed, blanks visible."""
    kind = reply_text(request_of(case), on)
    facts, _malformed = facts_as_typed(case, kind, on, values)
    return preview_html(kind, facts)


def letter_checks(case: Case, kind: LetterKind, facts: Mapping[str, Any], on: date) -> list[LetterCheck]:
    """The letter check as far as it can be made before the issue: number, code and day come with it."""
    known = circumstances(request_of(case), on, due_on=owed_by(case))
    return [_before_issue(check) for check in check_letter(kind, facts, known)]


def _before_issue(check: LetterCheck) -> LetterCheck:
    """A late day only warns: its reason is written down at the issue."""
    problems = tuple(one for one in check.problems if one.code == OVERDUE or one.fact not in KNOWN_AT_ISSUE)
    if not problems:
        return replace(check, state=State.OK, problems=())
    state = State.WARNING if check.code == "deadline" else check.state
    return replace(check, state=state, problems=problems)


def checks_of(case: Case, on: date, values: Mapping[str, Any]) -> list[Check]:
    """One row per fact that the drafter owes, then what the system adds, then law, papers and time."""
    kind = reply_text(request_of(case), on)
    facts, malformed = facts_as_typed(case, kind, on, values)
    checks = letter_checks(case, kind, facts, on)
    problems = {**_messages(check for check in checks if check.code == "facts"), **malformed}
    own = draft_form.own_facts(kind)
    rows = [_own_row(name, field.title, problems) for name, field in own.items()
            if field.is_required(facts) or name in problems]  # fmt: skip
    given = [_given_row(name, words, problems) for name, words in GIVEN.items() if name in kind.facts]
    rest = [{"words": "其他要素", "ok": False, "must": True, "note": words} for name, words in problems.items()
            if name not in own and name not in GIVEN]  # fmt: skip
    law = [_law_row(check) for check in checks if check.code != "facts"]
    return [
        *rows,
        *given,
        *rest,
        *law,
        *_awaited(case),
        *_undecided(case),
        *_kept_back(case),
        *_pages(case, facts),
    ]


def _messages(checks: Iterable[LetterCheck]) -> dict[str, str]:
    return LetterRefused([problem for check in checks for problem in check.problems]).fields()


def _law_row(check: LetterCheck) -> Check:
    note = "；".join(problem.message for problem in check.problems)
    mend = {"href": ENCLOSURES} if check.code == "enclosures" else {}
    if check.code == "deadline" and note:
        note += "；制发时须写明逾期原因"
    if check.state is State.CONFIRM:
        note += "。请补充或者改写；不改的，签批人同意时须说明理由"
    return {
        **mend,
        "words": check.title,
        "ok": check.state is State.OK,
        "must": check.state is State.REFUSED,
        "note": note,
    }


def refuse_bad_draft(case: Case, kind: LetterKind, on: date) -> None:
    """Everything but what only the issue adds must be right now. Raises InvalidInput, each problem beside its field."""
    try:
        refuse_unless_good(letter_checks(case, kind, preview_facts(case, on), on))
    except LetterRefused as refused:
        own = draft_form.own_facts(kind)
        raise InvalidInput(
            f"答复书还不完整：{refused}",
            fields={(draft_form.PREFIX + n if n in own else n): m for n, m in refused.fields().items()},
        ) from refused


def doubts_of(case: Case, on: date) -> tuple[str, ...]:
    """What in the reply somebody must answer for, in sentences, each once."""
    request = request_of(case)
    if not request.outcome:
        return ()
    known = circumstances(request, on, due_on=owed_by(case))
    checks = check_doubts(reply_text(request, on), preview_facts(case, on), known)
    found = [one.message for check in checks for one in _before_issue(check).problems]
    return tuple(dict.fromkeys([*found, *given_before.unregistered(request)]))


def _own_row(name: str, title: str, problems: Mapping[str, str]) -> Check:
    return {"words": title, "ok": name not in problems, "must": True, "href": f"#f-{draft_form.PREFIX}{name}",
            "note": problems.get(name, "")}  # fmt: skip


def _given_row(name: str, words: str, problems: Mapping[str, str]) -> Check:
    return {
        "words": f"{words}（系统写入）",
        "ok": name not in problems,
        "must": True,
        "note": problems.get(name, ""),
    }


def _awaited(case: Case) -> list[Check]:
    """Who was asked and has to be heard before such a reply may be signed and issued."""
    parties = parties_of(case)
    if not any(one.party != Asked.HOUSE_UNIT for one in parties):
        return []
    waited_for = awaited_before(request_of(case).outcome or "", parties)
    note = outstanding_words(waited_for) if waited_for else ""
    return [
        {"words": "征求的意见已收到", "ok": not note, "must": True, "href": "#consultations", "note": note}
    ]


def _undecided(case: Case) -> list[Check]:
    """Files in which something was found: taken out, or kept with a reason, before anybody signs."""
    return [
        {
            "words": f"附件“{one.name}”已核对",
            "ok": False,
            "must": True,
            "href": ENCLOSURES,
            "note": "；".join(one.findings),
        }
        for one in undecided_files(request_of(case))
    ]


def _pages(case: Case, facts: Mapping[str, Any]) -> list[Check]:
    """What is handed over has as many pages as the letter says; where it also goes another way, the drafter knows."""
    found = pages_that_differ(request_of(case), facts.get("items") or []) if facts.get("provision") else None
    if found is None:
        return []
    note = f"清单共{found[0]}页，所附文件共{found[1]}页，请核对"
    return [
        {
            "words": "清单页数与附件一致",
            "ok": False,
            "must": False,
            "href": f"#f-{draft_form.PREFIX}items",
            "note": note,
        }
    ]


def _kept_back(case: Case) -> list[Check]:
    """Files that were added before the decision became one that gives nothing: the drafter is told."""
    decided, files = outcome(request_of(case).outcome), files_of(case)
    if gives_information(decided.code) or not files:
        return []
    note = f"处理决定为“{decided.title}”，已添加的 {len(files)} 份附件只留案卷，不列入答复书，申请人看不到"
    return [{"words": "不提供的文件没有随附", "ok": True, "must": False, "href": ENCLOSURES, "note": note}]
