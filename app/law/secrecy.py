"""保密审查: what the review of a reply must say before it goes on (条例第十四条、第十七条)."""

from enum import StrEnum

from app.law.errors import InvalidInput


class Conclusion(StrEnum):
    """What the review comes to, as 政府信息公开保密审查单 prints it."""

    DISCLOSE = "disclose"
    PART = "part"
    WITHHOLD = "withhold"
    REFER = "refer"


CONCLUSION_WORDS = {
    Conclusion.DISCLOSE: "可以公开", Conclusion.PART: "区分处理后公开", Conclusion.WITHHOLD: "不予公开",
    Conclusion.REFER: "不能确定，报请确定",
}  # fmt: skip
SECRET_OUTCOMES = frozenset({"denied_state_secret", "denied_safety_stability"})
"""Refusals that rest on a judgement of secrecy or safety (第十四条): they are reviewed whatever the unit thinks."""
ORDINARY, SENSITIVE = "ordinary", "sensitive"


def sensitivity_of(outcome: str, stated: str = "") -> str:
    """Whether the sign-off table takes the matter for sensitive: by its outcome, or because the unit says so."""
    return SENSITIVE if outcome in SECRET_OUTCOMES or stated == SENSITIVE else ORDINARY


def check_may_go_on(outcome: str, conclusion: str) -> None:
    """A reply passes the review only if it says what the review found. Raises InvalidInput beside `conclusion`.

    第十七条第三款: what cannot be determined is referred to the authority; until then nothing is answered.
    """
    if conclusion == Conclusion.REFER:
        raise InvalidInput(
            fields={"conclusion": "不能确定的，报有关主管部门或者保密行政管理部门确定，确定以前不能审查通过"}
        )
    fits = _fitting(outcome)
    if fits and conclusion not in fits:
        words = "、".join(CONCLUSION_WORDS[one] for one in fits)
        raise InvalidInput(
            fields={"conclusion": f"审查结论与处理决定不一致（应为{words}）。不同意处理决定的，请退回修改"}
        )


def _fitting(outcome: str) -> tuple[Conclusion, ...]:
    """The conclusions that agree with a decision; none for one that is not about openness."""
    if outcome in ("granted", "already_public"):
        return (Conclusion.DISCLOSE,)
    if outcome == "partly_granted":
        return (Conclusion.PART,)
    return (Conclusion.WITHHOLD,) if outcome.startswith("denied_") else ()
