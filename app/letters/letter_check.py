"""The letter check: what the drafter sees as a list, and what is enforced when the letter is issued.

Each check says why it holds or does not. "refused" stops the letter, "confirm" is a doubt for which whoever signs
gives a reason, "warning" wants a look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.law.errors import RuleViolation
from app.law.organ_place import ANY_COURT
from app.law.outcomes import OUTCOMES, Outcome, resting_on
from app.law.remedies import RemedyClause, remedy_clause
from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.letters.contradictions import article_problems, remedy_problems, result_problems
from app.letters.enclosing import enclosing_problems
from app.letters.errors import LetterRefused, Problem
from app.letters.facts import as_date, check_facts, chinese_date
from app.letters.fonts import describe, rare_characters
from app.letters.openings import doubled_openings
from app.letters.personal_data import personal_numbers
from app.letters.substance import doubts, empty_words
from app.letters.written import own_words, written

OPEN_KINDS = ("reply_plain", "redo_reply")  # may carry any decision; the basis is written by the clerk


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    CONFIRM = "confirm"
    REFUSED = "refused"


@dataclass(frozen=True)
class Check:
    """One line of the list: what was checked, how it came out, and every problem found."""

    code: str
    title: str
    state: State
    problems: tuple[Problem, ...] = ()


def check_letter(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> list[Check]:
    """All checks, in the order in which a drafter reads them. Never raises for what a person wrote."""
    return [_run(*line, kind, facts, case) for line in CHECKS]


def check_doubts(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> list[Check]:
    """Only the checks whose findings somebody confirms with a reason: what each hand that signs is asked."""
    return [_run(*line, kind, facts, case) for line in DOUBTS]


def refuse_unless_good(checks: Iterable[Check]) -> None:
    """Raise LetterRefused with every problem of the checks that stop a letter."""
    problems = [problem for check in checks if check.state is State.REFUSED for problem in check.problems]
    if problems:
        raise LetterRefused(problems)


Finder = Callable[[LetterKind, Mapping[str, Any], Circumstances], Iterator[Problem]]


def _run(
    code: str,
    title: str,
    state: State,
    find: Finder,
    kind: LetterKind,
    facts: Mapping[str, Any],
    case: Circumstances,
) -> Check:
    problems = tuple(find(kind, facts, case))
    return Check(code, title, state if problems else State.OK, problems)


def _facts(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    yield from check_facts(kind, facts)


def _kind(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    decided = OUTCOMES.get(case.outcome)
    if case.outcome and decided is None:
        yield Problem("", "unknown_outcome", f"没有代码为“{case.outcome}”的处理结果")
    elif decided and kind.kind not in (decided.letter_kind, *OPEN_KINDS):
        yield Problem("", "wrong_kind", f"处理结果为“{decided.title}”，不应使用{kind.name}")


def _remedy(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    if not kind.carries_remedy or case.place is None:
        return
    try:
        wanted = expected_remedy(kind, facts, case)
    except RuleViolation as error:
        yield Problem("remedy", "no_remedy", error.message)
        return
    if wanted is not None and list(facts.get("remedy") or ()) != list(wanted.paragraphs):
        yield Problem(
            "remedy",
            "wrong_remedy",
            "救济告知与处理决定、作出机关或者日期不符，应为：" + "".join(wanted.paragraphs),
        )


def expected_remedy(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> RemedyClause | None:
    """The clause by the rules, as of the letter's own day; None while day, place or outcome are not known."""
    day = as_date(facts.get(kind.dated_by))
    decided = OUTCOMES.get(case.outcome)
    if day is None or case.place is None or (decided is None and kind.remedy_class == "by_outcome"):
        return None
    what: Outcome | str = kind.remedy_class if decided is None else resting_on(decided, grounds_in(facts))
    return remedy_clause(what, case.place, day, case.parameters.on(day), document=kind.self_name)


def grounds_in(facts: Mapping[str, Any]) -> frozenset[str]:
    """On what the withheld parts rest that a letter names (第三十七条)."""
    rows = facts.get("withheld_parts") or ()
    return frozenset(str(row.get("ground")) for row in rows if isinstance(row, Mapping))


def _deadline(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    day = as_date(facts.get(kind.dated_by))
    if day and case.due_on and day > case.due_on and not case.late_reason.strip():
        message = f"落款日期{chinese_date(day)}晚于期限届满日{chinese_date(case.due_on)}，且没有记录逾期原因"
        yield Problem(kind.dated_by, "overdue", message)


def _personal_data(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    own = {re.sub(r"\W", "", number).upper() for number in case.applicant_numbers if number}
    for name, text in own_words(kind, facts):
        for what, masked in personal_numbers(text, own):
            yield Problem(
                name, "personal_data", f"{kind.facts[name].title}中有{what}（{masked}），请删去或者遮盖"
            )


def _withheld(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    """条例第三十二条 asks for the opinion on the information; who applied is no business of the party."""
    for name, text in written(kind, facts):
        if any(one and one in text for one in case.withheld):
            title = kind.facts[name].title
            yield Problem(
                name, "withheld", f"{title}中有当事人的姓名、名称或者号码，发给他人的文书不得透露，请删去"
            )


def _rare(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    for name, text in written(kind, facts):
        if found := rare_characters(text):
            yield Problem(
                name,
                "rare_characters",
                f"{kind.facts[name].title}中有生僻字{describe(found[:6])}，请核对字形",
            )


def _court(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    if any(
        f"直接向{ANY_COURT}" in paragraph
        for paragraph in facts.get("remedy") or ()
        if isinstance(paragraph, str)
    ):
        yield Problem(
            "remedy", "no_court", "机构设置中没有填写管辖法院的名称，救济告知只写了“有管辖权的人民法院”"
        )


CHECKS: tuple[tuple[str, str, State, Finder], ...] = (
    ("facts", "要素齐全，内容可以印制", State.REFUSED, _facts),
    ("kind", "文书种类与处理结果相符", State.REFUSED, _kind),
    ("articles", "引用的条款与处理结果相符", State.REFUSED, article_problems),
    ("result", "理由与处理结果一致", State.REFUSED, result_problems),
    ("remedy", "救济告知与处理结果、作出机关和日期相符", State.REFUSED, _remedy),
    ("own_remedy", "救济告知只由系统写入", State.REFUSED, remedy_problems),
    ("deadline", "落款日期在期限以内，或者已记录逾期原因", State.REFUSED, _deadline),
    ("enclosures", "写明随文书提供的，附有文件或者纸质件", State.REFUSED, enclosing_problems),
    (
        "personal_data",
        "没有第三方的身份证件、手机、社会保障、车牌号码和银行账号",
        State.REFUSED,
        _personal_data,
    ),
    ("substance", "理由具体，依据和途径有效", State.REFUSED, empty_words),
    ("doubts", "没有须由签批人说明的疑点", State.CONFIRM, doubts),
    ("withheld", "没有透露当事人身份", State.REFUSED, _withheld),
    ("court", "管辖法院已在机构设置中填写", State.WARNING, _court),
    ("openings", "没有重复的开头", State.WARNING, doubled_openings),
    ("rare_characters", "生僻字字形正确", State.WARNING, _rare),
)
DOUBTS = tuple(line for line in CHECKS if line[2] is State.CONFIRM)
