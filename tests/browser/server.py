"""The application as a real server on loopback, for browser tests: `python -m tests.browser.server INSTANCE PORT`.

The instance folder holds a prepared database; time comes from INSTANCE/now. A word on the standard input asks for
something, the same word on the standard output says that it is done: `fresh` for a fresh copy of the database,
`letters` for the letters that are being typeset, `rest` for the database let go as it stands after them, `jobs` for
what the scheduler does at this moment.
"""

import os
import shutil
import sys
import threading
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

JOBS = ("alerts", "timers", "outbox", "mails")


def main() -> None:
    instance, port = Path(sys.argv[1]), int(sys.argv[2])
    os.environ.update(MINGBAI_TESTING="1", MINGBAI_TIME_FILE=str(instance / "now"))
    from app import create_app
    from tests.guest.record_use import record_use
    from tests.support.settings import settings_for

    settings = settings_for(instance, f"sqlite:///{instance / 'test.db'}")
    public_url = f"http://127.0.0.1:{port}"
    more = {"WTF_CSRF_ENABLED": True, "RENDER_AT_ONCE": True, "PUBLIC_URL": public_url}
    app = create_app({**settings, **more}, guests=[record_use])
    server = make_server("127.0.0.1", port, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("listening", flush=True)
    words = {"fresh": begin_anew, "letters": make_letters, "rest": rest, "jobs": run_jobs}
    for line in sys.stdin:
        words[line.strip()](app, instance)
        print(line.strip(), flush=True)
    server.shutdown()


def begin_anew(app: Flask, instance: Path) -> None:
    """The database as it was prepared."""
    let_go(app, instance)
    for leftover in instance.glob("test.db*"):
        leftover.unlink()
    shutil.copy(instance / "template.db", instance / "test.db")


def make_letters(_app: Flask, _instance: Path) -> None:
    """Letters are typeset beside the request that issued them, and on the portal delivered by that."""
    for thread in threading.enumerate():
        if thread.name == "letters":
            thread.join()


def rest(app: Flask, instance: Path) -> None:
    make_letters(app, instance)
    let_go(app, instance)


def let_go(app: Flask, _instance: Path) -> None:
    from app.database import db

    with app.app_context():
        db.engine.dispose()


def run_jobs(app: Flask, _instance: Path) -> None:
    done = app.test_cli_runner().invoke(args=["jobs", "run", *JOBS])
    if done.exit_code:
        raise RuntimeError(done.output)


if __name__ == "__main__":
    main()
