"""How grave a public concern is: its level, an emergency or not, talked about or not; and what may change of it.

国办发〔2016〕80号: 特别重大、重大突发事件 have the short limits. 国办发〔2016〕61号: any other concern has 48 hours,
and so has such an event that is also talked about. Nobody makes a matter smaller, or greater, without saying why.
"""

from dataclasses import dataclass

from app.law.concerns import LEVELS, ConcernLevel
from app.law.errors import InvalidInput

MAJOR, OTHER = "major_emergency", "other"
SEVERE = (ConcernLevel.EXTREME, ConcernLevel.MAJOR)
GRAVEST_FIRST = tuple(ConcernLevel)


class RegradeNeedsReason(InvalidInput):
    """The reason of the level that was does not carry the level that comes."""

    code = "regrade_needs_reason"
    message = "调整等级、性质的，请写明理由"


class DowngradeNeedsReason(RegradeNeedsReason):
    """Nobody makes a matter smaller without saying why."""

    code = "downgrade_needs_reason"
    message = "降低等级的，请写明理由"


class StaysTalkedAbout(InvalidInput):
    """What was talked about once has its 48 hours; nobody unsays it."""

    code = "stays_talked_about"
    message = "已登记引起舆论关注的，48 小时时限继续计算，不能取消"


@dataclass(frozen=True)
class Grade:
    """Level, emergency or not, talked about or not."""

    level: str
    is_emergency: bool
    raises_opinion: bool

    @property
    def severities(self) -> tuple[str, ...]:
        """As what it has arisen: a severe emergency that is talked about is a concern as well."""
        if not self.is_emergency or self.level not in SEVERE:
            return (OTHER,)
        return (MAJOR, OTHER) if self.raises_opinion else (MAJOR,)

    def is_below(self, other: "Grade") -> bool:
        """Lower in its level, or no emergency any more."""
        return _rank(self.level) > _rank(other.level) or (other.is_emergency and not self.is_emergency)

    @property
    def words(self) -> str:
        """重大，突发事件."""
        return f"{LEVELS[self.level]}，{'突发事件' if self.is_emergency else '一般舆情'}"


def _rank(level: str) -> int:
    return GRAVEST_FIRST.index(ConcernLevel(level))


def check_regrade(before: Grade, after: Grade, reason: str) -> None:
    """Raises DowngradeNeedsReason, RegradeNeedsReason, StaysTalkedAbout."""
    if before.raises_opinion and not after.raises_opinion:
        raise StaysTalkedAbout(fields={"raises_opinion": StaysTalkedAbout.message})
    same = (before.level, before.is_emergency) == (after.level, after.is_emergency)
    if same or reason.strip():
        return
    refused = DowngradeNeedsReason if after.is_below(before) else RegradeNeedsReason
    raise refused(fields={"level_reason": refused.message})
