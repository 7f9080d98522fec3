"""Pages of disclosure requests beside the case page: registering, extension, withdrawal, papers, personal data."""

from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.desk.case_card import ACTS, draft_of, enclosures_of, panel_of, shown_reply

__all__ = ["ACTS", "bp", "draft_of", "enclosures_of", "panel_of", "shown_reply"]
