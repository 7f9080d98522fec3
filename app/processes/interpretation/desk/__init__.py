"""The process's own pages for clerks."""

from app.processes.interpretation.desk import quarters, reviewing  # noqa: F401  # register on bp
from app.processes.interpretation.desk.blueprint import bp
from app.processes.interpretation.desk.pages import ACTS
from app.processes.interpretation.desk.texts_panel import PANEL

__all__ = ["ACTS", "PANEL", "bp"]
