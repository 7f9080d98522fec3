"""How days stand in old ledgers (台账) that were kept by hand in a spreadsheet, and what their order must be.

A day is read only where its writing has one meaning; anything else is asked back, never guessed.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta

ORDER = ("received_on", "replied_on", "closed_on", "archived_on")
"""The days of a finished matter, in the order in which they can follow each other."""
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)
_WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s]\s*[\d:.]+)?")
_JOINED = re.compile(r"(\d{4})(\d{2})(\d{2})")


class UnreadableDay(ValueError):
    """A writing that means no day, or more than one."""


def day_of(written: str | float, *, counts_from_1904: bool = False) -> date:
    """The day that a cell means: 2019-03-05, 2019/3/5, 2019.3.5, 2019年3月5日, 20190305, or a spreadsheet's own number.

    `counts_from_1904`: the workbook's setting for such numbers. Raises UnreadableDay.
    """
    if isinstance(written, (int, float)):
        return _of_number(written, _EPOCH_1904 if counts_from_1904 else _EPOCH)
    text = unicodedata.normalize("NFKC", written).strip()
    found = _WRITTEN.fullmatch(text) or _JOINED.fullmatch(text)
    if found is None:
        raise UnreadableDay(written)
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise UnreadableDay(written) from error


def _of_number(number: float, epoch: date) -> date:
    """20190305 is a day that was typed as a number; a smaller one counts days, its fraction is a time of day."""
    if not math.isfinite(number):
        raise UnreadableDay(number)
    if number == int(number) and (joined := _JOINED.fullmatch(str(int(number)))):
        try:
            return date(*(int(part) for part in joined.groups()))
        except ValueError as error:
            raise UnreadableDay(number) from error
    if not (_EARLIEST - epoch).days <= number < (_LATEST - epoch).days + 1:
        raise UnreadableDay(number)
    return epoch + timedelta(days=int(number))


def faults_of_order(
    days: Mapping[str, date | None], titles: Mapping[str, str], today: date
) -> dict[str, str]:
    """What is wrong with the days of one row, by field: none lies in the future, none before what it follows."""
    faults: dict[str, str] = {}
    before: tuple[str, date] | None = None
    for name in ORDER:
        day = days.get(name)
        if day is None:
            continue
        if day > today:
            faults[name] = f"{titles[name]}不应晚于今天"
        elif before is not None and day < before[1]:
            faults[name] = f"{titles[name]}不应早于{titles[before[0]]}（{before[1].isoformat()}）"
        before = (name, day)
    return faults


def was_in_time(replied_on: date | None, due_on: date | None) -> bool | None:
    """Whether the reply came in time, where the ledger tells both days; otherwise nobody can say."""
    return None if replied_on is None or due_on is None else replied_on <= due_on
