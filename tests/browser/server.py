"""The application as a real server on loopback, for browser tests: `python -m tests.browser.server INSTANCE PORT`.

The instance folder holds a prepared database; time comes from INSTANCE/now.
"""

import os
import sys
from pathlib import Path

from werkzeug.serving import make_server


def main() -> None:
    instance, port = Path(sys.argv[1]), int(sys.argv[2])
    os.environ.update(MINGBAI_TESTING="1", MINGBAI_TIME_FILE=str(instance / "now"))
    from app import create_app
    from tests.support.settings import settings_for

    settings = settings_for(instance, f"sqlite:///{instance / 'test.db'}")
    public_url = f"http://127.0.0.1:{port}"
    app = create_app({**settings, "WTF_CSRF_ENABLED": True, "RENDER_AT_ONCE": True, "PUBLIC_URL": public_url})
    server = make_server("127.0.0.1", port, app, threaded=True)
    print("listening", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
