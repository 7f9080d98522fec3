"""What is known of a case: what its process has recorded, or, of one from an old ledger, what that ledger says."""

from collections.abc import Sequence

from app.casework.contract.platform import platform
from app.casework.contract.rows import Fact
from app.casework.ledger.acts import FLAG
from app.casework.models import Case, LedgerEntry
from app.database import db

WIDE = 24  # signs from which on a value takes the whole line


def facts_of(case: Case) -> Sequence[Fact]:
    """The facts of the case page and of the case file; by its hash the old ledger's file is known again."""
    entry = db.session.get(LedgerEntry, case.id) if FLAG in case.flags else None
    if entry is None:
        return platform().process(case.process).case_page.facts(case)
    told = [Fact(head, words, wide=len(words) > WIDE) for head, words in entry.told.items()]
    source = f"{entry.filename}，工作表“{entry.sheet}”第 {entry.row} 行；台账未写的内容，本系统也不掌握"
    return [
        *told,
        Fact("来源", source, wide=True),
        Fact("台账文件指纹（SHA-256）", entry.source_hash, wide=True),
    ]
