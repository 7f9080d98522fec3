"""The facet of the annual report (年度报告): what a process counts of its cells."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import CompoundSelect, Select

OrganIds = Collection[int]
Rows = Select[tuple[str, str, int]] | CompoundSelect[tuple[str, str, int]]
"""A row for each thing that counts, with the columns `line` (table3.granted), `kind` (business) and `case_id`.

Cell and list behind it are the same selection, once counted and once read, so they cannot differ.
"""


def _nothing(_organs: OrganIds, _first: date, _last: date) -> Mapping[str, Decimal]:
    return {}


@dataclass(frozen=True)
class Reports:
    """`rows`: selections over the cases of organs between two days, both included; `cells`: the names of the cells that
    they fill, where nothing counted is 0; `fees`: 信息处理费 in yuan that these days brought, by any name."""

    rows: tuple[Callable[[OrganIds, date, date], Rows], ...] = ()
    cells: tuple[str, ...] = ()
    fees: Callable[[OrganIds, date, date], Mapping[str, Decimal]] = _nothing
