"""The flags (标记) of a request: what a clerk must know of it before opening it. Hints to people, never decisions."""

from collections.abc import Mapping

from app.casework.acts.act import Act
from app.casework.work.flags import raise_flag
from app.processes.disclosure.similar import VERY_SIMILAR, similar_requests

EXTENDED, THIRD_PARTY, REPEATED = "延期", "第三方", "疑似重复"
TONES: Mapping[str, str] = {EXTENDED: "warm", THIRD_PARTY: "violet", REPEATED: "warm"}


def flag_repetition(act: Act) -> None:
    """疑似重复: the same applicant asked for nearly the same before. Whether it is a repetition a person decides."""
    earlier = similar_requests(act.the_case, act.today)
    if any(one.same_applicant and one.percent >= VERY_SIMILAR for one in earlier):
        raise_flag(act.the_case, REPEATED)
