"""审签单 for the file: what was signed by whom on which version, as PDF."""

from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.contract.platform import platform
from app.casework.texts.sheet import KIND, printed_sheet
from app.casework.texts.versions import versions_of
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.web.access import current_standing, signed_in
from app.web.downloads import attachment


@bp.get("/cases/<number>/texts/signatures.pdf")
@signed_in
def download_signature_sheet(number: str) -> ResponseReturnValue:
    """The sheet as it stands now. Raises NotFound for a case without any text."""
    case = readable_case(number, current_standing())
    if not versions_of(case):
        raise NotFound()
    pdf = printed_sheet(case, platform().catalogue.kind(KIND), timekeeping.today())
    return attachment(pdf, f"审签单{case.number}.pdf", "application/pdf")
