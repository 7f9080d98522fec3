"""What the one letter says of each item (项): its reason as written, the record behind it, articles and decision."""

from datetime import date
from typing import Any

from app.law.consulting import FOR_A_THIRD_PARTY
from app.law.items import basis_of, decision_of
from app.law.opinions import HEARD_WORDS, WERE_SILENT, consultation_result
from app.law.outcomes import BY_ITEMS
from app.law.searching import NOT_EXISTING, Finding, NotSearched
from app.letters.facts import chinese_date
from app.processes.disclosure.judging import items_of
from app.processes.disclosure.models import DisclosureRequest, Judgement
from app.processes.disclosure.searches import standing_searches, unit_words, words_in
from app.steps.consultation_record import consulted_on, parties_of

KIND = "reply_by_items"
THIRD_PARTY = "denied_third_party"


def answers_of(request: DisclosureRequest, on: date) -> dict[str, Any]:
    """The facts `answers` and `searched` of the letter; nothing where the request is answered as a whole."""
    if request.outcome not in BY_ITEMS:
        return {}
    items = [one for one in items_of(request.case) if one.is_concluded]
    searched = _searched(request) if NOT_EXISTING in [one.outcome for one in items] else ""
    rows = [_row(request, one, on) for one in items]
    return {"answers": rows, "searched": searched} if searched else {"answers": rows}


def _row(request: DisclosureRequest, one: Judgement, on: date) -> dict[str, str]:
    row = {"asked": one.asked, "code": one.outcome, "said": one.said, "basis": basis_of(one.outcome, one.ground),
           "decision": decision_of(one.outcome, one.ground)}  # fmt: skip
    record = "".join(filter(None, (_consulted(request, one, on), _undivided(one))))
    return {**row, "record": record} if record else row


def _searched(request: DisclosureRequest) -> str:
    """第三十六条第四项: each search that stands, told once for all items that do not exist."""
    return "".join(
        f"{unit_words(found)}于{chinese_date(found.searched_on)}检索了{found.scope}，检索方法为{found.method}，"
        f"检索关键词为{'、'.join(words_in(found.keywords))}，检索结果为{found.result}。"
        for found in standing_searches(request.case)
    )


def _consulted(request: DisclosureRequest, one: Judgement, on: date) -> str:
    """第三十二条: when the third party was asked, and what came of it."""
    if one.outcome != THIRD_PARTY and one.ground != FOR_A_THIRD_PARTY:
        return ""
    said, day = consultation_result(parties_of(request.case)), consulted_on(request.case, on)
    if not said or day is None:
        return ""
    decides = "，由本机关依法决定" if said in WERE_SILENT else ""
    return f"本机关于{chinese_date(day)}书面征求第三方意见，{HEARD_WORDS[said]}{decides}。"


def _undivided(one: Judgement) -> str:
    return f"该信息不能作区分处理：{one.why_whole}。" if one.why_whole else ""


def grounds_of_items(request: DisclosureRequest) -> frozenset[str]:
    """On what rests that is withheld of the items, so far as a third party must have been asked (第三十二条)."""
    if request.outcome not in BY_ITEMS:
        return frozenset()
    items = items_of(request.case)
    asked = any(one.outcome == THIRD_PARTY or one.ground == FOR_A_THIRD_PARTY for one in items)
    return frozenset({FOR_A_THIRD_PARTY}) if asked else frozenset()


def check_items_are_searched(request: DisclosureRequest, field: str) -> None:
    """第三十六条第四项: an item does not exist when some search came to nothing, or not to all. Raises NotSearched.

    The searches are those of the whole request: what was found may be another item.
    """
    if request.outcome not in BY_ITEMS or NOT_EXISTING not in [one.outcome for one in items_of(request.case)]:
        return
    if all(one.finding == Finding.FOUND for one in standing_searches(request.case)):
        words = "有的项答复信息不存在，但没有“未查到”或者“查到部分信息”的检索记录（第三十六条第四项）"
        raise NotSearched(words, fields={field: words})
