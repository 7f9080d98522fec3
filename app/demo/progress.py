"""How long work shows that it goes on: a bar on a terminal, a line at every quarter elsewhere."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

Step = TypeVar("Step")
LINES = 4


@contextmanager
def shown(steps: Iterable[Step], title: str, *, is_quiet: bool = False) -> Iterator[Iterable[Step]]:
    """The same steps; going through them shows how far they are, unless another process shows it."""
    known = list(steps)
    if is_quiet:
        yield known
    elif sys.stdout.isatty():
        with click.progressbar(known, label=title) as bar:
            yield bar
    else:
        yield _with_lines(known, title)


def _with_lines(steps: list[Step], title: str) -> Iterator[Step]:
    quarter = max(1, -(-len(steps) // LINES))
    for done, step in enumerate(steps, start=1):
        yield step
        if done % quarter == 0 or done == len(steps):
            click.echo(f"{title}：{done}/{len(steps)}")
