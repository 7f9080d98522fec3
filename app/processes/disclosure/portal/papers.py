"""Downloads: the blank form; of one request its letters (the first download is kept as proof) and papers."""

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
from app.processes.disclosure.application_paper import applicants_copy, blank_form
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.portal.application_pages import asked_organ
from app.processes.disclosure.portal.blueprint import bp
from app.processes.disclosure.portal.granted import for_applicant
from app.web import limits
from app.web.access import public
from app.web.downloads import attachment, download
from app.web.limits import Sending
from app.web.site import current_site


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


@bp.get("/apply/blank.pdf")
@public
def blank_application() -> Response:
    """申请表 to be printed and filled in by hand; with the name of the organ that was chosen."""
    chosen = asked_organ(request.args.get("organ", "")[:40])
    name = chosen.name if chosen else current_site().organ_name
    pdf = blank_form(name, timekeeping.today())
    return attachment(pdf, "政府信息公开申请表.pdf", "application/pdf")


@bp.get("/progress/<number>/application.pdf")
@for_applicant
def own_application(disclosure: DisclosureRequest) -> Response:
    """The application as it was sent, as a PDF of the applicant's own."""
    number, now = disclosure.case.number, timekeeping.now()
    limits.count(Sending.COPY, now, by=number)
    return attachment(applicants_copy(disclosure), f"政府信息公开申请（{number}）.pdf", "application/pdf")


@bp.get("/progress/<number>/papers/<int:document_id>")
@for_applicant
def paper(disclosure: DisclosureRequest, document_id: int) -> Response:
    """A paper of the applicant's own, or one that is given with the reply."""
    return download(paper_for_applicant(disclosure, document_id))
