"""Progress of a long run: a bar on a terminal, sparse lines elsewhere. To stderr, so that the table stays clean."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
WIDTH = 30
EVERY = 10.0  # seconds between two lines where there is no terminal


def say(words: str) -> None:
    """One line of its own."""
    print(words, file=sys.stderr, flush=True)


def steps(title: str, each: Iterable[T], total: int) -> Iterator[T]:
    """Pass everything on and show how far it is."""
    began = said = time.monotonic()
    on_terminal = sys.stderr.isatty()
    for number, one in enumerate(each, start=1):
        yield one
        now = time.monotonic()
        if on_terminal:
            bar = ("#" * (WIDTH * number // total)).ljust(WIDTH, ".")
            print(
                f"\r  {title} [{bar}] {number}/{total}", end="\n" if number == total else "", file=sys.stderr
            )
        elif number == total or now - said >= EVERY:
            said = now
            say(f"  {title}: {number}/{total}, {now - began:.0f} s")
