"""Papers of a case for its readers: always as attachments."""

from flask.typing import ResponseReturnValue

from app.casework.papers.documents import document_of
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.web.access import current_standing, signed_in
from app.web.downloads import download


@bp.get("/cases/<number>/documents/<int:document_id>")
@signed_in
def download_document(number: str, document_id: int) -> ResponseReturnValue:
    """One paper, letters included."""
    return download(document_of(readable_case(number, current_standing()), document_id))
