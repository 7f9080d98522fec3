"""Stopping a start in one line: what a program behind `flask` or a web server does before its first work."""

import logging
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from flask import Flask, abort, request
from sqlalchemy.exc import OperationalError

from app import create_app, timekeeping
from app.casework.acts.installation import refuse_unfit
from app.casework.contract.errors import CardRefused
from app.casework.messages.smtp import MailMisconfigured
from app.database import db, is_sqlite
from app.letters import BrokenLetterKind
from app.office.secrets import SecretsRefused
from app.postgresql import wait_as_pages_do
from app.schema import BeingUpgraded, SchemaRefused
from config import ConfigurationError

if TYPE_CHECKING:
    from app.casework.contract.process import Process

logger = logging.getLogger(__name__)
REFUSALS = (SecretsRefused, SchemaRefused)
NOT_PUT_TOGETHER = (*REFUSALS, ConfigurationError, MailMisconfigured, CardRefused, BrokenLetterKind)
STOPS_THE_SERVER = 3  # gunicorn ends altogether, instead of starting one more process that ends the same way


def application(*, guests: Iterable["Process"] = ()) -> Flask:
    """The application for a web server or `flask`, with these guests; what may not start says so in one line.

    A command checks schema and keys for itself, before its own work.
    """
    is_command = os.environ.get("FLASK_RUN_FROM_CLI") == "true"  # set by `flask`
    try:
        app = create_app(guests=guests)
        if not is_command:
            check_before_serving(app)
    except NOT_PUT_TOGETHER as refusal:
        stop(refusal, 1 if is_command else STOPS_THE_SERVER)
    return app


def stop(refusal: Exception, status: int) -> NoReturn:
    """Say why on the error stream, and end."""
    one_line = " ".join(str(refusal).split())
    sys.stderr.write(f"明白没有启动。{one_line}\n")
    raise SystemExit(status)


def check_before_serving(app: Flask) -> None:
    """Schema and keys, before the first request is taken. Raises SchemaRefused, SecretsRefused.

    A database that does not answer just now, or is being upgraded, is no reason to stop: a web process may be renewed
    meanwhile. Then everybody is told that the office is closed for maintenance, until a request finds all in order.
    """
    with app.app_context():
        if not is_sqlite():
            wait_as_pages_do(db.engine)
    try:
        _check(app)
    except OperationalError:
        logger.warning("the database does not answer; its schema and the keys are checked as soon as it does")
        _close_for_now(app)
    except BeingUpgraded as reason:
        logger.warning("%s", reason)
        _close_for_now(app)


def _close_for_now(app: Flask) -> None:
    app.before_request_funcs.setdefault(None, []).insert(0, _Gate(app).check)


class _Gate:
    """Lets nothing work until the check was made; whether the process lives may be asked all the same."""

    def __init__(self, app: Flask) -> None:
        self.app, self.is_open = app, False

    def check(self) -> None:
        if self.is_open or (request.endpoint or "").startswith("health."):
            return
        try:
            _check(self.app)
        except BeingUpgraded:
            abort(503)
        except REFUSALS as refusal:
            logger.critical("%s", refusal)
            abort(503)
        except OperationalError:
            abort(503)
        self.is_open = True


def _check(app: Flask) -> None:
    with app.app_context():
        refuse_unfit(timekeeping.now())
