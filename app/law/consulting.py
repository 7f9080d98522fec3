"""Consultation (征求意见): what answer and silence mean, which decisions rest on it (条例第三十二条、第三十四条)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.law.clock import Clock, ClockKind
from app.law.clocks import Clocks
from app.law.errors import ConsultationAnswered, LapseNeedsConfirmation, RuleViolation, UnknownConsultation
from app.law.outcomes import gives_information


class Asked(StrEnum):
    """Who is asked (征求对象). Values are stored, and those of outside parties are those of clock events."""

    THIRD_PARTY = "third_party"  # 第三方，第三十二条
    CO_AUTHOR_ORGAN = "co_author_organ"  # 共同制作机关，第三十四条
    OTHER_ORGAN = "other_organ"  # 其他机关，第十一条
    HOUSE_UNIT = "house_unit"  # 本机关的单位（协办）：不停钟

    @property
    def is_organ(self) -> bool:
        """Another organ, which answers in its own name."""
        return self in (Asked.CO_AUTHOR_ORGAN, Asked.OTHER_ORGAN)

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
FOR_A_THIRD_PARTY = "third_party"
"""The ground of a part that is withheld for a third party's sake (部分公开)."""


class SilenceTooEarly(RuleViolation):
    """The party still has time, or it is not known since when."""

    code = "silence_too_early"
    message = "征求意见的期限还没有届满，不能登记逾期未复"


class NotConsulted(RuleViolation):
    """A refusal for a third party's sake without that party having been asked and heard."""

    code = "not_consulted"
    message = "以第三方合法权益为由不予公开的，须先书面征求第三方意见，并已收到不同意的意见或者期限已届满（第三十二条）"


class ThirdPartyNotTold(RuleViolation):
    """Information is given out against a third party's objection, and the party does not know yet."""

    code = "third_party_not_told"
    message = (
        "第三方不同意公开的，公开前须先书面告知其决定公开的内容和理由，告知书须已送出并登记（第三十二条）"
    )


class DisclosedTooEarly(RuleViolation):
    """The objecting third party was told a later day."""

    code = "disclosed_too_early"
    message = "已书面告知第三方公开的日期，在此以前不能向申请人提供"


class DisclosureNotSigned(RuleViolation):
    """What a third party is told is a decision, and a decision is one when all have signed it."""

    code = "disclosure_not_signed"
    message = "决定公开的答复还没有审签完毕，不能告知第三方；审签完毕、编号用印以前制发告知书（第三十二条）"


class AlreadyTold(RuleViolation):
    """The letter that tells the party of the disclosure rests on the opinion that is on record."""

    code = "already_told"
    message = "已制发决定公开的告知书，在案的意见不能再变更；对方另有意见的，请作为材料存卷（第三十二条）"


class ChangedTooLate(RuleViolation):
    """An objection after the party's limit, or a change of one that came late."""

    code = "changed_too_late"
    message = "对方的期限已经届满，期满后提出的不同意意见不改变在案的意见，请作为材料存卷（第三十二条）"


class NothingDisclosed(RuleViolation):
    """A third party cannot be told of a decision to disclose that nobody has made."""

    code = "nothing_disclosed"
    message = "还没有作出予以公开或者部分公开的决定，不能告知第三方决定公开（第三十二条）"


class Party(Protocol):
    """A party as it stands on record."""

    @property
    def party(self) -> str: ...
    @property
    def called(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def is_late(self) -> bool: ...
    @property
    def is_told(self) -> bool: ...
    @property
    def has_notice(self) -> bool: ...
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


def is_late(clock: Clock | None, answered_on: date) -> bool:
    """Whether an opinion came after the party's limit: its own day counts, not the day on which it was entered.

    Nothing is late before the receipt is on record, nor by a provisional due day, which may still move.
    """
    return clock is not None and not clock.provisional and answered_on > clock.due_on


def objects(party: Party) -> bool:
    """In time, to the whole or to a part."""
    return not party.is_late and party.answer in (Answer.OBJECTED, Answer.PARTLY)


def check_can_change(party: Party, answer: str, clock: Clock | None, on: date) -> None:
    """第三十二条：an opinion may be changed until the party was told of the decision; consent at any time, an objection
    within the party's limit only. `on`: the day of the new opinion. Raises AlreadyTold, ChangedTooLate."""
    if party.has_notice:
        raise AlreadyTold
    if party.is_late or (answer != Answer.AGREED and is_late(clock, on)):
        raise ChangedTooLate


def check_is_consulted(outcome: str, parties: Iterable[Party], grounds: Collection[str] = ()) -> None:
    """第三十二条：whoever withholds for a third party's sake has asked all of them and heard or waited. NotConsulted.

    `grounds`: of the parts that a partial disclosure withholds.
    """
    if outcome not in RESTS_ON_A_THIRD_PARTY and FOR_A_THIRD_PARTY not in grounds:
        return
    third = [one for one in parties if one.party == Asked.THIRD_PARTY]
    waits = any(one.is_outstanding for one in third)
    if waits or not any(objects(one) or one.is_silent for one in third):
        raise NotConsulted(fields={"outcome": NotConsulted.message})


def fault_of_disclosure_day(disclosed_on: date, today: date, due_on: date | None) -> str:
    """第三十二条、第三十三条: a day after the party is told and, while the reply is in time, not after its due day:
    before the day that was told nothing is given out. Empty when it may be told. `due_on`: None: nothing is owed."""
    if disclosed_on <= today:
        return "拟公开日期应在告知第三方之后，不能是今天或者以前"
    if due_on is not None and today < due_on < disclosed_on:
        return f"拟公开日期不应晚于答复期限届满之日（{due_on}），否则答复必然逾期"
    return ""


def check_is_disclosed(outcome: str) -> None:
    """Only of a decision that discloses is a third party told (第三十二条). Raises NothingDisclosed."""
    if not gives_information(outcome):
        raise NothingDisclosed


def check_is_signed(open_nodes: Collection[str], issue: str) -> None:
    """The reply waits for its number: everybody has signed it. Raises DisclosureNotSigned."""
    if issue not in open_nodes:
        raise DisclosureNotSigned
