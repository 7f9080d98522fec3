"""Whether a letter is the one that was issued: by its code, or by the SHA-256 of its file."""

from dataclasses import dataclass

from sqlalchemy import select

from app.casework.acts.errors import FileRefused
from app.casework.letters.issuing import letter_by_code
from app.casework.models import Document, IssuedLetter
from app.casework.papers.uploads import turn
from app.casework.store.files import hash_of
from app.database import db
from app.letters.reading import NotOurLetter, TooMuchInside, Verdict, read_letter


@dataclass(frozen=True)
class Checked:
    """The answer for one file: genuine, altered (it carries a code of ours, but other bytes) or unknown."""

    verdict: Verdict
    hash: str
    letter: IssuedLetter | None = None


def check_file(data: bytes) -> Checked:
    """Compare a file with what is kept. Only one that is not kept is opened. Raises FileRefused, TooManyAtOnce."""
    fingerprint = hash_of(data)
    letter = db.session.scalar(
        select(IssuedLetter)
        .join(Document, Document.id == IssuedLetter.document_id)
        .where(Document.file_hash == fingerprint)
    )
    if letter is not None:
        return Checked(Verdict.GENUINE, fingerprint, letter)
    try:
        with turn() as mine:
            code = read_letter(data, mine).code
        claimed = letter_by_code(code)
    except TooMuchInside as error:
        raise FileRefused(str(error), fields={"pdf": str(error)}) from error
    except NotOurLetter:
        claimed = None
    return Checked(Verdict.ALTERED if claimed else Verdict.UNKNOWN, fingerprint, claimed)
