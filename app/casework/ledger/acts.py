"""Taking over an old ledger: all of its rows in one act, or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.audit import AuditLine
from app.casework.acts.commands import Result, use_case
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.ledger.checking import Checked, Entry, check_ledger
from app.casework.models import Case, LedgerEntry
from app.casework.models.cases import CaseState
from app.database import db
from app.law.clock import ClockState
from app.law.errors import InvalidInput
from app.law.old_ledgers import was_in_time
from app.office.models import OrgUnit
from app.office.organs import descendants
from app.office.permissions import AtOrgan, Permission
from app.quarantine.workbook import Workbook

SERIES = "-T"  # behind the prefix of the process: an old case is counted apart, and its number says so
FLAG = "历史台账"
MOST_TOLD = 20


@dataclass(frozen=True)
class LedgerFile:
    """An upload that was read. Its text form is its hash, so that commands can be compared by what was sent."""

    filename: str
    hash: str
    workbook: Workbook

    def __str__(self) -> str:
        return self.hash


@use_case("import_ledger")
def import_ledger(
    act: Act, process: str, ledger: LedgerFile, organ_codes: list[str], usual: str = ""
) -> Result:
    """Closed cases, one a row. Raises InvalidInput with the first faults: then nothing was taken over.

    `organ_codes`: whose ledger it may be; `usual`: that of a row which names none.
    """
    of, organs = platform().process(process), _organs(act, organ_codes)
    chosen = next((one for one in organs if one.code == usual), None)
    checked = check_ledger(ledger.workbook, of.ledger, process, organs, chosen, act.today)
    if checked.faults:
        raise InvalidInput(f"有误 {len(checked.faults)} 处，没有导入任何一件", fields=_told(checked))
    for entry in checked.new:
        act.require(Permission.IMPORT_LEDGER, AtOrgan(entry.organ.id))
    units = {organ.id: [organ, *descendants(organ, act.today)] for organ in organs}
    for entry in checked.new:
        _take_over(act, of, entry, ledger, checked.table.sheet, units[entry.organ.id])
    words = f"导入历史台账 {len(checked.new)} 件，已导入过 {len(checked.known)} 件"
    act.audit("ledger.imported", words, unit=organs[0].id, file=ledger.hash, sheet=checked.table.sheet)
    return {"taken_over": len(checked.new), "known": len(checked.known)}


def _told(checked: Checked) -> dict[str, str]:
    return {one.cell or f"第 {one.row} 行": str(one) for one in checked.faults[:MOST_TOLD]}


def _organs(act: Act, codes: list[str]) -> list[OrgUnit]:
    query = select(OrgUnit).where(OrgUnit.code.in_(codes), OrgUnit.valid_on(act.today))
    organs = list(db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code)))
    if not organs:
        raise InvalidInput(fields={"organ": "没有这个机关，请重新选择"})
    for organ in organs:
        act.require(Permission.IMPORT_LEDGER, AtOrgan(organ.id))
    return organs


def _take_over(
    act: Act, process: Process, entry: Entry, ledger: LedgerFile, sheet: str, units: list[OrgUnit]
) -> None:
    case = _case(act, process, entry, units)
    db.session.add(case)
    db.session.flush()
    process.ledger.keep(case, entry.values)
    db.session.add(
        LedgerEntry(
            case_id=case.id, organ_id=entry.organ.id, process=process.key, number=entry.number, told=dict(entry.told),
            filename=ledger.filename, source_hash=ledger.hash, sheet=sheet[:60], row=entry.row, taken_over_at=act.now,
        )
    )  # fmt: skip
    words = f"从历史台账导入：原编号 {entry.number}，{ledger.filename}第 {entry.row} 行"
    act.lines.append(AuditLine("ledger.taken_over", words, "", case.id))


def _case(act: Act, process: Process, entry: Entry, units: list[OrgUnit]) -> Case:
    """A closed case. It never had a run, a clock or a task; how its reply ended is known where the ledger tells it."""
    told: Mapping[str, Any] = entry.values
    in_time = was_in_time(told.get("replied_on"), told.get("due_on"))
    ended = None if in_time is None else ClockState.MET if in_time else ClockState.MISSED
    unit = next((one for one in units if told.get("unit") in (one.name, one.short_name)), None)
    return Case(
        number=numbering.case_number(entry.organ, f"{process.prefix}{SERIES}", told["received_on"].year),
        process=process.key, organ_id=entry.organ.id, handling_unit_id=unit.id if unit else None,
        title=f"{process.ledger.title(told)}（原编号 {entry.number}）", party=process.ledger.party(told), flags=[FLAG],
        state=CaseState.ARCHIVED if told.get("archived_on") else CaseState.CLOSED, outcome=told.get("outcome") or None,
        opened_at=act.now, received_on=told["received_on"], closed_on=told["closed_on"], reply_state=ended,
        archived_on=told.get("archived_on"), retention_years=told.get("retention_years"),
        archive_number=told.get("archive_number") or "",
    )  # fmt: skip
