"""The application as a real server on loopback, for browser tests: `python -m tests.browser.server INSTANCE PORT`.

The instance folder holds a prepared database; time comes from INSTANCE/now. A line on the standard input asks for a
fresh copy of the database, a line on the standard output says that it is there.
"""

import os
import shutil
import sys
import threading
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server


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
    for _ in sys.stdin:
        begin_anew(app, instance)
        print("fresh", flush=True)
    server.shutdown()


def begin_anew(app: Flask, instance: Path) -> None:
    """The database as it was prepared."""
    from app.database import db

    with app.app_context():
        db.engine.dispose()
    for leftover in instance.glob("test.db*"):
        leftover.unlink()
    shutil.copy(instance / "template.db", instance / "test.db")


if __name__ == "__main__":
    main()
