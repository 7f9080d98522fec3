"""How wide the rows of a table really are: cells with the columns that they cover, and cells that hang down into a row.

A cell that covers several rows ends within the rows that it is written among, so that no condition and no loop can
lengthen it: then what is counted here is what is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.letters.errors import Problem
from app.letters.variant_expressions import problem_at
from app.letters.variant_vocabulary import MOST_CELLS

COVERED = re.compile(r'(colspan|rowspan)="(\d+)"')


class Grid:
    """The rows that stand side by side in one table, branch or loop."""

    def __init__(self) -> None:
        self.width = 0
        self.hanging: list[tuple[int, int]] = []  # columns, and rows still to come

    def row(self) -> None:
        """Another row begins."""
        self.hanging = [(columns, rows - 1) for columns, rows in self.hanging if rows > 0]
        self.width = sum(columns for columns, _rows in self.hanging)

    def cell(self, line: int, attributes: str) -> Iterator[Problem]:
        """A cell of the present row; a problem for the first one that makes it too wide."""
        covered = {name: int(number) for name, number in COVERED.findall(attributes)}
        columns, before = covered.get("colspan", 1), self.width
        self.width += columns
        if (rows := covered.get("rowspan", 1)) > 1:
            self.hanging.append((columns, rows - 1))
        if before <= MOST_CELLS < self.width:
            yield problem_at(line, f"表格一行最多 {MOST_CELLS} 格，跨列、跨行的按所占的格数计算")

    def end(self, line: int) -> Iterator[Problem]:
        """The rows end here: at the end of the table's part, or where a condition or a loop begins or ends."""
        if any(rows > 0 for _columns, rows in self.hanging):
            yield problem_at(line, "跨行的单元格须在同一表体、条件或者循环的各行之内结束")
        self.hanging, self.width = [], 0
