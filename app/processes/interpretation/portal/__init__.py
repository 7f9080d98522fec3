"""The process's own pages for everybody."""

from app.processes.interpretation.portal.pages import bp

__all__ = ["bp"]
