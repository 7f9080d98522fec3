"""/api/docs: the calls of the API, read from its OpenAPI description; no script from anywhere."""

from flask import Blueprint, current_app, render_template

from app.web.access import public

bp = Blueprint("api_docs", __name__)


@bp.get("/api/docs")
@public
def show() -> str:
    """All calls with their method, address and purpose."""
    spec = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return render_template("api/docs.html", paths=spec["paths"], title=spec["info"]["title"])
