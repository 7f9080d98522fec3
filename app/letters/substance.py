"""Whether the reasons of a letter say anything, per kind: what says nothing is refused, what says little is confirmed.

`doubts` are confirmed by whoever signs, with a reason (审签). Articles stand at the rules in `app.law.substance`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.law.citations import LAW_TITLE, articles_named
from app.law.substance import (
    GROUNDS,
    Weight,
    is_argued,
    names_a_holder,
    names_a_site_without_address,
    says_nothing,
    weight_of_law,
    weight_of_reason,
    weight_of_way,
)
from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.letters.enclosing import fewer_enclosed
from app.letters.errors import Problem
from app.letters.person_names import persons_described
from app.letters.written import own_words

REASONS: Mapping[str, tuple[str, ...]] = {
    "reply_denied_safety_stability": ("harm_reasoning",),
    "reply_denied_third_party": ("third_party_reason", "public_interest_weighing"),
    "reply_denied_internal_affairs": ("reasoning",), "reply_denied_process": ("reasoning",),
    "reply_denied_enforcement_file": ("reasoning",), "reply_needs_making": ("reasoning",),
    "reply_not_responsible": ("reasoning",), "reply_still_unclear": ("still_unclear",),
    "reply_excessive": ("statistics", "reason_given"), "reply_plain": ("findings",),
    "reply_by_items": (),  # its rows are weighed one by one
}  # fmt: skip
"""Kind → the facts in which the drafter argues: they must say more than the article."""
LAWS = {
    "reply_denied_law_forbids": ("forbidding_law", "forbidding_article"),
    "reply_special_query": ("special_law", "special_article"),
}
"""Kind → the facts with the law that must be a law or an administrative regulation, and its article."""
NEVER_EMPTY = ("forbidding_text", "search_scope", "search_method", "findings", "decision", "classification_basis",
               "explanation", "matter_content", "channel")  # fmt: skip
WAYS = ("access_way", "channel")
Weighed = Iterator[tuple[Weight, Problem]]


def empty_words(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    """What says nothing."""
    yield from (problem for weight, problem in _weighed(kind, facts, case) if weight is Weight.NONE)


def doubts(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    """What says little, and what looks like a person: for a human being to decide."""
    yield from (problem for weight, problem in _weighed(kind, facts, case) if weight is Weight.LITTLE)
    yield from _holder(kind, facts)
    yield from fewer_enclosed(facts)
    for name, text in own_words(kind, facts):
        for what, who in persons_described(text):
            title = kind.facts[name].title
            yield Problem(name, "person", f"{title}中疑有个人的{what}（{who}），请核对是否应当遮盖")


def _holder(kind: LetterKind, facts: Mapping[str, Any]) -> Iterator[Problem]:
    """第三十六条第五项: who can be determined is named; the reason must not name whom the letter does not know."""
    if facts.get("responsible_known") == "no" and names_a_holder(str(facts.get("reasoning") or "")):
        words = "理由写明了制作、保存该信息的单位，却填写“不能确定”负责公开的机关，请核对"
        yield Problem("reasoning", "holder_named", words)


def _weighed(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Weighed:
    yield from _reasons(kind, facts, case)
    yield from _laws(kind, facts)
    yield from _ways(kind, facts)
    yield from _parts(kind, facts)
    yield from _answers(kind, facts)
    for name in NEVER_EMPTY:
        if name in kind.facts and (text := facts.get(name)) and says_nothing(str(text)):
            yield Weight.NONE, Problem(name, "empty", f"{kind.facts[name].title}不能只写“{text}”")


def _reasons(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Weighed:
    for name in REASONS.get(kind.kind, ()):
        text = str(facts.get(name) or "")
        if text:
            weight = weight_of_reason(text, case.outcome or kind.kind.removeprefix("reply_"))
            yield weight, _about_reason(name, kind.facts[name].title, weight)


def _about_reason(fact: str, title: str, weight: Weight) -> Problem:
    if weight is Weight.NONE:
        return Problem(fact, "empty", f"{title}只是复述条文或者没有内容，请写明本件的具体事实和理由")
    return Problem(fact, "thin", f"{title}除条文用语外内容很少，请补充本件的具体事实")


def _laws(kind: LetterKind, facts: Mapping[str, Any]) -> Weighed:
    if kind.kind not in LAWS:
        return
    law, article = LAWS[kind.kind]
    if title := str(facts.get(law) or ""):
        yield weight_of_law(title), _about_law(law, title)
    if (said := str(facts.get(article) or "")) and not articles_named(said):
        yield (
            Weight.NONE,
            Problem(article, "no_article", f"{kind.facts[article].title}须写明第几条，现为“{said}”"),
        )


def _about_law(fact: str, title: str) -> Problem:
    return Problem(
        fact, "no_statute",
        f"《{title}》看来不是法律、行政法规；地方性法规、规章和规范性文件不能作为依据，是行政法规的请核对全称",
    )  # fmt: skip


def _ways(kind: LetterKind, facts: Mapping[str, Any]) -> Weighed:
    if kind.kind == "reply_already_public":
        for number, row in enumerate(_rows(facts, "items"), start=1):
            said = str(row.get("access") or "")
            message = f"第{number}项的获取途径须是能直接打开的网址或者写明地点的查阅点，现为“{said}”"
            yield weight_of_way(said), Problem("items", "no_address", message)
    for name in WAYS:
        said = str(facts.get(name) or "") if name in kind.facts else ""
        if names_a_site_without_address(said):
            yield (
                Weight.NONE,
                Problem(name, "no_address", f"{kind.facts[name].title}提到网站、平台的，须写明网址"),
            )


def _parts(kind: LetterKind, facts: Mapping[str, Any]) -> Weighed:
    """第三十七条: each withheld part has its own reason; where a law forbids, the law is named."""
    if "withheld_parts" not in kind.facts:
        return
    for number, row in enumerate(_rows(facts, "withheld_parts"), start=1):
        reason, ground = str(row.get("reason") or ""), GROUNDS.get(str(row.get("ground")), "")
        weight = weight_of_reason(reason, ground)
        yield weight, _about_reason("withheld_parts", f"不予公开的内容第{number}项的理由", weight)
        if ground == "denied_law_forbids":
            titles = [title for title in LAW_TITLE.findall(reason) if "信息公开条例" not in title] or [""]
            best = max((weight_of_law(title) for title in titles), key=list(reversed(Weight)).index)
            message = (
                f"不予公开的内容第{number}项须在理由中写明禁止公开的法律、行政法规（全称，加书名号）和条文"
            )
            yield best, Problem("withheld_parts", "no_statute", message)


def _answers(kind: LetterKind, facts: Mapping[str, Any]) -> Weighed:
    """Each item of a request that is answered item by item has its own reason."""
    if "answers" not in kind.facts:
        return
    for number, row in enumerate(_rows(facts, "answers"), start=1):
        if is_argued(code := str(row.get("code"))):
            weight = weight_of_reason(str(row.get("said") or ""), code)
            yield weight, _about_reason("answers", f"第{number}项的理由", weight)


def _rows(facts: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = facts.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, (list, tuple)) else []
