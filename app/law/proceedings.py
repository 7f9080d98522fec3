"""行政复议 and 行政诉讼 about a reply: their kinds, how they end, where the annual report counts them.

国办公开办函〔2021〕30号, table four: three blocks (复议、未经复议直接起诉、复议后起诉), each in
维持、纠正、其他、尚未审结.
How a ruling is counted follows from what it says, never from a second entry.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.law.errors import DayOutOfRange, InvalidInput, RuleViolation
from app.law.stated_days import faults_of_days

FULL_WIDTH_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
BRACKETS = str.maketrans("〔［[【(（", "((((((") | str.maketrans("〕］]】)）", "))))))")


class Proceeding(StrEnum):
    """The three blocks of the table. Values are stored, so never renamed."""

    RECONSIDERATION = "reconsideration"
    LITIGATION_DIRECT = "litigation_direct"
    LITIGATION_AFTER = "litigation_after_reconsideration"


WORDS: Mapping[Proceeding, str] = {
    Proceeding.RECONSIDERATION: "行政复议",
    Proceeding.LITIGATION_DIRECT: "行政诉讼（未经复议直接起诉）",
    Proceeding.LITIGATION_AFTER: "行政诉讼（复议后起诉）",
}


class Cell(StrEnum):
    """The columns of each block."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER = "other"
    PENDING = "pending"


CELL_WORDS: Mapping[Cell, str] = {
    Cell.UPHELD: "结果维持", Cell.CORRECTED: "结果纠正", Cell.OTHER: "其他结果", Cell.PENDING: "尚未审结",
}  # fmt: skip


@dataclass(frozen=True)
class Ruling:
    """One way in which it ends: its words, its column, and whether the organ has to reply anew."""

    title: str
    cell: Cell
    reopens: bool = False


REPLY_ORDERED = "reply_ordered"
"""After silence, or where a part was left unanswered: nothing is set aside."""
RULINGS: Mapping[str, Ruling] = {
    "maintained": Ruling("维持", Cell.UPHELD),
    "claim_rejected": Ruling("驳回复议请求、诉讼请求", Cell.UPHELD),
    "revoked": Ruling("撤销", Cell.CORRECTED, reopens=True),
    "redo_ordered": Ruling("撤销并责令重新答复", Cell.CORRECTED, reopens=True),
    REPLY_ORDERED: Ruling("责令在期限内答复", Cell.CORRECTED, reopens=True),
    "changed": Ruling("变更", Cell.CORRECTED),
    "found_unlawful": Ruling("确认违法", Cell.CORRECTED),
    "not_accepted": Ruling("不予受理、驳回申请或者起诉", Cell.OTHER),
    "ended": Ruling("申请人撤回，终止审理", Cell.OTHER),
    "settled": Ruling("调解、和解结案", Cell.OTHER),
}
"""复议法第六十四条至第六十九条、行诉法第六十九条至第七十七条 in the words of the office; stored by their key."""


class NoReconsiderationOnRecord(InvalidInput):
    """A suit after reconsideration follows a reconsideration that was decided."""

    code = "no_reconsideration_on_record"
    message = "没有已经审结的行政复议记录，不能登记为“复议后起诉”"


class EnteredTwice(InvalidInput):
    """The same reconsideration or suit stands on record already: it would count twice in the annual report."""

    code = "entered_twice"


class NothingToRedo(RuleViolation):
    """Only a ruling that sets the reply aside or orders one makes the office reply anew."""

    code = "nothing_to_redo"
    message = "这一结果没有撤销原答复，也没有责令答复，不需要重新答复"


@dataclass(frozen=True)
class Known:
    """What of an entry counts: its block and its ruling, empty while it is not decided."""

    kind: str
    ruling: str = ""

    @property
    def cell(self) -> Cell:
        """Its column; what is not decided is pending."""
        return RULINGS[self.ruling].cell if self.ruling else Cell.PENDING


def check_kind(kind: str, others: Sequence[Known]) -> None:
    """复议后起诉 needs a decided reconsideration. Raises NoReconsiderationOnRecord beside the field."""
    decided = any(one.kind == Proceeding.RECONSIDERATION and one.ruling for one in others)
    if kind == Proceeding.LITIGATION_AFTER and not decided:
        raise NoReconsiderationOnRecord(fields={"kind": NoReconsiderationOnRecord.message})


@dataclass(frozen=True)
class Begun:
    """What tells one proceeding from another; `number` is that of its entry."""

    number: int
    kind: str
    body: str
    docket: str
    applied_on: date


def plain_digits(text: str) -> str:
    """A docket with the digits of a plain keyboard; its brackets stay as the court writes them."""
    return text.translate(FULL_WIDTH_DIGITS)


def check_not_entered(kind: str, body: str, docket: str, applied_on: date, others: Sequence[Begun]) -> None:
    """The same docket of the same body, or without one the same day, is the same proceeding. Raises EnteredTwice."""
    for one in others:
        if (one.kind, _key(one.body)) != (kind, _key(body)):
            continue
        dockets = {_key(one.docket), _key(docket)}
        if len(dockets) == 1 and "" not in dockets:
            raise EnteredTwice(
                fields={"docket": f"这一案号已经登记为第 {one.number} 条，请在该条登记结果或者更正"}
            )
        if "" in dockets and one.applied_on == applied_on:
            words = f"同一机关、同一日期的已经登记为第 {one.number} 条；确属另一案件的，两条都须写明案号"
            raise EnteredTwice(fields={"applied_on": words})


def _key(text: str) -> str:
    """Full-width signs, kinds of brackets and blanks make no other name or number."""
    return "".join(unicodedata.normalize("NFKC", text).translate(BRACKETS).split())


def redo_counted_from(kind: str, got_on: date, effective_on: date | None) -> date:
    """The day from which an order to reply anew is counted: that of its receipt, or, where the judgment counts from
    its taking effect (行政诉讼法第八十五条: a first instance only when nobody appealed in time), that day."""
    return effective_on if takes_effect_later(kind) and effective_on is not None else got_on


def takes_effect_later(kind: str) -> bool:
    """A judgment; a decision of reconsideration takes effect when it is served (行政复议法第七十五条)."""
    return kind != Proceeding.RECONSIDERATION


def check_takes_effect(kind: str, effective_on: date | None) -> None:
    """行政复议法第七十五条: a decision takes effect when it is served. Raises InvalidInput for another day."""
    if effective_on is not None and not takes_effect_later(kind):
        raise InvalidInput(fields={"effective_on": "行政复议决定书一经送达即发生法律效力，不填生效日期"})


def check_days_of_application(applied_on: date, told_on: date, *, arrived_on: date, today: date) -> None:
    """Not before the request itself, told not before applied for, nothing in the future. Raises DayOutOfRange."""
    _refuse(
        faults_of_days({"applied_on": applied_on}, today, since=arrived_on, of="收到申请的日期"),
        faults_of_days({"told_on": told_on}, today, since=applied_on, of="申请、起诉的日期"),
    )


def check_days_of_ruling(
    ruled_on: date,
    got_on: date,
    party_got_on: date | None,
    *,
    applied_on: date,
    today: date,
    effective_on: date | None = None,
) -> None:
    """Ruled after it was applied for, received after it was ruled. Raises DayOutOfRange."""
    since_ruling = {"got_on": got_on, "party_got_on": party_got_on, "effective_on": effective_on}
    _refuse(
        faults_of_days({"ruled_on": ruled_on}, today, since=applied_on, of="申请、起诉的日期"),
        faults_of_days(since_ruling, today, since=ruled_on, of="作出的日期"),
    )


def _refuse(*found: Mapping[str, str]) -> None:
    faults = {name: words for faults in found for name, words in faults.items()}
    if faults:
        raise DayOutOfRange(fields=faults)


def check_reopens(ruling: str) -> None:
    """A new reply is owed. Raises NothingToRedo."""
    if not ruling or not RULINGS[ruling].reopens:
        raise NothingToRedo


def table_four(known: Sequence[Known]) -> dict[Proceeding, dict[Cell, int]]:
    """The fifteen cells without the totals: block → column → how many."""
    return {
        block: {cell: sum(one.kind == block and one.cell is cell for one in known) for cell in Cell}
        for block in Proceeding
    }
