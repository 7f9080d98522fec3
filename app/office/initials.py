"""首字母: names as people type them in a hurry, zs for 张三.

A table of its own: the dictionaries of `pypinyin`, from which it was drawn, take 57 MB, too much for a search box.
"""

from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "pinyin_initials.txt"
AS_SURNAME = {
    "单": "s", "解": "x", "查": "z", "仇": "q", "曾": "z", "区": "o", "朴": "p", "缪": "m", "乐": "y", "覃": "q",
    "万俟": "mq", "尉迟": "yc", "长孙": "zs",
}  # fmt: skip
"""Characters that are read otherwise at the head of a name, where the usual reading begins with another letter."""
LONGEST = 60


@cache
def _table() -> dict[int, str]:
    """Code point → letter."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" ", 1) for line in lines if not line.startswith("#")]
    return {ord(sign): letter for letter, signs in pairs for sign in signs}


def initials_of(name: str) -> list[str]:
    """The first letters of a name's Pinyin, lower case; where its head is read otherwise as a surname, that as well.

    Letters and digits stand for themselves; other signs, and rare characters outside of GB 2312, are left out. Empty
    for a name without Chinese characters, which is found as it is written.
    """
    name, table = name[:LONGEST], _table()
    if not any(ord(sign) in table for sign in name):
        return []
    spelled = [_spelled(name, table)]
    for head, letters in AS_SURNAME.items():
        if name.startswith(head):
            spelled.append(letters + _spelled(name.removeprefix(head), table))
    return list(dict.fromkeys(spelled))


def _spelled(name: str, table: dict[int, str]) -> str:
    letters = [
        table.get(ord(sign)) or (sign.lower() if sign.isascii() and sign.isalnum() else "") for sign in name
    ]
    return "".join(letters)


def begins_with_initials(name: str, typed: str) -> bool:
    """Whether what was typed are the first letters of this name, or the first of them."""
    wanted = typed.strip().lower()
    return wanted.isascii() and wanted.isalpha() and any(one.startswith(wanted) for one in initials_of(name))
