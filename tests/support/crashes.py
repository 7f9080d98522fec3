"""Real processes that die by kill -9 at a chosen database statement."""

import os
import signal
import traceback
from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.database import db

FINISHED = 0
FAILED = 3


def die_at_statement(number: int) -> None:
    """From now on this process kills itself just before its n-th statement (0 = never)."""
    count = 0

    @event.listens_for(Engine, "before_cursor_execute")
    def _count(*_args: object) -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(Engine, "commit")
    def _commit(_connection: object) -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)


def in_child(work: Callable[[], None], die_at: int = 0) -> int:
    """Run the work in a forked process with connections of its own; its exit status, or minus the signal."""

    def mortal() -> None:
        die_at_statement(die_at)
        work()

    return wait_for(start_child(mortal))


def start_child(work: Callable[[], int | None]) -> int:
    """Fork with connections of its own and return at once; `work` gives the exit status, or none when all is well."""

    def apart() -> int | None:
        db.session.remove()
        db.engine.dispose(close=False)
        return work()

    return forked(apart)


def forked(work: Callable[[], int | None]) -> int:
    """Fork as things stand and return at once; the same."""
    pid = os.fork()
    if pid == 0:
        status = FAILED
        try:
            status = work() or FINISHED
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return pid


def wait_for(pid: int) -> int:
    """The exit status of a child."""
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
