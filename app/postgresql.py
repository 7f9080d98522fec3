"""Connections to PostgreSQL: how long anybody waits for a server that says nothing, and web pages for their rows.

A server that is gone refuses at once. One behind a broken network, or that hangs, is silent: whoever asks it would wait
for minutes or for ever, and a few who do take all turns of a web process. Options of DATABASE_URL go before these.
"""

import os
from collections.abc import Sequence
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Dialect, Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import Pool

from app.sqlite import BUSY_SECONDS, KEPT_STATEMENTS

SHORT_STATEMENTS = "-c jit=off -c max_parallel_workers_per_gather=0"
"""No compiler and no helpers for single statements, which are short here and take longer with them."""
PATIENCE = {
    "connect_timeout": 5,  # seconds, until the server has taken us in
    "keepalives_idle": 30,  # seconds; then every ten, and after three without an answer the connection is over
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds that what was sent may wait for its receipt
}
POOL_SECONDS = 10  # for one of this process's own connections
OF_PAGES = (
    f"-c lock_timeout={BUSY_SECONDS}s -c statement_timeout=30s"
    " -c idle_in_transaction_session_timeout=180s"  # above what a slow client may take for a piece of an answer
)
"""Web processes alone: what takes long by its nature (backup, restore, upgrade, sweeps) is done by commands."""
_with_pages: WeakSet[Dialect] = WeakSet()


def engine_options(url: URL) -> dict[str, Any]:
    """What an engine for this address is made with. `options` of the address, or of PGOPTIONS, come after ours and so
    prevail; another option of the address stands in place of ours."""
    told = url.normalized_query
    asked = told.get("options") or (os.environ.get("PGOPTIONS", ""),)
    ours = {name: value for name, value in PATIENCE.items() if name not in told}
    options = " ".join((SHORT_STATEMENTS, *asked)).strip()
    return {"connect_args": ours | {"options": options}, "pool_timeout": POOL_SECONDS}


def wait_as_pages_do(engine: Engine) -> None:
    """From the next connection on: a statement, a lock, and a transaction in which nothing happens, end in time."""
    _with_pages.add(engine.dialect)
    engine.dispose()


@event.listens_for(Engine, "do_connect")
def _connect(dialect: Dialect, _record: Any, places: Sequence[Any], named: dict[str, Any]) -> Any:
    """A connection of our own kind; None leaves every other database to its driver."""
    if (dialect.name, dialect.driver) != ("postgresql", "psycopg"):
        return None
    from app.postgresql_connection import Connection  # the driver is only loaded where it is used

    if dialect in _with_pages:
        named["options"] = f"{OF_PAGES} {named.get('options', '')}".strip()
    connection = Connection.connect(*places, **named)
    connection.prepared_max = KEPT_STATEMENTS
    return connection


@event.listens_for(Pool, "checkout")
def _take_one_that_stands(connection: Any, _record: Any, _proxy: Any) -> None:
    """A server that was started anew has ended every connection that rested in the pool: whoever takes such a one gets
    another in its place, and no page fails by it. Nothing is asked of the server."""
    hung_up = getattr(connection, "has_hung_up", None)
    if hung_up is not None and hung_up():
        raise DisconnectionError("the server has ended this connection")
