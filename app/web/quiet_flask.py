"""Flask that tells the log where a request failed, and nothing of what was in it."""

from types import TracebackType

from flask import Flask, request

from app.casework.messages.quiet_logging import whole_trace_of
from app.web.page_templates import PageEnvironment

ExcInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFlask(Flask):
    """The view by its endpoint and the places in the code.

    Flask itself writes the address, which may hold numbers, codes and line breaks, and the error's text, in which
    PostgreSQL quotes the whole row that it refused.
    """

    jinja_environment = PageEnvironment

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Called by Flask for every error that no handler expects."""
        error = exc_info[1]
        trace = whole_trace_of(error) if error is not None else ""
        self.logger.error("%s %s failed\n%s", request.method, request.endpoint or "-", trace)
