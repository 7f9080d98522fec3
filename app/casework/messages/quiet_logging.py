"""What may be logged of an error: its type and the places in the code, never its text.

Messages of databases and mail servers quote values, and with them names and addresses.
"""

import traceback
from collections.abc import Iterator

FRAMES = 4


def trace_of(error: BaseException) -> str:
    """`KeyError at dispatch.py:40 < jobs.py:12`, the innermost place first."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames)]
    return f"{type(error).__name__} at {' < '.join(places)}" if places else type(error).__name__


def whole_trace_of(error: BaseException) -> str:
    """All places of an error and of what caused it, the first cause first: a traceback without any error's text."""
    parts = ["".join([*traceback.format_tb(one.__traceback__), _name_of(one)]) for one in _chain(error)]
    return "\nThis led to:\n".join(reversed(parts))


def _chain(error: BaseException) -> Iterator[BaseException]:
    step: BaseException | None = error
    while step is not None:
        yield step
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)


def _name_of(error: BaseException) -> str:
    """The type, and the state of a database's error (SQLSTATE), which is a code."""
    state = getattr(error, "sqlstate", None)
    return f"{type(error).__module__}.{type(error).__qualname__}{f' ({state})' if state else ''}"
