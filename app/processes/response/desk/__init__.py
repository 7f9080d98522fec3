"""The desk's own pages of 回应关切."""

from app.processes.response.desk.blueprint import bp

__all__ = ["bp"]
