"""What an office program starts or fetches by itself when a file is opened: field codes of a docx, links of an xlsx."""

import re
from typing import Any

ACTS_BY_ITSELF = frozenset(
    {
        "database",
        "dde",
        "ddeauto",
        "import",
        "include",
        "includepicture",
        "includetext",
        "link",
        "macrobutton",
        "print",
        "rd",
    }
)
"""Names of fields that run, print or fetch something (ECMA-376, part 1, 17.16.5)."""
LINKS = frozenset({"ddelink", "olelink"})
"""What an external link of an xlsx is, besides another workbook, whose address its relations tell."""
ENOUGH = 200  # signs of an instruction: its name comes first
_NAME = re.compile(r"\s*([a-z]+)", re.IGNORECASE)


class FieldCodes:
    """Reads the instructions of a part's fields, which may lie in many runs and within one another, or never end."""

    def __init__(self, parser: Any) -> None:
        self._has_acted = False
        self._open = [""]  # the instruction of each field that has begun; the first of what stands in none
        self._is_code = False
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    @property
    def is_active(self) -> bool:
        """Whether one of them acts by itself, as far as the part was read."""
        return self._has_acted or any(map(_acts, self._open))

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        local, told = _local(name), {_local(key): value for key, value in attributes.items()}
        if local in LINKS or (local == "fldsimple" and _acts(told.get("instr", ""))):
            self._has_acted = True
        elif local == "fldchar":
            self._turn(told.get("fldchartype", "").lower())
        self._is_code = local == "instrtext"

    def _turn(self, kind: str) -> None:
        """A field begins, or its instruction is complete. One whose name is the result of another may be any."""
        is_begun = len(self._open) > 1
        if kind == "begin":
            self._has_acted = self._has_acted or (is_begun and not self._open[-1].strip())
            self._open.append("")
        elif kind == "end" and is_begun:
            self._has_acted = self._has_acted or _acts(self._open.pop())

    def _end(self, name: str) -> None:
        self._is_code = self._is_code and _local(name) != "instrtext"

    def _text(self, text: str) -> None:
        if self._is_code:
            self._open[-1] = (self._open[-1] + text)[:ENOUGH]


def _acts(instruction: str) -> bool:
    name = _NAME.match(instruction)
    return name is not None and name[1].lower() in ACTS_BY_ITSELF


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
