"""The facet of the figures: what the supervisors' board counts of a process beside open and overdue cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement


@dataclass(frozen=True)
class CaseList:
    """A list of cases of one process, on the board and as a filter of the register. `condition`: which of its cases are
    on it, in terms of Case, at an instant; that may be a parameter of the statement (`terms.moments.NOW`).

    `name`: lower case, in the page's address; `is_closed`: its cases are done, so that nobody is urged and the latest
    come first.
    """

    name: str
    title: str
    condition: Callable[[datetime | BindParameter[datetime]], ColumnElement[bool]]
    is_closed: bool = False


@dataclass(frozen=True)
class NumberRow:
    """One line of a figure; `list`: the name of the process's list that it counts, if it is one."""

    title: str
    value: int | str
    list: str = ""


@dataclass(frozen=True)
class Figure:
    """A small table of numbers about the cases of these organs at an instant."""

    title: str
    rows: Callable[[set[int], datetime], Sequence[NumberRow]]
    note: str = ""


@dataclass(frozen=True)
class Figures:
    """`done`, `late`: what a case is called that was done in time, and one that was done after it, by the clocks that
    count for punctuality (facet `Terms`); `lists` and `figures` of its own."""

    done: str = "已办结"
    late: str = "逾期办结"
    lists: tuple[CaseList, ...] = ()
    figures: tuple[Figure, ...] = ()
