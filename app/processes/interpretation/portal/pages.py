"""政策与解读 on one page: the document, its explaining texts and further forms, as they stand in public."""

from flask import Blueprint, Response, abort, make_response, render_template

from app import timekeeping
from app.casework.publications import lists
from app.processes.interpretation.public_view import parts_of
from app.processes.interpretation.vocabulary import PROCESS
from app.web.access import public
from app.web.public_cache import shortly_kept

bp = Blueprint("interpretation_portal", __name__, url_prefix="/policies", template_folder="../templates")


@bp.get("/<int:publication_id>")
@public
def package(publication_id: int) -> Response:
    """Everything of the package that can be read now; an entry of another process is as unknown here."""
    now = timekeeping.now()
    found = lists.find(publication_id, now)
    if found is None or found.publication.process != PROCESS:
        abort(404)
    if not (parts := parts_of(found.publication, now)):
        gone = {"entry": found.publication, "standing": found.standing}
        return shortly_kept(make_response(render_template("interpretation/portal/gone.html", **gone), 410))
    page = render_template("interpretation/portal/package.html", parts=parts, entry=parts[0].entry)
    return shortly_kept(make_response(page))
