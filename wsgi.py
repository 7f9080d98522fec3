"""Entry for gunicorn and `flask`: nothing is started before fork. What may not start says so in one line."""

import gc
import os

gc.disable()  # what a start makes stays: looking through it again and again is a tenth of the start

from app import assembly, start  # noqa: E402, F401 (read in before it is put together)

FOR_THE_OWNER_ALONE = 0o077

os.umask(FOR_THE_OWNER_ALONE)  # the database, letters, mail and lists of accounts hold personal data
gc.freeze()
app = start.application()
gc.collect()  # what reading diagrams left in circles, 6 MB; modules are not looked through again
gc.freeze()  # and later no collection looks through it, which takes 0.2 s in the middle of a request
gc.enable()
gc.set_threshold(10_000)  # not 700: a page makes thousands, and looking through them so often was 7 % of it
