"""How commands say no: one line on the error stream, and the exit status that scripts rely on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

from app import timekeeping
from app.casework.acts.installation import refuse_unfit
from app.casework.messages.quiet_logging import trace_of
from app.engine.errors import DiagramError
from app.law.errors import RuleViolation
from app.office.secrets import SecretsRefused
from app.schema import SchemaRefused
from app.web.outage import FULL, words_of_outage

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
        more = {name: words for name, words in violation.fields.items() if words != violation.message}
        named = "；".join(f"{name}：{words}" for name, words in more.items())
        fail(f"{violation.message}{'（' + named + '）' if named else ''}")
    except DiagramError as error:
        fail(str(error))
    except (SchemaRefused, SecretsRefused) as refusal:
        fail(str(refusal), FINDING)
    except (OSError, UnicodeDecodeError) as error:
        fail(f"不能读取或写入：{error}")
    except (OperationalError, ProgrammingError) as error:
        if words_of_outage(error) == FULL:
            fail(f"{FULL}：请腾出空间（只读的改为可写）后再运行同一命令", FINDING)
        fail(
            f"数据库连不上或者没有准备好，请核对 DATABASE_URL，再运行 flask setup（{trace_of(error)}）",
            FINDING,
        )
    except SQLAlchemyError as error:
        fail(f"数据库没有接受这次操作（{trace_of(error)}）", FINDING)


def only_when_fit(command: click.Command) -> click.Command:
    """The command, and all of a group, begin with the check of schema and keys (`refuse_unfit`)."""
    if command.callback is not None and not isinstance(command, click.Group):
        command.callback = _after_the_check(command.callback)
    for part in getattr(command, "commands", {}).values():
        only_when_fit(part)
    return command


def _after_the_check(callback: Callable[..., Any]) -> Callable[..., Any]:
    @with_appcontext
    @wraps(callback)
    def checked(*args: Any, **kwargs: Any) -> Any:
        refuse_unfit(timekeeping.now())
        return callback(*args, **kwargs)

    return checked


def one_line_for_each(command: click.Command) -> click.Command:
    """The command, and all of a group, with `in_one_line` around what they do."""
    if command.callback is not None:
        command.callback = in_one_line()(command.callback)
    for part in getattr(command, "commands", {}).values():
        one_line_for_each(part)
    return command
