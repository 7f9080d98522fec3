"""What a list of the board is narrowed to, in words."""

from collections.abc import Sequence

from app.board import reach
from app.board.closed import band_words
from app.board.wanted import NOBODY, Wanted, monday
from app.law.periods import first_day
from app.office.present_forms import Form, forms_on
from app.web.access import current_standing


def filter_words(wanted: Wanted, organs: Sequence[Form], processes: Sequence[tuple[str, str]]) -> str:
    """Process, organ, hands and time; empty for the whole list."""
    words = [title for key, title in processes if key == wanted.process]
    words += [organ.name for organ in organs if organ.code == wanted.organ]
    return "；".join(words + _hands(wanted) + _time(wanted))


def _hands(wanted: Wanted) -> list[str]:
    words = []
    if wanted.unit:
        words.append(f"承办单位：{forms_on(current_standing().on).name_of(wanted.unit) or '未知'}")
    if wanted.person == NOBODY:
        words.append("尚未认领")
    elif wanted.person:
        words.append(f"经办人：{reach.name_of_person(int(wanted.person)) or '不在查看范围内'}")
    return words


def _time(wanted: Wanted) -> list[str]:
    words = []
    if begun := monday(wanted.week):
        words.append(f"{begun:%m-%d} 一周内到期")
    if wanted.days:
        words.append(f"近 12 个月办结，用时{band_words(int(wanted.days))}")
    if month := first_day(wanted.month):
        words.append(f"{month.year} 年 {month.month} 月办结")
    return words
