"""Page: how far a reckoning of the open cases is, and what it moved."""

from flask import abort, render_template

from app.admin.blueprint import bp
from app.admin.sending import requires_system
from app.casework.models import Reckoning
from app.casework.terms import reckoning
from app.database import db


@bp.get("/reckonings/<row_id:reckoning_id>")
@requires_system
def show_reckoning(reckoning_id: int) -> str:
    """Progress and moves; the page looks again by itself while it runs."""
    found = db.session.get(Reckoning, reckoning_id) or abort(404)
    return render_template(
        "admin/reckoning.html", progress=reckoning.progress_of(found), moves=reckoning.moves_of(found)
    )
