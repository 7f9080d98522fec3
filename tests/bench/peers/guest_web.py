"""The application for gunicorn with the fourteen steps plugged in, otherwise as `wsgi.py` starts it."""

import os

from app import start
from tests.bench.peers.guest import fourteen_steps

os.umask(0o077)
app = start.application(guests=[fourteen_steps])
