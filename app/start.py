"""Stopping a start in one line: what a program behind `flask` or a web server does before its first work."""

import logging
import sys
from typing import NoReturn

from flask import Flask, abort, request
from sqlalchemy.exc import OperationalError

from app import timekeeping
from app.casework.acts.installation import refuse_unfit
from app.office.secrets import SecretsRefused
from app.schema import SchemaRefused

logger = logging.getLogger(__name__)
REFUSALS = (SecretsRefused, SchemaRefused)
STOPS_THE_SERVER = 3  # gunicorn ends altogether, instead of starting one more process that ends the same way


def stop(refusal: Exception, status: int) -> NoReturn:
    """Say why on the error stream, and end."""
    sys.stderr.write(f"明白没有启动。{refusal}\n")
    raise SystemExit(status)


def check_before_serving(app: Flask) -> None:
    """Schema and keys, before the first request is taken. Raises SchemaRefused, SecretsRefused.

    A database that does not answer just now is no reason to stop: a web process may be renewed while it restarts.
    Then the check comes before the first request that finds it.
    """
    try:
        _check(app)
    except OperationalError:
        logger.warning("the database does not answer; its schema and the keys are checked as soon as it does")
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
        except REFUSALS as refusal:
            logger.critical("%s", refusal)
            abort(503)
        except OperationalError:
            abort(503)
        self.is_open = True


def _check(app: Flask) -> None:
    with app.app_context():
        refuse_unfit(timekeeping.now())
