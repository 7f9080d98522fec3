"""Whether a case that goes to the archive has all its letters, made and out (条例第四十五条、档案法第十四条)."""

from collections.abc import Collection

from app.casework.letters.deliveries import effective_delivery
from app.casework.letters.issuing import letters_of
from app.casework.letters.made import LetterNotMade, is_made, named
from app.casework.models import Case, IssuedLetter


def check_all_made(case: Case) -> None:
    """Raises LetterNotMade with the letters whose PDF is not there."""
    missing = [letter for letter in letters_of(case) if not is_made(letter)]
    if missing:
        raise LetterNotMade(
            f"{named(missing)}的 PDF 还没有生成，不能归档。请稍候再试；一直没有生成的，请联系系统管理员"
        )


def not_brought_out(case: Case, without: Collection[str]) -> list[IssuedLetter]:
    """Letters to somebody outside of which no sending is on record; `without`: kinds that need none."""
    outward = [one for one in letters_of(case) if one.recipient != "internal" and one.kind not in without]
    return [one for one in outward if one.deliveries and effective_delivery(one.id) is None]
