"""What a benchmark finds: named figures, some of them with a limit, and how they are taken from samples."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One figure. `most` and `least` are its limits, both included; without one it is only printed."""

    name: str
    title: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def is_good(self) -> bool:
        above = self.most is not None and self.value > self.most
        return not above and not (self.least is not None and self.value < self.least)

    @property
    def limit(self) -> str:
        """≤ 6, ≥ 5, or nothing."""
        if self.most is not None:
            return f"≤ {self.most:g}"
        return f"≥ {self.least:g}" if self.least is not None else ""

    def row(self) -> list[str]:
        """Title, value, limit, verdict and note, for the table."""
        verdict = "" if not self.limit else ("ok" if self.is_good else "FAILED")
        return [self.title, f"{self.value:.3g} {self.unit}" if self.value < 100 else f"{self.value:.0f} {self.unit}",
                self.limit, verdict, self.note]  # fmt: skip

    def to_mapping(self) -> dict[str, Any]:
        """For the JSON file; unlimited sides are left out."""
        kept = {key: value for key, value in asdict(self).items() if value not in (None, "")}
        return {**kept, "value": round(self.value, 3), "good": self.is_good}


def median(samples: Sequence[float]) -> float:
    return statistics.median(samples)


def percentile(samples: Sequence[float], share: float = 0.95) -> float:
    """The value that `share` of the samples do not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def quietest(blocks: Sequence[Sequence[float]], share: float = 0.95) -> float:
    """The lowest p95 of several blocks: neighbours on the machine disturb some of them, never help."""
    return min(percentile(block, share) for block in blocks)


def milliseconds(name: str, title: str, samples: Sequence[float], note: str = "") -> Figure:
    """A median that is only printed, with its p95."""
    note = f"p95 {percentile(samples):.1f} ms" + (f"; {note}" if note else "")
    return Figure(name, title, median(samples), "ms", note=note)
