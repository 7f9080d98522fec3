"""已经公开的信息, shown before an application is sent (条例第三十六条第一项): a hint that decides and stops nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from app.casework.publications import lists
from app.casework.publications.lists import Row, Wanted

MOST_SHOWN, MOST_ASKED = 5, 8
SAYS_LITTLE = re.compile(
    "申请公开|申请|公开|政府信息|信息|有关|关于|相关|全部|所有|情况|年度|以及|本人|我|请|的|和|及|与|在|等|对"
)
RUN = re.compile(r"[\u4e00-\u9fff]{4,}")
STRETCHES = (None, 8, 6)
"""A title and a wish seldom agree to the end: the whole run of words is looked for, then its beginnings."""


def suggestions(typed: Mapping[str, str], now: datetime) -> Sequence[Row]:
    """What stands in public and may already be what is asked for, the closest wording first."""
    found: dict[int, Row] = {}
    for words in search_words(typed)[:MOST_ASKED]:
        for row in lists.newest(Wanted(words=words), now, MOST_SHOWN):
            found.setdefault(row.publication.id, row)
        if len(found) >= MOST_SHOWN:
            break
    return list(found.values())[:MOST_SHOWN]


def search_words(typed: Mapping[str, str]) -> list[str]:
    """What to look for: number and title as they were typed, then the telling words of the description."""
    named = [typed.get(name, "").strip() for name in ("document_reference", "document_title")]
    told = _stretches(f"{typed.get('document_title', '')} {typed.get('description', '')}")
    return list(dict.fromkeys(words for words in (*named, *told) if words))


def _stretches(text: str) -> Iterator[str]:
    runs = sorted(RUN.findall(SAYS_LITTLE.sub(" ", text)), key=len, reverse=True)
    for length in STRETCHES:
        yield from (run[:length] for run in runs if length is None or len(run) > length)
