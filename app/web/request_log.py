"""One line of JSON for each request on the error stream: which view, how it ended, how long it took, for whom.

Views are named by their endpoint, people by their number: no address, no query, no code, no name gets into the log.
Files of the look are left out.
"""

import sys
import time
from typing import Any

import structlog
from flask import Flask, Response, g, request
from sqlalchemy import inspect

from app import timekeeping

LEFT_OUT = frozenset({"static", "health.live"})


def new_logger(stream: Any) -> Any:
    """Writes each line as one JSON object, Chinese as it is."""
    as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.wrap_logger(structlog.PrintLogger(stream), processors=[as_json])


def init_app(app: Flask) -> None:
    """Log every request, unless LOG_REQUESTS is off."""
    if not app.config.get("LOG_REQUESTS"):
        return

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def log(response: Response) -> Response:
        if request.endpoint not in LEFT_OUT:
            new_logger(sys.stderr).info("request", **line_of(response))
        return response


def line_of(response: Response) -> dict[str, Any]:
    """What the line tells of the present request."""
    person = g.get("person")
    return {
        "at": timekeeping.now().isoformat(timespec="milliseconds"),
        "method": request.method,
        "view": request.endpoint or "",
        "status": response.status_code,
        "milliseconds": round((time.perf_counter() - g.began) * 1000, 1) if "began" in g else None,
        "person": inspect(person).identity[0] if person is not None else None,  # asks no database
    }
