"""When seal and date find no room after the text: GB/T 9704-2012 has the line spacing adjusted.

A page that ends with a hole because the signature went to the next page is set again with 24 lines a page
instead of 22, or with 25, if that can save the page.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

STANDARD_PITCH = "pitch-22"
TIGHTER_PITCHES = {"pitch-24": 2, "pitch-25": 3}  # lines saved on a page
CLOSER_FORM = "pitch-24"  # of a form that would go on to a further page
LINE = 10.2272 * 96 / 25.4  # CSS pixels
PAGE_BOTTOM = 262 * 96 / 25.4
PAGE_TOP = 37 * 96 / 25.4
MOST_PAGES = 3  # a longer letter always has text enough on its last page


def may_save_a_page(pages: list[Any], lines_saved: int) -> bool:
    """Whether what stands on the last page could find room on the one before, with tighter lines."""
    if not 1 < len(pages) <= MOST_PAGES:
        return False
    hole = (PAGE_BOTTOM - _lowest_line(pages[-2])) / LINE
    needed = (_lowest_line(pages[-1]) - PAGE_TOP) / LINE
    return needed <= hole + lines_saved * (len(pages) - 1) + 1


def _lowest_line(page: Any) -> float:
    """Lower edge of the last line inside the type area, in CSS pixels."""
    body = page._page_box.children[0]
    edges = [box.position_y + box.height for box in body.descendants() if isinstance(box, boxes.LineBox)]
    return max((edge for edge in edges if edge <= PAGE_BOTTOM + 1), default=PAGE_TOP)
