"""Under which circumstances a part measures: on which database, and how much of everything."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from tests.bench.goals import POSTGRES, SQLITE

T = TypeVar("T")


class Pace(Enum):
    """How much is measured: a try, what is written down, or more of it."""

    QUICK, USUAL, LONG = range(3)


@dataclass(frozen=True)
class Setting:
    """`server_url`: of a PostgreSQL server; None stands for SQLite."""

    pace: Pace = Pace.USUAL
    server_url: str | None = None

    @property
    def database(self) -> str:
        return POSTGRES if self.server_url else SQLITE

    def of(self, quick: T, usual: T, long: T) -> T:
        """What belongs to the pace."""
        return (quick, usual, long)[self.pace.value]
