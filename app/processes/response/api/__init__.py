"""The calls of 回应关切."""

from app.processes.response.api.concerns import bp

__all__ = ["bp"]
