"""What of a package can be read in public, in the order of reading: document, text, further forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.casework.models import Publication, PublicationFile
from app.casework.publications import lists
from app.casework.publications.content import Content
from app.casework.publications.kinds import title_of
from app.processes.interpretation.further_forms import forms_by_publication
from app.processes.interpretation.vocabulary import DOCUMENT_KIND


@dataclass(frozen=True)
class Part:
    """One entry of the package. `form`: what kind of further form it is; empty for document and text."""

    entry: Publication
    content: Content
    files: Sequence[PublicationFile]
    title: str
    form: str = ""

    @property
    def is_document(self) -> bool:
        return self.entry.kind == DOCUMENT_KIND


def parts_of(publication: Publication, now: datetime) -> list[Part]:
    """Everything of its package that stands; empty when it was withdrawn."""
    ids = [publication.id, *(one.id for one in lists.companions(publication, now))]
    rows = [found for one in ids if (found := lists.find(one, now)) is not None]
    standing = [row.publication for row in rows if row.standing not in lists.GONE]
    forms = forms_by_publication(one.id for one in standing)
    parts = [_part(one, forms.get(one.id, "")) for one in standing]
    return sorted(parts, key=lambda part: (not part.is_document, part.form != "", part.entry.id))


def _part(entry: Publication, form: str) -> Part:
    content = Content.from_mapping(entry.text.content)
    return Part(entry, content, entry.text.files, form or title_of(entry.kind), form)
