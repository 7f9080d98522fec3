"""Invented content of the gallery, from content.json. Organs, persons, numbers and days are samples."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from app.casework.contract.words import Words
from app.portal.frame import Frame
from app.web.filters import near_date

CONTENT = json.loads((Path(__file__).parent / "content.json").read_text("utf-8"))
SITE = CONTENT["site"]
TODAY = date(2026, 11, 23)
DUE_DOTS = {20: "overdue", 25: "due_soon", 26: "due_soon", 30: "on_time"}
WORDS = Words(party="申请人")
MARKS = {14: "班", 27: "休"}


def portal_frame() -> Frame:
    """As the portal makes it from the processes of a house."""
    menu = (("公开指南", "/gallery/home", "home"), ("在线申请", "/gallery/apply", "apply"),
            ("进度查询", "/gallery/receipt", "progress"))  # fmt: skip
    return Frame("政府信息依申请公开", menu, ("disclosure/portal/_footer.html",))


def _rows() -> list[dict[str, Any]]:
    return [
        row | ({"due_words": near_date(date.fromisoformat(row["due_on"]), TODAY)} if row["due_on"] else {})
        for row in CONTENT["rows"]
    ]


def _day(day: int) -> dict[str, Any]:
    level = DUE_DOTS.get(day)
    return {
        "day": day,
        "off": date(2026, 11, day).weekday() >= 5,
        "today": day == TODAY.day,
        "level": level,
        "href": "#" if level else None,
        "words": "有 1 件到期" if level else None,
        "mark": MARKS.get(day),
    }


def _weeks() -> list[list[dict[str, Any] | None]]:
    cells = [None] * date(2026, 11, 1).weekday() + [_day(day) for day in range(1, 31)]
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def for_pages() -> dict[str, Any]:
    """Everything that a gallery page may use."""
    names = {name: value for name, value in CONTENT.items() if name != "site"}
    return names | {
        "rows": _rows(),
        "weeks": _weeks(),
        "today": TODAY,
        "bell": {"count": 7, "href": "#"},
    }
