"""Whether a case that goes to the archive has all its letters, made and out (条例第四十五条、档案法第十四条)."""

from collections.abc import Collection

from app.casework.letters.issuing import is_given_up, letters_of
from app.casework.letters.made import LetterNotMade, is_made, named
from app.casework.letters.recalls import recalls_of
from app.casework.models import Case, IssuedLetter


def check_all_made(case: Case) -> None:
    """Raises LetterNotMade with the letters whose PDF is not there; what was given up and taken back is not awaited."""
    recalled = recalls_of(case)
    missing = [one for one in letters_of(case) if not is_made(one)]
    awaited = [one for one in missing if one.id not in recalled or not is_given_up(one)]
    if awaited:
        raise LetterNotMade(
            f"{named(awaited)}的 PDF 还没有生成，不能归档。请稍候再试；一直没有生成的，请联系系统管理员重新生成，"
            "不能重新生成的，写明原因撤回"
        )


def not_brought_out(case: Case, without: Collection[str]) -> list[IssuedLetter]:
    """Letters to somebody outside of which no sending is on record, or that came back; `without`: kinds that need none.

    Why one that was taken back was not sent is on record already.
    """
    recalled = recalls_of(case)
    standing = [one for one in letters_of(case) if one.id not in recalled]
    outward = [one for one in standing if one.recipient != "internal" and one.kind not in without]
    return [one for one in outward if one.deliveries and not one.is_out]
