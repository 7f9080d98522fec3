"""A ledger's file, before anything is done with it: an xlsx without macros, read in the quarantine."""

from app.casework.ledger.acts import LedgerFile
from app.casework.ledger.sheets import LedgerRefused, read_sheets
from app.casework.papers.upload_kinds import FACTS, FileKind
from app.casework.papers.uploads import CheckedUpload, check_upload, turn

ONLY = frozenset({FileKind.XLSX})


def read_ledger(filename: str, data: bytes, limit: int) -> LedgerFile:
    """Check and read a file. Raises FileRefused, LedgerRefused, TooManyAtOnce."""
    with turn() as mine:
        upload = check_upload(filename, data, allowed=ONLY, limit=limit, mine=mine)
        refuse_active(upload)
        return LedgerFile(upload.filename, upload.hash, read_sheets(upload.data, mine))


def read_upload(upload: CheckedUpload) -> LedgerFile:
    """Read a file that was checked when it was chosen. Raises LedgerRefused, TooManyAtOnce."""
    if upload.media_type != FACTS[FileKind.XLSX].media_type:
        raise LedgerRefused(f"“{upload.filename}”不是 Excel 表格（xlsx）")
    refuse_active(upload)
    with turn() as mine:
        return LedgerFile(upload.filename, upload.hash, read_sheets(upload.data, mine))


def refuse_active(upload: CheckedUpload) -> None:
    """Macros have no place in a ledger. Raises LedgerRefused."""
    if upload.has_active_content:
        raise LedgerRefused(f"“{upload.filename}”中有宏或者引用外部内容，没有导入；请另存为不含宏的 xlsx")
