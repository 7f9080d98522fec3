"""What the parties that were asked said together, as letters and decisions tell it (条例第三十二条、第三十四条)."""

from collections.abc import Iterable, Mapping

from app.law.consulting import Answer, Asked, Party, objects

HEARD_WORDS: Mapping[str, str] = {
    "disagreed": "第三方不同意公开",
    "partly": "第三方只同意公开部分内容，不同意公开其余内容",
    "some_disagreed": "部分第三方不同意公开",
    "no_reply": "第三方在征求意见期限内未提出意见",
    "some_no_reply": "部分第三方在征求意见期限内未提出意见",
}
"""What came of asking third parties, as a letter tells it; an opinion after the period is silence within it."""
WERE_SILENT = frozenset({"no_reply", "some_no_reply"})


def consultation_result(parties: Iterable[Party]) -> str | None:
    """What third parties said in time, a code of HEARD_WORDS; None without grounds for a refusal.

    Silence is no consent and no objection: the organ decides (第三十二条). The letter speaks for no party that said
    something else: one that agreed did not object, and who consents to a part does not refuse the whole.
    """
    third = [one for one in parties if one.party == Asked.THIRD_PARTY]
    against = [one.answer for one in third if objects(one)]
    if against:
        return _unanimous(against) if len(against) == len(third) else "some_disagreed"
    silent = [one for one in third if one.is_silent]
    if not silent:
        return None
    return "no_reply" if len(silent) == len(third) else "some_no_reply"


def _unanimous(answers: list[str]) -> str:
    """All object: to the whole, or to what they do not consent to."""
    if len(set(answers)) > 1:
        return "some_disagreed"
    return "partly" if answers[0] == Answer.PARTLY else "disagreed"


def reasons_against(parties: Iterable[Party]) -> list[str]:
    """What the third parties that objected in time gave as their reasons (第三十二条)."""
    return [one.reason for one in parties if one.party == Asked.THIRD_PARTY and objects(one) and one.reason]


def opinion_outside(parties: Iterable[Party]) -> str:
    """What all outside parties together say: agreed, disagreed, no_reply; none where no one outside was asked.

    A silent co-author organ is taken to consent (第三十四条); units of the house are the organ itself.
    """
    outside = [one for one in parties if one.party != Asked.HOUSE_UNIT]
    if any(objects(one) for one in outside):
        return "disagreed"
    if any(one.is_silent for one in outside if one.party != Asked.CO_AUTHOR_ORGAN):
        return "no_reply"
    return "agreed" if outside else "none"
