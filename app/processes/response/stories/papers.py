"""The leader's signed paper of the demo: an empty page with a title, since nothing real may be shown."""

import io

import pikepdf

from app.casework.papers.uploads import CheckedUpload, FileKind, own_upload


def signed_paper(number: str) -> CheckedUpload:
    """One page, told apart by the number of the case."""
    target, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Title"] = f"签批件（演示） {number}"
    made.save(target, deterministic_id=True)
    return own_upload(f"签批件（演示）{number}.pdf", target.getvalue(), FileKind.PDF)
