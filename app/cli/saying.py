"""How commands say no: one line on the error stream, and the exit status that scripts rely on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from app.law.errors import RuleViolation

FINDING, BAD_INPUT = 1, 2


def fail(message: str, status: int = BAD_INPUT) -> NoReturn:
    """One line, then the end."""
    click.echo(message.replace("\n", " "), err=True)
    raise SystemExit(status)


@contextmanager
def in_one_line() -> Iterator[None]:
    """Turn what users can cause (a rule, an unreadable file) into one line with exit status 2."""
    try:
        yield
    except RuleViolation as violation:
        named = "；".join(f"{name}：{message}" for name, message in violation.fields.items())
        fail(f"{violation.message}{'（' + named + '）' if named else ''}")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"不能读取或写入：{error}")
