"""A dispatcher in a process of its own, to be killed in the middle of an effect.

Usage: python -m tests.casework.dispatch_worker DATABASE_URL SINK NOW. It writes a line per effect into SINK,
says `acting`, and then waits for a line on its input before the effect counts as done.
"""

import sys
from datetime import datetime
from pathlib import Path

from flask import Flask

from app.casework.contract.platform import EXTENSION, Platform
from app.casework.messages.dispatch import KEY, dispatch_due
from app.database import db


def main(url: str, sink: str, now: str) -> None:
    def act(payload: dict) -> None:
        with Path(sink).open("a") as file:
            file.write(payload[KEY] + "\n")
        print("acting", flush=True)
        sys.stdin.readline()

    app = Flask("dispatch_worker")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.extensions[EXTENSION] = Platform({}, None, {"probe": act})
    db.init_app(app)
    with app.app_context():
        dispatch_due(datetime.fromisoformat(now))


if __name__ == "__main__":
    main(*sys.argv[1:])
