"""Downloads of one request: letters (the first download is kept as proof) and papers."""

from flask import Response, request

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.letters.issuing import pdf_of
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.applicant_letters import (
    letter_for_applicant,
    paper_for_applicant,
    record_first_download,
)
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.portal.blueprint import bp
from app.processes.disclosure.portal.granted import for_applicant
from app.web.downloads import download


@bp.get("/progress/<number>/letters/<int:letter_id>.pdf")
@for_applicant
def letter(disclosure: DisclosureRequest, letter_id: int) -> Response:
    """The letter's PDF; a HEAD request is no download."""
    document = pdf_of(letter_for_applicant(disclosure, letter_id))
    answer, case_id = download(document), disclosure.case_id
    if request.method == "GET":
        perform(
            record_first_download, actor=APPLICANT, now=timekeeping.now(), key=f"downloaded:{letter_id}",
            case_id=case_id, letter_id=letter_id,
        )  # fmt: skip
    return answer


@bp.get("/progress/<number>/papers/<int:document_id>")
@for_applicant
def paper(disclosure: DisclosureRequest, document_id: int) -> Response:
    """A paper of the applicant's own, or one that is given with the reply."""
    return download(paper_for_applicant(disclosure, document_id))
