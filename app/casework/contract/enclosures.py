"""What is handed over with a letter (附件), as the desk shows it to drafters, signers and readers of a case."""

from dataclasses import dataclass

from app.casework.models import Document


@dataclass(frozen=True)
class Enclosure:
    """A file, or a paper copy (`document` is None). `pages` is None where they cannot be counted.

    `said`: what a signer should know of it.
    """

    name: str
    document: Document | None
    pages: int | None
    said: str = ""


@dataclass(frozen=True)
class Enclosures:
    """The enclosures of a case in their order.

    `note` says what becomes of them, `edit_href` where to change them, `title` what they are called.
    """

    rows: tuple[Enclosure, ...]
    note: str
    edit_href: str = ""
    title: str = "附件"

    @property
    def document_ids(self) -> frozenset[int]:
        return frozenset(row.document.id for row in self.rows if row.document is not None)
