"""Entry for gunicorn and `flask`: nothing is started before fork. What may not start says so in one line."""

import os

from app import create_app, start

FOR_THE_OWNER_ALONE = 0o077
IS_COMMAND = (
    os.environ.get("FLASK_RUN_FROM_CLI") == "true"
)  # set by `flask`; its commands check for themselves

os.umask(FOR_THE_OWNER_ALONE)  # the database, letters, mail and lists of accounts hold personal data
try:
    app = create_app()
    if not IS_COMMAND:
        start.check_before_serving(app)
except start.REFUSALS as refusal:
    start.stop(refusal, 1 if IS_COMMAND else start.STOPS_THE_SERVER)
