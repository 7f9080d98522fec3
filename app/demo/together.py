"""Several processes live the same days beside one another: each tends cases of its own, and nobody is ahead of a day.

The first one is the morning's scheduler as well, and tends the cases that no story tells of. What they say to each
other goes through pipes, so that one that dies is noticed by all. Numbers are given to who comes first, as in any
office.
"""

import gc
import logging
import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from app.casework.acts import once
from app.casework.messages.quiet_logging import trace_of
from app.database import db

logger = logging.getLogger(__name__)
FORK = multiprocessing.get_context("fork")  # an application that has started need not start again
Told = TypeVar("Told")
Pipe = tuple[Connection, Connection]


class OneHasDied(RuntimeError):
    """A process of the simulation ended before its last day; its own message says why."""

    def __init__(self) -> None:
        super().__init__("模拟的一个进程中途停止，原因见它自己的报错；已写入的办件保留")


class Crew:
    """This process among those that live together; by itself, it is alone."""

    def __init__(self, number: int = 0, of: int = 1, others: Sequence[Connection] = ()) -> None:
        self.number, self.of, self._others = number, of, others

    @property
    def is_first(self) -> bool:
        return self.number == 0

    def share(self, things: Sequence[Told]) -> Sequence[Told]:
        """This process's part of what all have in the same order."""
        return things[self.number :: self.of]

    def meet(self, told: Any = None) -> list[Any]:
        """Wait until all have come to this point. The first one hears what the others tell. Raises OneHasDied.

        What was read before is read anew afterwards: an open transaction would go on showing the office without
        what the others have written since.
        """
        try:
            heard = self._hear_all() if self.is_first else self._tell(told)
        except (EOFError, OSError) as gone:
            raise OneHasDied() from gone
        db.session.rollback()
        return heard

    def _hear_all(self) -> list[Any]:
        heard = [other.recv() for other in self._others]
        for other in self._others:
            other.send(None)
        return heard

    def _tell(self, told: Any) -> list[Any]:
        self._others[0].send(told)
        self._others[0].recv()
        return []


class Together(Generic[Told]):
    """`live`: the days of one process, until the last; `told`: what the first one is to hear of them afterwards."""

    def __init__(self, processes: int, live: Callable[[Crew], Told], told: Callable[[Told], Any]) -> None:
        self.processes, self.live, self.told = processes, live, told

    def run(self) -> tuple[Told, list[Any]]:
        """What the first process has lived, and what the others told. Raises OneHasDied."""
        if self.processes == 1:
            return self.live(Crew()), []
        db.session.remove()
        db.engine.dispose()  # no connection goes over into another process
        gc.collect()
        gc.freeze()  # what is there already is looked through by none of them again
        pipes = [FORK.Pipe() for _ in range(self.processes - 1)]
        others = [FORK.Process(target=self._follow, args=(pipes, place)) for place in range(len(pipes))]
        for other in others:
            other.start()
        for _, theirs in pipes:
            theirs.close()
        try:
            crew = Crew(0, self.processes, [ours for ours, _ in pipes])
            return self.live(crew), crew.meet()
        finally:
            for ours, _ in pipes:
                ours.close()
            for other in others:
                other.join()
            gc.unfreeze()

    def _follow(self, pipes: Sequence[Pipe], place: int) -> None:
        """In a process of its own: it keeps one end of one pipe, so that each end has one holder."""
        for number, (ours, theirs) in enumerate(pipes):
            ours.close()
            if number != place:
                theirs.close()
        once.forget()
        crew = Crew(place + 1, self.processes, [pipes[place][1]])
        try:
            crew.meet(self.told(self.live(crew)))
        except OneHasDied:  # the first one says so
            raise SystemExit(1) from None
        except Exception as error:
            logger.error("a process of the simulation ends: %s", trace_of(error))
            raise SystemExit(1) from None
        finally:
            db.session.remove()
            db.engine.dispose()
