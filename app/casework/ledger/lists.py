"""Lists of cases as spreadsheets: what the register, the board and 已办 show, whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.platform import platform
from app.casework.ledger.spreadsheet import Row, written
from app.casework.models.cases import STATE_WORDS, CaseState
from app.casework.models.listed import ListedCase, ListedItem
from app.casework.work.steps_now import steps_of
from app.law.clock import ClockState
from app.law.errors import RuleViolation

MOST = 100_000  # rows of one spreadsheet
COLUMNS = (
    ("编号", 18), ("业务", 12), ("标题", 44), ("当事人", 20), ("机关", 24), ("承办单位", 18), ("收到日期", 12),
    ("届满日", 12), ("状态", 10), ("当前环节", 18), ("处理结果", 26), ("是否按期", 10), ("办结日期", 12),
    ("归档日期", 12), ("标记", 16),
)  # fmt: skip
OF_ITEMS = (("环节", 18), ("办理时间", 18), ("办理结果", 14))
IN_TIME: Mapping[str | None, str] = {ClockState.MET: "按期", ClockState.MISSED: "逾期"}


class ListTooLong(RuleViolation):
    """More rows than one spreadsheet is made of."""

    code = "list_too_long"
    message = f"超过 {MOST:,} 件，没有导出；请用收到日期等条件分几次导出"
    status = 422


@use_case("export_list")
def export_list(act: Act, title: str, narrowed: str, rows: int, hash: str) -> Result:
    """A list leaves the system: which, narrowed to what, how many rows, and the hash of the file."""
    words = f"导出“{title}”{rows} 行" + (f"（{narrowed}）" if narrowed else "")
    act.audit("list.exported", words, file=hash)
    return {"rows": rows}


class CaseSheet:
    """The spreadsheet of a list of cases; `rows`: how many went in."""

    def __init__(self) -> None:
        self.rows = 0

    def of_cases(self, title: str, batches: Iterable[Sequence[ListedCase]]) -> bytes:
        """Raises ListTooLong."""
        return written([(title, COLUMNS, self._counted(_case_rows(batches)))])

    def of_items(self, title: str, batches: Iterable[Sequence[ListedItem]]) -> bytes:
        """Raises ListTooLong."""
        return written([(title, (*COLUMNS, *OF_ITEMS), self._counted(_item_rows(batches)))])

    def _counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.rows += 1
            if self.rows > MOST:
                raise ListTooLong()
            yield row


def _case_rows(batches: Iterable[Sequence[ListedCase]]) -> Iterator[Row]:
    for batch in batches:
        steps = steps_of(case.id for case in batch if case.is_open)
        for case in batch:
            yield _row(case, steps.get(case.id, ""))


def _item_rows(batches: Iterable[Sequence[ListedItem]]) -> Iterator[Row]:
    for batch in batches:
        steps = steps_of(item.case.id for item in batch if item.case.is_open)
        for item in batch:
            yield [*_row(item.case, steps.get(item.case.id, "")), item.title, item.done_at, item.outcome]


def _row(case: ListedCase, step: str) -> list[Any]:
    process = platform().process(case.process)
    return [
        case.number, process.title, case.title, case.party, case.organ_name, case.handling_unit_short_name,
        case.received_on, case.due_on, STATE_WORDS[CaseState(case.state)], step,
        process.words.outcomes.get(case.outcome or "", ""), IN_TIME.get(case.reply_state, ""), case.closed_on,
        case.archived_on, "、".join(case.flags),
    ]  # fmt: skip
