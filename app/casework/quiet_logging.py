"""What may be logged of an error: its type and the places in the code, never its text.

Messages of databases and mail servers quote values, and with them names and addresses.
"""

import traceback

FRAMES = 4


def trace_of(error: BaseException) -> str:
    """`KeyError at dispatch.py:40 < jobs.py:12`, the innermost place first."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames)]
    return f"{type(error).__name__} at {' < '.join(places)}" if places else type(error).__name__
