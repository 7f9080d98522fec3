"""The goals: one table. A figure that misses its goal is written as failed and makes the command fail.

Milliseconds that are limited are processor time; ratios are processor time by processor time, unless their title says
wall. Names may end in *; the first that fits counts. A goal that holds on one database only says so.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

SQLITE, POSTGRES = "SQLite", "PostgreSQL"


@dataclass(frozen=True)
class Goal:
    """A limit, itself included: `most` or `least`."""

    most: float | None = None
    least: float | None = None
    only_on: str = ""

    def is_reached(self, value: float) -> bool:
        above = self.most is not None and value > self.most
        return not above and not (self.least is not None and value < self.least)

    def __str__(self) -> str:
        return f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"


GOALS: dict[str, Goal] = {
    # a completed task, from the request to the commit
    "complete_api_by_host": Goal(most=2),
    "complete_desk_by_host": Goal(most=2),
    "complete_api_by_bare": Goal(most=3.5),
    "complete_desk_by_bare": Goal(most=3.5),
    "page_behind": Goal(most=20),
    "statements_signing": Goal(most=16),
    "statements_issuing": Goal(most=36),
    "state_20": Goal(most=6),  # KiB
    # several at once
    "crowd_throughput": Goal(least=1.8, only_on=POSTGRES),
    "crowd_p95_by_median": Goal(most=4, only_on=SQLITE),
    "clerks_submit_p95": Goal(most=250),  # ms on the wall
    "failures": Goal(most=0),
    "audit_holds": Goal(least=1),
    # many versions of a diagram
    "versions_50": Goal(most=1.1),
    # pages with years behind them
    "page_inbox": Goal(most=15),
    "page_inbox_last": Goal(most=15),
    "page_pool": Goal(most=15),
    "page_case_alone": Goal(most=20),
    "page_case_crowded": Goal(most=20),
    "page_case_growth": Goal(most=1.2),
    "page_rows_cost": Goal(most=0),  # queries that fifty rows cost more than one
    "page_*": Goal(most=20),
    "growth_*": Goal(most=1.3),
    "board_p95": Goal(most=100),  # ms on the wall
    "annual_report_seconds": Goal(most=5),  # on the wall, every archived case counted
    # the sweep
    "tick_idle": Goal(most=5),  # ms
    "sweep_rate": Goal(least=20_000, only_on=SQLITE),  # clocks a second of processor time
    "sweep_day": Goal(
        most=30, only_on=POSTGRES
    ),  # seconds on the wall, a million open clocks on an ordinary day
    "tell_cost": Goal(most=2),  # ms of processor time a clock, whoever hears of it
    # the processes
    "start": Goal(most=2.5),  # seconds
    "resident": Goal(most=200),  # MB
    "wait_for_letter": Goal(most=1000),  # ms on the wall, p95
    # letters and packages
    "letter": Goal(most=1.15),
    "letters_per_second": Goal(least=5),
    "letters_growth": Goal(most=10),  # per cent
    "package_*": Goal(most=300),
    "difference_ms": Goal(most=1000),
    "publish_100_ms": Goal(most=10_000),
    # beside another product
    "peer_submit_cpu": Goal(most=1),
    "peer_submit_wall": Goal(most=1),
}


def goal_of(name: str, database: str = "") -> Goal | None:
    """The goal of a figure; None where it is only printed."""
    for pattern, goal in GOALS.items():
        if fnmatchcase(name, pattern):
            return goal if goal.only_on in ("", database) else None
    return None
