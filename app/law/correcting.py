"""更正申请 (条例第四十一条): who proves that information about himself is recorded wrongly may ask for correction.

Information that the organ gave; evidence; the organ that may correct it does so once that is verified, another one
passes it on or says where to ask. The regulation sets no days: the office's own limit holds.
"""

from app.law.errors import InvalidInput, RuleViolation


class NoProof(InvalidInput):
    """Nothing shows that the record is wrong."""

    code = "no_proof"
    message = "请附上证明记录不准确的材料（条例第四十一条）"


class NothingGiven(RuleViolation):
    """There is no information of this organ that could be wrong."""

    code = "nothing_given"
    message = "这件申请还没有答复，没有可以申请更正的信息"


def check_has_proof(papers: int) -> None:
    """At least one paper. Raises NoProof beside the files."""
    if papers == 0:
        raise NoProof(fields={"files": NoProof.message})


def check_was_given(*, is_answered: bool) -> None:
    """The organ has answered. Raises NothingGiven."""
    if not is_answered:
        raise NothingGiven
