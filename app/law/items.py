"""Items (项) of one request: each is judged and answered by itself, one letter answers them all.

Reply and report count requests, not items (国办公开办函〔2021〕30号): where some of it is given and some is not, the
row is 部分公开 (区分处理的，只计这一情形). Where nothing is given and the items rest in several rows, the form does not
say which one counts: the parameter `mixed_items_row` does (未核对): the row that stands first in it, or 其他处理的其他.
"""

from collections.abc import Mapping, Sequence

from app.law.outcomes import BY_ITEMS, NOT_INFORMATION, OUTCOMES, gives_information, outcome
from app.law.parameters import Parameters

MOST_ITEMS = 50
OTHER_ROW = "other_misc"
"""三（六）3 其他."""
GIVEN = ("granted", "already_public")
"""Nothing of the item stays with the organ."""
DECISIONS: Mapping[str, tuple[str, str]] = {
    "granted": ("第三十六条第（二）项、第四十条", "予以公开，随本告知书一并提供"),
    "already_public": ("第三十六条第（一）项", "该信息已主动公开，请按上述方式、途径获取"),
    "partly_granted": ("第三十七条", "部分公开，可以公开的部分随本告知书一并提供，上述其余部分不予提供"),
    "denied_state_secret": ("第十四条、第三十六条第（三）项", "不予公开"),
    "denied_law_forbids": ("第十四条、第三十六条第（三）项", "不予公开"),
    "denied_safety_stability": ("第十四条、第三十六条第（三）项", "不予公开"),
    "denied_third_party": ("第十五条、第三十二条、第三十六条第（三）项", "不予公开"),
    "denied_internal_affairs": ("第十六条第一款、第三十六条第（三）项", "不予公开"),
    "denied_process": ("第十六条第二款、第三十六条第（三）项", "不予公开"),
    "denied_enforcement_file": ("第十六条第二款、第三十六条第（三）项", "不予公开"),
    "special_query": ("第三十六条第（七）项", "请依照上述规定向办理机构查询"),
    "not_existing": ("第三十六条第（四）项", "该政府信息不存在"),
    "not_responsible": ("第十条、第三十六条第（五）项", "该信息不属于本机关负责公开"),
    "needs_making": ("第三十八条", "该信息需要加工、分析，不予提供"),
    "repeated": ("第三十六条第（六）项", "属于重复申请，不予重复处理"),
    "publication": ("第三十九条第二款", "属于公开出版物，请按上述途径获取"),
    "petition": ("第三十九条第一款", "不作为政府信息公开申请处理，请通过上述渠道提出"),
    "reissue": ("第二条、第三十八条", "不予重新出具或者确认"),
    "not_information": ("第二条", "不作为政府信息公开申请处理"),
    "still_unclear": ("第二十九条第二款、第三十条", "因内容不明确，无法提供"),
}
"""Outcome of an item → the articles as letters write them, and what is decided on it."""
PARTLY_REFUSED = "部分公开，可以公开的部分随本告知书一并提供，对上述其余部分不予公开"
GROUND_ARTICLES = {
    "state_secret": "第十四条", "law_forbids": "第十四条", "safety_stability": "第十四条",
    "third_party": "第十五条、第三十二条",
    "internal_affairs": "第十六条第一款", "process": "第十六条第二款", "enforcement_file": "第十六条第二款",
    "not_information": "第二条",
}  # fmt: skip
"""On what the withheld part of an item rests."""


def basis_of(code: str, ground: str = "") -> str:
    """The articles of an item's decision; of one that is partly given those of the part that is not, as well."""
    articles = DECISIONS[code][0]
    if ground not in GROUND_ARTICLES:
        return articles
    refused = "" if ground == NOT_INFORMATION else "、第三十六条第（三）项"
    return f"{GROUND_ARTICLES[ground]}{refused}、{articles}"


def decision_of(code: str, ground: str = "") -> str:
    """What is decided on an item. A part that 第十四条至第十六条 withhold is refused (不予公开), in the word of the
    remedy clause; one that is no government information is not (不予提供)."""
    is_refused = ground in GROUND_ARTICLES and ground != NOT_INFORMATION
    return PARTLY_REFUSED if code == "partly_granted" and is_refused else DECISIONS[code][1]


def combined(decided: Sequence[tuple[str, str]]) -> str:
    """The outcome of a request whose items have these (outcome, ground of what is withheld).

    Every combination has exactly one: by whether all, something or nothing is given, and whether 第十四条至第十六条
    refuse all, some or none of it, as these decide the remedy.
    """
    given = [code in GIVEN for code, _ground in decided]
    refused = [_rests_on_a_refusal(code, ground) for code, ground in decided]
    if all(given):
        return "items_given"
    if any(given) or any(gives_information(code) for code, _ground in decided):
        return "items_partly_denied" if any(refused) else "items_partly"
    if all(refused):
        return "items_denied"
    return "items_some_denied" if any(refused) else "items_unavailable"


def _rests_on_a_refusal(code: str, ground: str) -> bool:
    if code == "partly_granted":
        return ground != "not_information"
    return outcome(code).remedy_class == "Q"


def report_row(code: str, items: Sequence[str], parameters: Parameters) -> str:
    """The row of the annual report in which a request counts; `items`: the outcomes of its items."""
    own = outcome(code).report_row
    if own or code not in BY_ITEMS:
        return own
    rows = {outcome(one).report_row for one in items}
    if len(rows) > 1 and parameters.value("mixed_items_row") == OTHER_ROW:
        return OTHER_ROW
    return next((one.report_row for one in OUTCOMES.values() if one.report_row in rows), "")
