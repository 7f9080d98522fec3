"""Whether an error says that database or disk cannot serve just now: then everybody is told so (503), not "failed"."""

import errno

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

FULL = "磁盘已满，暂时不能保存"
AWAY = "数据库暂时不能使用"
BUSY = "系统正忙，这次没有办成"
FULL_NUMBERS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
FULL_CODES = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR")
AWAY_CODES = ("SQLITE_CANTOPEN", "SQLITE_BUSY", "SQLITE_NOTADB")
FULL_STATES = ("53100", "25006")  # disk_full, read_only_sql_transaction (PostgreSQL, appendix A)
BUSY_STATES = ("55P03", "57014")  # lock_not_available, query_canceled: by the limits of app.postgresql
NO_CONNECTION = ("OperationalError", "ConnectionTimeout")
AWAY_STATES = ("08", "53", "57P")  # connection exceptions, insufficient resources, shut down or starting


def words_of_outage(error: BaseException | None) -> str:
    """What is the matter, in words for everybody; nothing for any other error."""
    if isinstance(error, OSError):
        return FULL if error.errno in FULL_NUMBERS else ""
    if isinstance(error, PoolTimeout):
        return AWAY
    if not isinstance(error, DBAPIError):
        return ""
    name, state = str(getattr(error.orig, "sqlite_errorname", "")), _state_of(error)
    if name.startswith(FULL_CODES) or state in FULL_STATES:
        return FULL
    if state in BUSY_STATES:
        return BUSY
    is_away = name.startswith(AWAY_CODES) or state.startswith(AWAY_STATES) or error.connection_invalidated
    return AWAY if is_away or _has_no_connection(error, name, state) else ""


def _state_of(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def _has_no_connection(error: DBAPIError, name: str, state: str) -> bool:
    """PostgreSQL's driver gives no state when it reached nobody."""
    return type(error.orig).__name__ in NO_CONNECTION and not name and not state
