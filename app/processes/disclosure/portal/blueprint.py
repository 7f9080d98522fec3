"""The blueprint of applying and following on the portal, and the size of what its upload routes take."""

from flask import Blueprint

from app.portal.limits import LARGEST_UPLOAD, limit_sending

bp = Blueprint("disclosure_portal", __name__)
UPLOADS = ("fill_in", "answer", "apply_correction")
limit_sending(bp, {f"disclosure_portal.{view}": LARGEST_UPLOAD for view in UPLOADS})
