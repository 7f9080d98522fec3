"""How commands say no: one line on the error stream, and the exit status that scripts rely on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.casework.quiet_logging import trace_of
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
    except (OperationalError, ProgrammingError) as error:
        fail(
            f"数据库连不上或者没有准备好，请核对 DATABASE_URL，再运行 flask setup（{trace_of(error)}）",
            FINDING,
        )


def one_line_for_each(command: click.Command) -> click.Command:
    """The command, and all of a group, with `in_one_line` around what they do."""
    if command.callback is not None:
        command.callback = in_one_line()(command.callback)
    for part in getattr(command, "commands", {}).values():
        one_line_for_each(part)
    return command
