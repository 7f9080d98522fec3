"""The application for gunicorn with the fourteen steps plugged in, otherwise as `wsgi.py` starts it."""

import gc
import os

gc.disable()

from app import assembly, start  # noqa: E402, F401 (as there)
from tests.bench.peers.guest import fourteen_steps  # noqa: E402

os.umask(0o077)
gc.freeze()
app = start.application(guests=[fourteen_steps])
gc.collect()
gc.freeze()
gc.enable()
gc.set_threshold(10_000)
