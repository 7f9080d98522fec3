"""Indexes are built once over all rows, not kept up row by row: a large county is written in half of the time.

What a constraint stands on (keys, unique columns) stays where it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

OF_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN :tables"
OF_POSTGRES = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename IN :tables"
    " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
)
MEMORY = "SET LOCAL maintenance_work_mem = '256MB'"


@contextmanager
def built_at_the_end(connection: sa.Connection, tables: list[str]) -> Iterator[None]:
    """Within the transaction of this connection: the indexes of these tables are gone meanwhile."""
    is_sqlite = connection.dialect.name == "sqlite"
    query = sa.text(OF_SQLITE if is_sqlite else OF_POSTGRES)
    found = connection.execute(
        query.bindparams(sa.bindparam("tables", expanding=True)), {"tables": tables}
    ).all()
    for name, _ in found:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    if not is_sqlite:
        connection.exec_driver_sql(MEMORY)
    for _, statement in found:
        connection.exec_driver_sql(statement)
