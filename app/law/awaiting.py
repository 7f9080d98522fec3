"""Whom an office that asked has to hear, or to wait out, before it decides (条例第三十二条、第三十四条)."""

from collections.abc import Collection, Iterable
from datetime import date

from app.law.consulting import (
    FOR_A_THIRD_PARTY,
    Asked,
    DisclosedTooEarly,
    Party,
    ThirdPartyNotTold,
    objects,
)
from app.law.errors import RuleViolation
from app.law.outcomes import gives_information


class OpinionsOutstanding(RuleViolation):
    """Some asked party has neither answered nor let its limit pass."""

    code = "opinions_outstanding"
    message = "还有征求意见没有收到意见，期限也没有届满"
    way_out = "不再需要的，请先撤回征求"


def check_may_be_disclosed(
    outcome: str,
    parties: Iterable[Party],
    grounds: Collection[str] = (),
    *,
    today: date,
    told_for: date | None = None,
) -> None:
    """第三十二条、第三十四条：nothing is given out while an outside party that was asked may still answer.

    Nor before an objecting third party was told. Where a part is withheld for a third party's sake, the objection
    may be about that part; the organ sees to it. `told_for`: the day that an objecting party was told as that of the
    disclosure. Raises OpinionsOutstanding, ThirdPartyNotTold, DisclosedTooEarly.
    """
    if not gives_information(outcome):
        return
    outside = _outside(parties)
    check_none_outstanding(outside)
    untold = [one for one in outside if one.party == Asked.THIRD_PARTY and objects(one) and not one.is_told]
    if untold and FOR_A_THIRD_PARTY not in grounds:
        raise ThirdPartyNotTold
    if told_for is not None and today < told_for:
        raise DisclosedTooEarly(f"已书面告知第三方于{told_for}公开，在此以前不能向申请人提供")


def awaited_before(outcome: str, parties: Iterable[Party]) -> list[Party]:
    """Outside parties that have to be heard, or to let their limit pass, before such a reply is signed and issued."""
    return [one for one in _outside(parties) if one.is_outstanding] if gives_information(outcome) else []


def _outside(parties: Iterable[Party]) -> list[Party]:
    return [one for one in parties if one.party != Asked.HOUSE_UNIT]


def check_none_outstanding(parties: Iterable[Party]) -> None:
    """Raises OpinionsOutstanding, which names them."""
    if waited_for := [one for one in parties if one.is_outstanding]:
        raise OpinionsOutstanding(outstanding_words(waited_for))


def outstanding_words(waited_for: Iterable[Party]) -> str:
    """Who has not answered yet, and what to do about it."""
    known = "、".join(one.called for one in waited_for)
    return f"{OpinionsOutstanding.message}：{known}。{OpinionsOutstanding.way_out}"
