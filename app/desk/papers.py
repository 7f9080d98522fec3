"""Papers of a case for its readers: always as attachments."""

from flask.typing import ResponseReturnValue

from app.casework.acts.errors import NotFound
from app.casework.papers.documents import documents_of
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.web.access import current_standing, signed_in
from app.web.downloads import download


@bp.get("/cases/<number>/documents/<int:document_id>")
@signed_in
def download_document(number: str, document_id: int) -> ResponseReturnValue:
    """One paper, letters included. Raises NotFound for a paper of another case."""
    for document in documents_of(readable_case(number, current_standing())):
        if document.id == document_id:
            return download(document)
    raise NotFound()
