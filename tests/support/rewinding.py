"""A PostgreSQL database that goes back to how it was prepared, table by table.

A copy of the template costs as much as a test: some 950 files, made and dropped. A test writes into a dozen tables.
PostgreSQL counts for each table what was written, also by transactions that were rolled back, and a connection hands
its counts in before it is gone. So, with all connections gone, the tables whose counts have moved are emptied, made
as small as new ones (VACUUM) and filled with the rows as they were prepared, in the order in which they lay. What
changes the catalogue (a migration, TRUNCATE) is written into tables, too, and makes a copy necessary.
"""

from dataclasses import dataclass, field
from typing import Any

import psycopg
import sqlalchemy as sa

FIRST_VERSION = 150000  # of PostgreSQL that counts in shared memory: no count is on its way any more
TABLES = "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = 'public'"
COUNTS = """
SELECT schemaname || '.' || relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_all_tables
WHERE schemaname = 'public' OR schemaname = 'pg_catalog'
AND relname <> 'pg_statistic' AND relid NOT IN (SELECT oid FROM pg_class WHERE relisshared)
"""
OTHERS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
A_MOMENT = "SELECT pg_sleep(0.002)"
SEQUENCES = """
SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences
WHERE schemaname = 'public'
"""
SET = "SELECT setval(quote_ident(%s)::regclass, %s, %s)"
# not counted, no foreign key asked, no trigger fired: the rows come back as they were
AS_IT_WAS = "SET track_counts = off; SET session_replication_role = replica"


@dataclass
class Rewinding:
    """One database: `keep` once, `copied` after each copy of its template; `rewind` says whether that sufficed."""

    url: str
    _rows: dict[str, bytes] = field(default_factory=dict, repr=False)
    """By table, as COPY writes them."""
    _sequences: dict[str, tuple[int, bool]] = field(default_factory=dict, repr=False)
    _counts: dict[str, int] = field(default_factory=dict, repr=False)

    def keep(self) -> None:
        """Read every row and every sequence, when the database is prepared."""
        with self._connection() as connection:
            for (table,) in connection.execute(TABLES).fetchall():
                with connection.cursor().copy(f"COPY {table} TO STDOUT") as rows:  # type: ignore[arg-type]
                    self._rows[table] = b"".join(map(bytes, rows))
            self._sequences = _sequences(connection)

    def copied(self) -> None:
        """The database is a new copy: count from here."""
        with self._connection() as connection:
            self._counts = _counts(connection)

    def rewind(self) -> bool:
        """Whether the database is as it was kept. If not, a copy has to be made, and told (`copied`)."""
        with self._connection() as connection:
            while connection.execute(OTHERS).fetchone() != (0,):
                connection.execute(A_MOMENT)
            counts = _counts(connection)
            changed = [table for table, count in counts.items() if count != self._counts.get(table)]
            if connection.info.server_version < FIRST_VERSION or not self._rows.keys() >= set(changed):
                return False
            connection.execute(AS_IT_WAS)
            self._write_anew(connection, changed)
            for name, now in _sequences(connection).items():
                if now != self._sequences[name]:
                    connection.execute(SET, (name, *self._sequences[name]))
            self._counts = counts
        return True

    def _write_anew(self, connection: psycopg.Connection[Any], tables: list[str]) -> None:
        if not tables:
            return
        connection.execute(";".join(f"DELETE FROM {table}" for table in tables))  # type: ignore[arg-type]
        connection.execute(f"VACUUM {', '.join(tables)}")  # type: ignore[arg-type]
        for table in tables:
            if rows := self._rows[table]:
                with connection.cursor().copy(f"COPY {table} FROM STDIN") as into:  # type: ignore[arg-type]
                    into.write(rows)

    def _connection(self) -> psycopg.Connection[Any]:
        url = sa.make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(url, autocommit=True)


def _counts(connection: psycopg.Connection[Any]) -> dict[str, int]:
    return dict(connection.execute(COUNTS).fetchall())


def _sequences(connection: psycopg.Connection[Any]) -> dict[str, tuple[int, bool]]:
    return {name: (value, is_called) for name, value, is_called in connection.execute(SEQUENCES)}
