"""The leader's signed paper of the demo: an empty page with a title, since nothing real may be shown."""

from app.casework.papers.uploads import CheckedUpload, FileKind, own_upload
from app.letters.blank_page import blank_page

A4 = "[0 0 595 842]"


def signed_paper(number: str) -> CheckedUpload:
    """One page, told apart by the number of the case."""
    title = f"签批件（演示）{number}"
    return own_upload(f"{title}.pdf", blank_page(title), FileKind.PDF)
