"""The secrets of this installation, loaded once by create_app."""

from flask import current_app

from app.office.sealed import Sealer
from app.office.secrets import Secrets

EXTENSION = "mingbai.secrets"


def secrets() -> Secrets:
    """Keys from the instance folder; never from the code or the environment's defaults."""
    found: Secrets = current_app.extensions[EXTENSION]
    return found


def sealer() -> Sealer:
    """Seals personal data before it reaches a table."""
    return Sealer(secrets())
