"""The web server: threads in a few processes, measured limits, nothing started at import. Read by gunicorn.

HOST, PORT and WEB_CONCURRENCY come from the environment. Without a proxy only loopback is served unless HOST says
otherwise. Which proxies are believed is MINGBAI_PROXIES, read by the application alone (app.web.addresses).
"""

import os
import sys
from pathlib import Path

from config import ConfigurationError, log_level, web_processes

_host = os.environ.get("HOST") or "127.0.0.1"
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT') or '8000'}"

# gunicorn's threads, kept free from slow clients. The threads only receive and send: four requests are worked on at a
# time in each process, and eight uploads are taken in (app.web_worker.Worker)
worker_class = "app.web_worker.Worker"
try:
    workers = web_processes(os.environ.get("WEB_CONCURRENCY") or "2")
    loglevel = log_level(os.environ.get("MINGBAI_LOG_LEVEL", ""))
except ConfigurationError as refusal:
    sys.exit(f"明白没有启动。{refusal}")
threads = 24
worker_connections = 400  # below the usual limit of 1024 open files, with room for database and papers

# seconds; a systemd unit must allow more than graceful_timeout for stopping (TimeoutStopSec=60)
timeout = 60
graceful_timeout = 45
keepalive = 5

# a worker is replaced now and then, not all at once, so that no leak grows for months
max_requests = 5000
max_requests_jitter = 500

# each worker opens its own database connections and fonts
preload_app = False
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True

# the application judges forwarding headers itself, in one place
forwarded_allow_ips = ""

limit_request_line = 4094
limit_request_fields = 100
limit_request_field_size = 8190

accesslog = None
errorlog = "-"


def child_exit(server, worker):  # type: ignore[no-untyped-def]
    """Forget the live gauges of a worker that has ended, where several processes share their metrics."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def post_worker_init(worker):  # type: ignore[no-untyped-def]
    """Start the letter worker beside this one without waiting for it: the first letter finds its fonts read."""
    if "mingbai" in getattr(getattr(worker, "wsgi", None), "extensions", {}):
        from app.letters import get_workshop

        get_workshop().warm_up()


def worker_exit(server, worker):  # type: ignore[no-untyped-def]
    """End the letter worker together with the web process that asks it."""
    if "mingbai" in getattr(getattr(worker, "wsgi", None), "extensions", {}):
        from app.letters import get_workshop

        get_workshop().close()
