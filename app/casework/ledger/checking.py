"""试导入: what a ledger would bring, and what is wrong with it, row by row and cell by cell. Writes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marshmallow import Schema
from sqlalchemy import select

from app.casework.contract.forms import load_schema
from app.casework.contract.ledger import Ledger
from app.casework.ledger.sheets import LedgerRefused, Table, as_text, find_table, letters_of, typed
from app.casework.models import Case, LedgerEntry
from app.database import db
from app.law.errors import InvalidInput
from app.law.old_ledgers import ORDER, faults_of_order
from app.office.models import OrgUnit
from app.quarantine.workbook import SheetRow, Workbook

MOST_FAULTS = 200  # that are told; how many there are is told as well
ONE_CELL = "合并单元格{area}：每件须单独一行，请取消合并并逐行填写"


@dataclass(frozen=True)
class Fault:
    """What is wrong: the row, and the cell where it is one cell."""

    row: int
    cell: str
    head: str
    message: str

    def __str__(self) -> str:
        where = f"第 {self.row} 行" + (f"“{self.head}”（{self.cell}）" if self.cell else "")
        return f"{where}：{self.message}"


@dataclass(frozen=True)
class Entry:
    """One good row: checked values, and its words by the head of each column."""

    row: int
    organ: OrgUnit
    values: Mapping[str, Any]
    told: Mapping[str, str]

    @property
    def number(self) -> str:
        return str(self.values["number"])


@dataclass
class Checked:
    """`new` may be taken over; `known` (old number → number of the case) came before, with the same words."""

    table: Table
    new: list[Entry] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """One sentence."""
        parts = [f"可导入 {len(self.new)} 件"]
        parts += [f"以前已导入、没有变化 {len(self.known)} 件"] if self.known else []
        parts += [f"有误 {len({one.row for one in self.faults})} 行"] if self.faults else []
        return "，".join(parts)


def check_ledger(
    workbook: Workbook,
    ledger: Ledger,
    process: str,
    organs: Sequence[OrgUnit],
    usual: OrgUnit | None,
    today: date,
) -> Checked:
    """Every row against its schema, its days, the organs that may be named (`usual`: where a row names none).

    Raises LedgerRefused for a file that is no ledger.
    """
    if ledger.schema is None:
        raise LedgerRefused("这项业务没有台账")
    schema = ledger.schema()
    table = find_table(workbook, schema)
    checked, reading = Checked(table), _Reading(ledger, schema, table, organs, usual, today)
    for row in table.rows:
        entry, faults = reading.read(row)
        checked.faults += faults
        if entry is not None:
            checked.new.append(entry)
    _sort_out_known(checked, process)
    return checked


@dataclass
class _Reading:
    ledger: Ledger
    schema: Schema
    table: Table
    organs: Sequence[OrgUnit]
    usual: OrgUnit | None
    today: date
    seen: dict[tuple[int, str], int] = field(default_factory=dict)

    def read(self, row: SheetRow) -> tuple[Entry | None, list[Fault]]:
        data, problems = typed(self.table, row, self.schema, self.ledger.means)
        if area := self.table.merged.get(row.number):
            return None, [Fault(row.number, "", "", ONE_CELL.format(area=area))]
        values, wrong = self._load({**data, **dict.fromkeys(problems, "")})
        problems = {**wrong, **problems}
        organ = self._organ(data.get("organ", ""), problems)
        if problems or values is None or organ is None:
            return None, [self._fault(row, name, words) for name, words in problems.items()]
        return self._once(row, Entry(row.number, organ, values, self._told(row)))

    def _load(self, data: dict[str, Any]) -> tuple[dict[str, Any] | None, dict[str, str]]:
        try:
            values = load_schema(self.schema, data)
        except InvalidInput as refused:
            return None, dict(refused.fields)
        titles = {
            name: self.schema.fields[name].metadata["title"] for name in ORDER if name in self.schema.fields
        }
        return values, faults_of_order({name: values.get(name) for name in ORDER}, titles, self.today)

    def _organ(self, words: str, problems: dict[str, str]) -> OrgUnit | None:
        if not words and self.usual is not None:
            return self.usual
        found = [one for one in self.organs if words in (one.code, one.name, one.short_name)]
        if not words:
            problems["organ"] = "请写明是哪个机关的办件"
        elif not found:
            problems["organ"] = f"没有名为“{words}”的机关，或者您不能导入它的台账"
        return found[0] if found else None

    def _once(self, row: SheetRow, entry: Entry) -> tuple[Entry | None, list[Fault]]:
        before = self.seen.setdefault((entry.organ.id, entry.number), row.number)
        if before != row.number:
            return None, [self._fault(row, "number", f"与第 {before} 行的编号相同")]
        return entry, []

    def _told(self, row: SheetRow) -> dict[str, str]:
        fields = self.schema.fields.items()
        cells = {name: row.cells.get(self.table.columns.get(name, 0), "") for name, _field in fields}
        return {one.metadata["title"]: as_text(cells[name]) for name, one in fields if cells[name] != ""}

    def _fault(self, row: SheetRow, name: str, words: str) -> Fault:
        column = self.table.columns.get(name, 0)
        one = self.schema.fields.get(name)
        cell = f"{letters_of(column)}{row.number}" if column else ""
        return Fault(row.number, cell, one.metadata["title"] if one else name, words)


def _sort_out_known(checked: Checked, process: str) -> None:
    """What came before with the same words changes nothing; with others it is a fault: a record is not rewritten."""
    before = {(one.organ_id, one.number): one for one in _before(checked.new, process)}
    new = []
    for entry in checked.new:
        known = before.get((entry.organ.id, entry.number))
        if known is None:
            new.append(entry)
        elif known.told == entry.told:
            checked.known[entry.number] = known.case.number
        else:
            heads = [
                head for head in {**known.told, **entry.told} if known.told.get(head) != entry.told.get(head)
            ]
            words = f"编号“{entry.number}”已导入为 {known.case.number}，这次不同的列：{'、'.join(heads)}"
            words += "；已导入的办件不能用导入修改"
            checked.faults.append(Fault(entry.row, "", "", words))
    checked.new = new


def _before(entries: Sequence[Entry], process: str, at_once: int = 500) -> Iterator[LedgerEntry]:
    numbers = [entry.number for entry in entries]
    for start in range(0, len(numbers), at_once):
        query = select(LedgerEntry).join(Case, Case.id == LedgerEntry.case_id)
        part = LedgerEntry.number.in_(numbers[start : start + at_once])
        yield from db.session.scalars(query.where(LedgerEntry.process == process, part))
