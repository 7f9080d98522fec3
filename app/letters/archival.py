"""The archive copy: PDF/A-3a, tagged, with the frozen facts inside as a dated JSON attachment.

Nothing of the wall clock or of the machine reaches the bytes: same facts, same versions, same PDF.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, time, timedelta, timezone
from typing import Any

import pydyf
from weasyprint import Attachment

from app.letters.catalogue import LetterKind
from app.letters.facts import as_date, frozen_json

OFFICE_TIME = timezone(timedelta(hours=8))
ATTACHMENT_NAME = "letter.json"


def archive_options(kind: LetterKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Options of write_pdf for frozen facts. The attachment bears the letter's own date."""
    data = frozen_json({"kind": kind.kind, "version": kind.version_hash, "facts": facts})
    day = as_date(facts[kind.dated_by])
    if day is None:
        raise ValueError(f"{kind.kind} has no date in {kind.dated_by}")
    made = datetime.combine(day, time(0), OFFICE_TIME)
    attachment = Attachment(
        string=data,
        name=ATTACHMENT_NAME,
        description="文书要素",
        created=made,
        modified=made,
        relationship="Data",
    )
    return {
        "pdf_variant": "pdf/a-3a",
        "pdf_identifier": hashlib.sha256(data.encode()).hexdigest()[:32].encode(),
        "attachments": [attachment],
        "finisher": plain_metadata,
    }


def plain_metadata(document: Any, pdf: Any) -> None:
    """WeasyPrint compresses the XMP stream; readers of PDF/A must find it unfiltered."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") in ("/Metadata", b"/Metadata"):
            item.compress = False
