"""Names of uploaded files, made safe to show, to store and to download."""

import re
import unicodedata

LONGEST_NAME = 120
NAMELESS = "附件"
_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # not allowed in names on Windows
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_filename(name: str, extensions: tuple[str, ...] = ()) -> str:
    """The last part of the path, without control, bidi or unassigned characters, at most LONGEST_NAME long.

    With `extensions` the name ends in one of them (the first is added when none fits).
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if each.isspace() else each for each in last if _is_visible(each))
    tidy = _FORBIDDEN.sub("_", " ".join(visible.split())).strip(". ")
    if _DEVICES.fullmatch(tidy):
        tidy = f"_{tidy}"
    stem, ending = _split(tidy, extensions)
    return (stem[: LONGEST_NAME - len(ending)].strip(". ") or NAMELESS) + ending


def shown(name: str) -> str:
    """The name as it may stand in a sentence."""
    return f"“{clean_filename(name)}”"


def _is_visible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in _INVISIBLE


def _split(name: str, extensions: tuple[str, ...]) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if not extensions:
        return (stem, dot + ending) if dot and len(ending) <= 8 else (name, "")
    if dot and ending.lower() in extensions:
        return stem, "." + ending.lower()
    return name, "." + extensions[0]
