"""Connections to PostgreSQL: what was prepared there stays prepared (decision 0122).

psycopg lets the server prepare a statement that comes often, and has all of them thrown away at every ROLLBACK, in case
the transaction had made a table that is gone now. Every page ends with a ROLLBACK, as it has written nothing, so each
page had each of its statements planned anew, which took longer than to run them. The server itself keeps what is
prepared when a transaction is rolled back, and plans it anew when a table has changed.
"""

from select import POLLIN, poll
from typing import Any

import psycopg
from psycopg._preparing import PrepareManager
from psycopg.pq import TransactionStatus


class Connection(psycopg.Connection[Any]):
    """Keeps what is prepared over a ROLLBACK. After an error, a DROP or an ALTER it begins anew, as psycopg does: so a
    statement that a migration beside it has made unusable fails once."""

    def rollback(self) -> None:
        if self.info.transaction_status != TransactionStatus.INTRANS:
            super().rollback()
            return
        prepared, self._prepared = self._prepared, PrepareManager()
        try:
            super().rollback()
        finally:
            self._prepared = prepared

    def has_hung_up(self) -> bool:
        """Whether the server has ended this connection while it rested: what it said last, or its end, lies unread."""
        if self.closed:
            return True
        unread = poll()
        unread.register(self.fileno(), POLLIN)
        return bool(unread.poll(0))
