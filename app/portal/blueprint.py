"""The blueprint of the portal's own pages, and the frame it lays round every public page."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from app.portal.frame import portal_frame
from app.portal.limits import LARGEST_CHECK, LARGEST_UPLOAD, limit_sending

bp = Blueprint("portal", __name__)
limit_sending(bp, {"portal.verify_file": LARGEST_CHECK, "portal.send_opinion": LARGEST_UPLOAD})


@bp.record_once
def offer_frame(state: BlueprintSetupState) -> None:
    """`portal_frame()` for layouts/portal.html."""
    state.app.add_template_global(portal_frame)
