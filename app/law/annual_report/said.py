"""A report as it is checked, and what a check finds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.law.annual_report.cells import Cells, Value, added, number
from app.law.annual_report.form import APPLICANTS, BLOCKS, HANDLED, OLD_OTHER, RESULTS, TOTAL, cell_name


@dataclass(frozen=True)
class Said:
    """What one report says.

    `texts`: part → text; `claims`: numbers that a text is known to give, by the name of their figure; `sums`: a total
    of the text with its parts; `figures`: numbers of an excerpt that are given without their cells. `last`: the cells
    of the year before, `last_texts` its parts. `fee`: 信息处理费 of the year in yuan. `others`: names of other organs.
    `reasons`: cell → why it was entered so; None: nobody knows. `due_on`, `published_on`, `today`: for what is late.
    """

    organ: str
    year: int
    cells: Cells
    texts: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, Decimal] = field(default_factory=dict)
    sums: Sequence[tuple[Decimal, Sequence[Decimal]]] = ()
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    last: Cells | None = None
    last_texts: Mapping[str, str] = field(default_factory=dict)
    fee: Decimal | None = None
    others: Sequence[str] = ()
    reasons: Mapping[str, str] | None = None
    due_on: date | None = None
    published_on: date | None = None
    today: date | None = None

    def at(self, table: str, row: str, column: str) -> Value:
        """The value of a cell; None for one that is not there."""
        return self.cells.get(cell_name(table, row, column))


@dataclass(frozen=True)
class Finding:
    """One fault. `place`: the cell or part; `is_warning`: a person looks at it, nothing is stopped."""

    code: str
    place: str
    words: str
    is_warning: bool = False


Check = Callable[[Said], list[Finding] | None]
"""What is wrong, none when all is well; None: there is nothing by which to judge."""


def row_total(said: Said, row: str) -> Decimal | None:
    """总计 of a row of table 三; where it was left empty, the six kinds added up."""
    stated = number(said.at("table3", row, TOTAL))
    if stated is not None:
        return stated
    return added(said.at("table3", row, column) for column in APPLICANTS)


def _rows(said: Said, *begins: str) -> Decimal | None:
    rows = [row for row in (*RESULTS, OLD_OTHER) if row.startswith(begins)]
    return added(row_total(said, row) for row in rows)


def _blocks(said: Said, *blocks: str) -> Decimal | None:
    return added(said.at("table4", block, TOTAL) for block in blocks)


FIGURES: Mapping[str, Callable[[Said], Decimal | None]] = {
    "received": lambda said: row_total(said, "new"),
    "new": lambda said: row_total(said, "new"),
    "carried_in": lambda said: row_total(said, "carried_in"),
    "handled": lambda said: row_total(said, HANDLED),
    "total_handled": lambda said: row_total(said, HANDLED),
    "carried_out": lambda said: row_total(said, "carried_out"),
    "granted": lambda said: row_total(said, "granted"),
    "partly_granted": lambda said: row_total(said, "partly_granted"),
    "granted_and_partly": lambda said: _rows(said, "granted", "partly_granted"),
    "denied": lambda said: _rows(said, "denied_"),
    "unavailable": lambda said: _rows(said, "unavailable_"),
    "refused": lambda said: _rows(said, "refused_"),
    "other": lambda said: _rows(said, "other_"),
    "reconsideration": lambda said: _blocks(said, "reconsideration"),
    "litigation": lambda said: _blocks(said, *(block for block in BLOCKS if block.startswith("litigation"))),
}
"""What a text may speak of, as it follows from the tables."""


def figure(said: Said, name: str) -> Decimal | None:
    """A number of the tables by the name of a figure or cell; None where they do not say it."""
    if name in said.figures:
        return said.figures[name]
    if name in FIGURES:
        return FIGURES[name](said)
    return number(said.cells.get(name))
