"""Entry for gunicorn and `flask`: nothing is started before fork. What may not start says so in one line."""

import os

from app import start

FOR_THE_OWNER_ALONE = 0o077

os.umask(FOR_THE_OWNER_ALONE)  # the database, letters, mail and lists of accounts hold personal data
app = start.application()
