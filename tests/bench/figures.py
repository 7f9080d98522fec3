"""What a benchmark finds: named figures, held against the one table of goals, and how they are taken from samples."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench.goals import Goal, goal_of

FEWEST_FOR_P95 = 20  # below that the 95th of a hundred is the largest of all


@dataclass(frozen=True)
class Figure:
    """One figure. Its limit is the goal of its name (`tests.bench.goals`); without one it is only printed."""

    name: str
    title: str
    value: float
    unit: str
    note: str = ""
    database: str = ""

    @property
    def goal(self) -> Goal | None:
        return goal_of(self.name, self.database)

    @property
    def is_good(self) -> bool:
        return self.goal is None or self.goal.is_reached(self.value)

    def row(self) -> list[str]:
        """Title, value, limit, verdict and note, for the table."""
        verdict = "" if self.goal is None else ("ok" if self.is_good else "FAILED")
        title = f"{self.title} ({self.database})" if self.database else self.title
        return [title, shown(self.value, self.unit), str(self.goal or ""), verdict, self.note]

    def to_mapping(self) -> dict[str, Any]:
        """For the JSON file."""
        found = {"name": self.name, "title": self.title, "value": round(self.value, 3), "unit": self.unit,
                 "database": self.database, "goal": str(self.goal or ""), "note": self.note}  # fmt: skip
        return {**{key: value for key, value in found.items() if value != ""}, "good": self.is_good}


def shown(value: float, unit: str) -> str:
    """Three digits that count, and the unit."""
    return f"{value:.3g} {unit}".strip() if abs(value) < 100 else f"{value:.0f} {unit}".strip()


@dataclass
class Samples:
    """What some equal acts took, in milliseconds: on the wall, and of processor time on every side but the client's."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.wall)

    def add(self, others: "Samples") -> None:
        self.wall += others.wall
        self.cpu += others.cpu


def median(samples: Sequence[float]) -> float:
    return statistics.median(samples)


def percentile(samples: Sequence[float], share: float = 0.95) -> float:
    """The smallest sample that `share` of all do not exceed (nearest rank)."""
    return sorted(samples)[max(0, math.ceil(share * len(samples)) - 1)]


def spread(samples: Sequence[float]) -> str:
    """p95 31.2 of 80; of few samples the greatest, by its own name."""
    if len(samples) < FEWEST_FOR_P95:
        return f"greatest {max(samples):.1f} of {len(samples)}"
    return f"p95 {percentile(samples):.1f} of {len(samples)}"


def processor_time(name: str, title: str, samples: Samples, note: str = "", database: str = "") -> Figure:
    """The median of processor time, with what it took on the wall."""
    wall = f"{spread(samples.cpu)}; wall {median(samples.wall):.1f}, {spread(samples.wall)}"
    return Figure(name, title, median(samples.cpu), "ms CPU", "; ".join(filter(None, (wall, note))), database)


def milliseconds(name: str, title: str, samples: Sequence[float], note: str = "") -> Figure:
    """A median of milliseconds, with its p95."""
    return Figure(name, title, median(samples), "ms", "; ".join(filter(None, (spread(samples), note))))


def ratio(name: str, title: str, ours: Samples, base: Samples, database: str = "") -> Figure:
    """Processor time by processor time; the same on the wall stands beside, where a slow disk hides the application."""
    wall = median(ours.wall) / median(base.wall)
    note = f"wall {wall:.2f} ×; {median(ours.cpu):.1f} by {median(base.cpu):.1f} ms CPU"
    return Figure(name, title, median(ours.cpu) / median(base.cpu), "×", note, database)
