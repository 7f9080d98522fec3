"""The blueprint of applying and following on the portal, and the size of what its upload routes take."""

from flask import Blueprint

from app.portal.limits import LARGEST_UPLOAD, limit_sending

bp = Blueprint("disclosure_portal", __name__)
limit_sending(bp, {"disclosure_portal.fill_in": LARGEST_UPLOAD, "disclosure_portal.answer": LARGEST_UPLOAD})
