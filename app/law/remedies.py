"""The remedy clause (救济告知) of a letter: which remedies, where, within which time, in exact words.

Articles: 行政复议法第二十条、第二十三条；行政诉讼法第四十五条、第四十六条；法释〔2025〕8号第一条.
"""

import re
from dataclasses import dataclass
from datetime import date

from app.law.errors import InvalidInput
from app.law.organ_place import (
    ANY_COURT,
    NEW_RECONSIDERATION_LAW,
    OrganPlace,
    court,
    online_channel,
    reconsideration_organ,
)
from app.law.outcomes import Outcome
from app.law.parameters import Parameters

__all__ = ["OrganPlace", "RemedyClause", "class_of", "remedy_class", "remedy_clause"]

REMEDY_CLASSES = {
    "Q": "复议前置",
    "E": "复议或者诉讼",
    "QE": "不公开部分复议前置，其余复议或者诉讼",
    "P": "程序性文书，不写复议和诉讼",
    "N": "内部文书",
}


@dataclass(frozen=True)
class RemedyClause:
    """The facts and the paragraphs; no paragraph, organ or court for procedural and internal letters."""

    remedy_class: str
    paragraphs: tuple[str, ...]
    reconsideration_organ: str = ""
    court: str = ""
    reconsideration_days: int = 0
    litigation_months: int = 0
    litigation_days: int = 0


def remedy_class(article: str, on: date, parameters: Parameters) -> str:
    """The class of a decision that rests on one article of the 条例, such as “16” or “16(2)”."""
    if on < NEW_RECONSIDERATION_LAW:
        return "E"
    by_article = parameters.value("remedy_class_by_article")
    number = re.match(r"\d*", article)
    return by_article.get(number.group() if number else "", by_article["default"])


def class_of(outcome: Outcome, on: date, parameters: Parameters) -> str:
    """The class of a result on the day of its decision."""
    if outcome.remedy_class in ("P", "N"):
        return outcome.remedy_class
    if outcome.remedy_class == "QE":
        both = parameters.value("partial_remedy_rule")
        return "E" if on < NEW_RECONSIDERATION_LAW else {"both": "QE"}.get(both, both)
    classes = {remedy_class(article, on, parameters) for article in outcome.grounds}
    return "Q" if "Q" in classes else "E"


def remedy_clause(
    what: Outcome | str,
    place: OrganPlace,
    on: date,
    parameters: Parameters,
    document: str = "本告知书",
) -> RemedyClause:
    """The clause of a result, or of a class (Q, E, QE, P, N), for an organ, as in force on the letter's day.

    `parameters`: those of the office on that day. Raises NoReconsiderationOrgan when the tree does not tell the organ.
    """
    class_ = what if isinstance(what, str) else class_of(what, on, parameters)
    if class_ not in REMEDY_CLASSES:
        raise InvalidInput(f"没有“{class_}”这种救济类别")
    if class_ in ("P", "N"):
        return RemedyClause(class_, ())
    facts = RemedyClause(
        class_,
        (),
        reconsideration_organ(place, on),
        court(place),
        parameters.value("reconsideration_days"),
        parameters.value("litigation_months"),
        parameters.value("litigation_after_reconsideration_days"),
    )
    return RemedyClause(class_, (*_paragraphs(facts, document), *_online(place, on)), *_plain(facts))


def _online(place: OrganPlace, on: date) -> tuple[str, ...]:
    """行政复议法第二十二条第二款: a decision served through the internet names a channel there, if one is on record."""
    if not place.serves_online or on < NEW_RECONSIDERATION_LAW:
        return ()
    organ, address = online_channel(place, on)
    if not address:
        return ()
    to_whom = "" if organ == reconsideration_organ(place, on) else f"向{organ}"
    return (f"{to_whom}申请行政复议的，可以通过互联网渠道提交行政复议申请书（网址：{address}）。",)


def _paragraphs(facts: RemedyClause, document: str) -> tuple[str, ...]:
    if facts.remedy_class == "QE":
        return (
            _first_reconsideration(facts, f"对{document}中不予公开的部分不服的", document),
            _either(facts, f"对{document}的其他内容不服的", document),
        )
    write = _first_reconsideration if facts.remedy_class == "Q" else _either
    return (write(facts, f"如不服{document}", document),)


def _first_reconsideration(facts: RemedyClause, opening: str, document: str) -> str:
    """Which court hears it afterwards depends on what the reconsideration decides, so none is named in advance.

    行政诉讼法第十五条、第十八条、第二十六条: who changed the decision is sued; the seat of either organ counts.
    """
    return (
        f"{opening}，应当自收到{document}之日起{facts.reconsideration_days}日内先向"
        f"{facts.reconsideration_organ}申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起"
        f"{facts.litigation_days}日内向{ANY_COURT}提起行政诉讼。"
    )


def _either(facts: RemedyClause, opening: str, document: str) -> str:
    return (
        f"{opening}，可以自收到{document}之日起{facts.reconsideration_days}日内向"
        f"{facts.reconsideration_organ}申请行政复议，或者自收到{document}之日起"
        f"{facts.litigation_months}个月内直接向{facts.court}提起行政诉讼。"
    )


def _plain(facts: RemedyClause) -> tuple[str, str, int, int, int]:
    return (
        facts.reconsideration_organ,
        facts.court,
        facts.reconsideration_days,
        facts.litigation_months,
        facts.litigation_days,
    )
