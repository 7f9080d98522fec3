"""What a test writes into the county beside the server, and lets go."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.database import db


@contextmanager
def given_back() -> Iterator[None]:
    """The database as it stands now, not as an earlier test left it open; the server finds it as it is left."""
    _let_go()
    yield
    _let_go()


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()
