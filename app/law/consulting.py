"""Consultation (征求意见): what answer and silence mean, which decisions rest on it (条例第三十二条、第三十四条)."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.law.clock import ClockKind
from app.law.clocks import Clocks
from app.law.errors import ConsultationAnswered, LapseNeedsConfirmation, RuleViolation, UnknownConsultation


class Asked(StrEnum):
    """Who is asked (征求对象). Values are stored, and those of outside parties are those of clock events."""

    THIRD_PARTY = "third_party"  # 第三方，第三十二条
    CO_AUTHOR_ORGAN = "co_author_organ"  # 共同制作机关，第三十四条
    OTHER_ORGAN = "other_organ"  # 其他机关，第十一条
    HOUSE_UNIT = "house_unit"  # 本机关的单位（协办）：不停钟

    @property
    def stops_the_clock(self) -> bool:
        """第三十三条第三款：the time of third parties and other organs; a unit of the house is the organ itself."""
        return self is not Asked.HOUSE_UNIT


class Answer(StrEnum):
    """What an asked party says. Values are stored."""

    AGREED = "agreed"  # 同意公开
    PARTLY = "partly"  # 部分同意
    OBJECTED = "objected"  # 不同意公开


ASKED_WORDS: Mapping[str, str] = {
    Asked.THIRD_PARTY: "第三方（第三十二条）",
    Asked.CO_AUTHOR_ORGAN: "共同制作机关（第三十四条）",
    Asked.OTHER_ORGAN: "其他机关（第十一条）",
    Asked.HOUSE_UNIT: "本机关的单位（协办，不停止计时）",
}
ANSWER_WORDS: Mapping[str, str] = {
    Answer.AGREED: "同意公开",
    Answer.PARTLY: "部分同意公开",
    Answer.OBJECTED: "不同意公开",
}
SILENCE_WORDS: Mapping[str, str] = {
    Asked.THIRD_PARTY: "逾期未提出意见，不推定同意或者反对，由本机关依法决定（第三十二条）",
    Asked.CO_AUTHOR_ORGAN: "逾期未提出意见，视为同意公开（第三十四条）",
    Asked.OTHER_ORGAN: "逾期未提出意见，法律没有视为同意的规定，由本机关决定",
}
RESTS_ON_A_THIRD_PARTY = frozenset({"denied_third_party"})
"""Outcomes that need the consultation of a third party on record (第十五条、第三十二条)."""


class SilenceTooEarly(RuleViolation):
    """The party still has time, or it is not known since when."""

    code = "silence_too_early"
    message = "征求意见的期限还没有届满，不能登记逾期未复"


class NotConsulted(RuleViolation):
    """A refusal for a third party's sake without that party having been asked and heard."""

    code = "not_consulted"
    message = "以第三方合法权益为由不予公开的，须先书面征求第三方意见，并已收到不同意的意见或者期限已届满（第三十二条）"


class OpinionsOutstanding(RuleViolation):
    """Some asked party has neither answered nor let its limit pass."""

    code = "opinions_outstanding"
    message = "还有征求意见没有收到答复，期限也没有届满；不再需要的，请先撤回征求"


class Party(Protocol):
    """A party as it stands on record."""

    @property
    def party(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def is_silent(self) -> bool: ...
    @property
    def is_outstanding(self) -> bool: ...


def check_can_record_silence(clocks: Clocks, id_: str, today: date, confirmed_by_person: bool) -> None:
    """From the day after the party's limit; a provisional day only by a person's confirmation."""
    own = [clock for clock in clocks.of_kind(ClockKind.CONSULTATION) if clock.label == id_]
    if not own:
        raise UnknownConsultation("对方收到征求意见书的日期还没有登记，期限没有起算")
    clock = own[-1]
    if clock.ended_on is not None:
        raise ConsultationAnswered
    if today <= clock.due_on:
        raise SilenceTooEarly(f"对方的期限于{clock.due_on}届满，次日起方可登记逾期未复")
    if clock.provisional and not confirmed_by_person:
        raise LapseNeedsConfirmation


def consultation_result(parties: Iterable[Party]) -> str | None:
    """What third parties said, as the refusal states it: disagreed, no_reply; None without grounds for one.

    Silence is no consent and no objection: the organ decides (第三十二条).
    """
    third = [one for one in parties if one.party == Asked.THIRD_PARTY]
    if any(one.answer in (Answer.OBJECTED, Answer.PARTLY) for one in third):
        return "disagreed"
    return "no_reply" if any(one.is_silent for one in third) else None


def check_is_consulted(outcome: str, parties: Iterable[Party]) -> None:
    """第三十二条：whoever refuses for a third party's sake has asked all of them and heard or waited. NotConsulted."""
    if outcome not in RESTS_ON_A_THIRD_PARTY:
        return
    known = list(parties)
    waits = any(one.is_outstanding for one in known if one.party == Asked.THIRD_PARTY)
    if waits or consultation_result(known) is None:
        raise NotConsulted(fields={"outcome": NotConsulted.message})


def check_none_outstanding(parties: Iterable[Party]) -> None:
    """Raises OpinionsOutstanding."""
    if any(one.is_outstanding for one in parties):
        raise OpinionsOutstanding
