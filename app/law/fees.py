"""The information processing fee (信息处理费, 国办函〔2020〕109号): progressive, by case or by page, in yuan.

By case the count runs over one applicant's cases of a calendar month. Postage is not charged again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.law.errors import InvalidInput
from app.law.parameters import Parameters


@dataclass(frozen=True)
class FeeLine:
    """One step of the scale: how many units at which price."""

    first: int
    last: int
    price: int

    @property
    def amount(self) -> int:
        return (self.last - self.first + 1) * self.price


@dataclass(frozen=True)
class Fee:
    """The amount in yuan and how it comes about."""

    units: int
    lines: tuple[FeeLine, ...]

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)


def fee_by_cases(cases: int, parameters: Parameters) -> Fee:
    """For so many cases of one applicant in one calendar month."""
    return _fee(cases, parameters.value("fee_case_tiers"))


def fee_by_pages(pages: int, parameters: Parameters) -> Fee:
    """For so many pages of one request."""
    return _fee(pages, parameters.value("fee_page_tiers"))


def _fee(units: int, tiers: list[Mapping[str, Any]]) -> Fee:
    if units < 0:
        raise InvalidInput("计费数量不能小于0")
    lines: list[FeeLine] = []
    for tier in tiers:
        lines += _lines_of(tier, units)
    return Fee(units, tuple(lines))


def _lines_of(tier: Mapping[str, Any], units: int) -> list[FeeLine]:
    """One line, or one per step where the price rises every so many units."""
    lines: list[FeeLine] = []
    first, price = tier["from"], tier["yuan"]
    end = min(tier.get("to") or units, units)
    step = tier.get("step_cases") or max(1, end - first + 1)
    while first <= end:
        last = min(first + step - 1, end)
        lines.append(FeeLine(first, last, price))
        first, price = last + 1, price + tier.get("step_yuan", 0)
    return lines
