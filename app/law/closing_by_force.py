"""强制办结: on which grounds a case may be closed though its diagram has not come to an end.

The duty to answer in time does not end with the period (条例第三十三条): while something is owed under a limit by which
punctuality is counted, a case is closed only where there never was anything to answer: the matter was registered
twice, or was no matter at all.
"""

from enum import StrEnum

from app.law.errors import RuleViolation


class Ground(StrEnum):
    """Why a case is closed by force. Values are stored, so never renamed."""

    DUPLICATE = "duplicate"
    MISTAKEN = "mistaken"
    DONE = "done"
    STUCK = "stuck"


GROUND_WORDS = {
    Ground.DUPLICATE: "重复登记，由另一件办理",
    Ground.MISTAKEN: "误登记，没有需要办理的事项",
    Ground.DONE: "应办事项已全部办完",
    Ground.STUCK: "流程无法继续",
}
NOTHING_OWED = frozenset({Ground.DUPLICATE, Ground.MISTAKEN})


class StillOwed(RuleViolation):
    """A limit by which punctuality is counted still runs, or is over without its act."""

    code = "still_owed"
    message = "法定期限内应当作出的答复、发布还没有作出，不能以此理由强制办结；请催办、改派，作出后再办结"


def check_ground(ground: Ground, owes: bool) -> None:
    """`owes`: whether a limit by which punctuality is counted still waits for its act. Raises StillOwed."""
    if owes and ground not in NOTHING_OWED:
        raise StillOwed()
