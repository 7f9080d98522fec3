"""The web worker with short limits, so that tests see them end."""

from app.web_worker import Worker


class Impatient(Worker):
    head_limit = 1.0
    body_limit = 2.0
    send_limit = 1.0
    uploads = 2
