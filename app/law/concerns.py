"""Answering public concern (回应关切): what is recorded of it, how grave it is, when it may be answered and closed.

Articles: 国办发〔2016〕61号 (who answers, what must be answered first, how it is judged), 国办发〔2016〕80号
(emergencies). The limits in hours are in `law.concern_clocks`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from app.law.errors import InvalidInput, RuleViolation
from app.law.office_time import ONE_HOUR


class ConcernSource(StrEnum):
    """Where the office learnt of it. Values of all these are stored, so never renamed."""

    WEBSITE_MESSAGE = "website_message"
    HOTLINE = "hotline"
    MEDIA = "media"
    NEW_MEDIA = "new_media"
    FROM_ABOVE = "from_above"
    MONITORING = "monitoring"
    VILLAGE = "village"


class ConcernKind(StrEnum):
    """Why it must be answered (61号第一条): the kinds that come first."""

    MISREADING = "misreading"
    INTERESTS = "interests"
    LIVELIHOOD = "livelihood"
    EMERGENCY = "emergency"
    ASKED_FROM_ABOVE = "asked_from_above"
    HOT_TOPIC = "hot_topic"


class ConcernLevel(StrEnum):
    """How grave it is, the gravest first."""

    EXTREME = "extreme"
    MAJOR = "major"
    CONSIDERABLE = "considerable"
    ORDINARY = "ordinary"


class Judgement(StrEnum):
    """What the office decides to do about it (研判)."""

    ANSWER = "answer"
    WATCH = "watch"
    PASS_ON = "pass_on"
    NONE = "none"


class PassedTo(StrEnum):
    """To whom a matter of theirs is passed on (61号第三条): rumours to police and internet office."""

    POLICE = "police"
    INTERNET = "internet"
    PETITION = "petition"


class StatementKind(StrEnum):
    """What a statement is."""

    FIRST = "first"
    ANSWER = "answer"
    FOLLOW_UP = "follow_up"
    CORRECTION = "correction"


SOURCES: Mapping[str, str] = {
    ConcernSource.WEBSITE_MESSAGE: "网站留言", ConcernSource.HOTLINE: "12345 热线", ConcernSource.MEDIA: "媒体报道",
    ConcernSource.NEW_MEDIA: "新媒体", ConcernSource.FROM_ABOVE: "上级交办", ConcernSource.MONITORING: "舆情监测",
    ConcernSource.VILLAGE: "村组反映",
}  # fmt: skip
KINDS: Mapping[str, str] = {
    ConcernKind.MISREADING: "对政策的误解误读", ConcernKind.INTERESTS: "涉及群众切身利益、影响较大",
    ConcernKind.LIVELIHOOD: "涉及民生、冲击道德底线", ConcernKind.EMERGENCY: "突发事件、自然灾害",
    ConcernKind.ASKED_FROM_ABOVE: "上级要求回应", ConcernKind.HOT_TOPIC: "社会热点",
}  # fmt: skip
LEVELS: Mapping[str, str] = {
    ConcernLevel.EXTREME: "特别重大", ConcernLevel.MAJOR: "重大", ConcernLevel.CONSIDERABLE: "较大",
    ConcernLevel.ORDINARY: "一般",
}  # fmt: skip
JUDGEMENTS: Mapping[str, str] = {
    Judgement.ANSWER: "予以回应", Judgement.WATCH: "持续关注", Judgement.PASS_ON: "移送有关部门",
    Judgement.NONE: "不予处置",
}  # fmt: skip
PASSED_TO: Mapping[str, str] = {
    PassedTo.POLICE: "公安机关", PassedTo.INTERNET: "网信部门", PassedTo.PETITION: "信访部门",
}  # fmt: skip
STATEMENT_KINDS: Mapping[str, str] = {
    StatementKind.FIRST: "首次发布", StatementKind.ANSWER: "正式回应", StatementKind.FOLLOW_UP: "后续进展",
    StatementKind.CORRECTION: "更正",
}  # fmt: skip


class MomentOutOfRange(InvalidInput):
    """A stated moment lies in the future, or before what it follows."""

    code = "moment_out_of_range"
    message = "填写的时间不在可能的范围内，请核对"


class CorrectionNamesNothing(InvalidInput):
    """A statement that corrects says which one it corrects."""

    code = "correction_names_nothing"
    message = "更正的，请选择更正哪一次发布"


class NotApprovedForPublication(RuleViolation):
    """Neither signed by office, leader and co-organs nor approved by voice: nothing is put before the public."""

    code = "not_approved_for_publication"
    message = "本稿没有经工作机构负责人和分管领导审签同意，也没有口头批准的记录，不能发布"


class ReferralNotSigned(RuleViolation):
    """Nothing is numbered and sealed that the head of the office has not agreed to."""

    code = "referral_not_signed"
    message = "移送函没有经工作机构负责人审签同意，不能制发"


class WouldReviveAnother(InvalidInput):
    """What a correction put right would be shown as valid again."""

    code = "would_revive_another"
    message = "撤回更正以后，被更正的发布会重新显示为有效"


class NotReadyToClose(RuleViolation):
    """Something is still to be done, or nothing says why nothing was."""

    code = "concern_not_ready_to_close"
    message = "还不能结案"


def clock_start(known_at: datetime, appeared_at: datetime | None, rule: str) -> datetime:
    """From which instant the hours run: when the office knew, or (`published_at`) when it appeared in public.

    The documents do not say which; the parameter `opinion_clock_start` does.
    """
    return appeared_at if rule == "published_at" and appeared_at is not None else known_at


def check_moments(
    happened_at: datetime, known_at: datetime, appeared_at: datetime | None, now: datetime
) -> None:
    """The event, its appearing in public, and the office's knowing follow each other. Raises MomentOutOfRange."""
    stated = {"happened_at": happened_at, "known_at": known_at, "appeared_at": appeared_at}
    faults = {name: "时间不应晚于现在" for name, at in stated.items() if at is not None and at > now}
    if known_at < happened_at:
        faults.setdefault("known_at", "获知时间不应早于事件发生的时间")
    if appeared_at is not None and appeared_at < happened_at:
        faults.setdefault("appeared_at", "出现在网上的时间不应早于事件发生的时间")
    if appeared_at is not None and known_at < appeared_at:
        faults.setdefault("known_at", "获知时间不应早于信息出现在网上的时间")
    _raise(faults)


def check_between(name: str, at: datetime, since: datetime, now: datetime, of: str) -> None:
    """One stated moment, not before `since` (called `of`) and not after now. Raises MomentOutOfRange."""
    floor = since.replace(second=0, microsecond=0)  # moments are typed by the minute
    faults = {}
    if at > now:
        faults[name] = "时间不应晚于现在"
    elif at < floor:
        faults[name] = f"时间不应早于{of}（{since:%m月%d日 %H:%M}）"
    _raise(faults)


def _raise(faults: dict[str, str]) -> None:
    if faults:
        raise MomentOutOfRange(next(iter(faults.values())), fields=faults)


def check_correction(kind: str, corrects: object | None) -> None:
    """A correction names the statement that it corrects. Raises CorrectionNamesNothing."""
    if kind == StatementKind.CORRECTION and corrects is None:
        raise CorrectionNamesNothing(fields={"corrects": CorrectionNamesNothing.message})


def is_response(kind: str) -> bool:
    """Whether a statement of this kind answers the concern (61号): a first word only tells of the event (80号).

    A correction is of the kind of what it corrects.
    """
    return kind != StatementKind.FIRST


def check_approved(
    agreed_at: Iterable[str], needed: Iterable[str], *, by_voice: bool, unsigned: Sequence[str] = ()
) -> None:
    """Every needed step has agreed to this very text, or a leader has by voice. Raises NotApprovedForPublication.

    `unsigned`: the names of co-organs that have not agreed to it; a voice is asked where there is no time for them.
    """
    if by_voice:
        return
    if not set(needed) <= set(agreed_at):
        raise NotApprovedForPublication()
    if unsigned:
        raise NotApprovedForPublication(f"会同单位{'、'.join(unsigned)}还没有会签同意本稿，不能发布")


def check_referral_signed(is_signed: bool) -> None:
    """Raises ReferralNotSigned."""
    if not is_signed:
        raise ReferralNotSigned()


def check_withdrawal(number: int, corrected: int | None) -> None:
    """`corrected`: what this one put right and still stands. Raises WouldReviveAnother."""
    if corrected is not None:
        words = f"第 {number} 次更正了第 {corrected} 次，撤回后第 {corrected} 次会重新显示为有效；"
        raise WouldReviveAnother(fields={"number": f"{words}请先撤回第 {corrected} 次，或者另行发布更正"})


def check_may_close(*, published: int, reason: str, open_work: Sequence[str]) -> None:
    """With a published statement, or with the reason for none; and with nothing left over. Raises NotReadyToClose."""
    if open_work:
        raise NotReadyToClose(f"还不能结案，尚未完成：{'、'.join(open_work)}")
    if not published and not reason.strip():
        raise NotReadyToClose("没有发布过回应，也没有写明不发布的理由，不能结案")


def median_hours(spans: Iterable[timedelta]) -> float | None:
    """The median in hours, to a tenth; None of nothing."""
    found = [span / ONE_HOUR for span in spans]
    return round(median(found), 1) if found else None
