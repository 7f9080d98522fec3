"""Flags (标记) on a case: words on its row and its head. A process names its own on its card; some are everybody's."""

from app.casework.contract.platform import platform
from app.casework.models import Case
from app.casework.models.listed import AnyCase

SUPERVISED, FORCED = "督办", "强制办结"
TONES = {SUPERVISED: "red", FORCED: "plain"}


def raise_flag(case: Case, words: str) -> None:
    """Put the flag on the case. Raises KeyError for one that neither the card nor the house names."""
    if words not in tones_of(case):
        raise KeyError(words)
    case.flags = sorted({*case.flags, words})


def drop_flag(case: Case, words: str) -> None:
    """Take the flag off the case."""
    case.flags = [one for one in case.flags if one != words]


def flags_of(case: AnyCase) -> list[tuple[str, str]]:
    """The flags of a case with their tones."""
    if not case.flags:
        return []
    tones = tones_of(case)
    return [(words, tones.get(words, "plain")) for words in case.flags]


def tones_of(case: AnyCase) -> dict[str, str]:
    """The flags that a case may have, each with its tone: red, warm, violet or plain."""
    return {**platform().process(case.process).case_page.flags, **TONES}
