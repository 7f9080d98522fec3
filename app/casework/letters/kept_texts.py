"""The texts of this program are kept before letters are issued with them, and found again whatever is installed.

`flask setup` keeps those of a release, the approval of an organ's own wording keeps that (docs/decisions/0079).
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.insertion import insert_once
from app.casework.contract.platform import platform
from app.casework.letters.kinds import fits, kind_of_variant
from app.casework.models import IssuedLetter, LetterLayouts, LetterText, LetterVariant
from app.casework.models.variants import VariantState
from app.database import db
from app.law.office_time import office_day
from app.letters.catalogue import LetterKind, layout_files, read_kind
from app.letters.errors import BrokenLetterKind, RenderingFailed
from app.letters.variants import files_of, write_once

FOLDER = "letter_texts"


class TextNotKept(RenderingFailed):
    """The text that the letter was issued with is gone or spoilt, and no other is put in its place."""


def unkept() -> list[LetterKind]:
    """The texts that letters may be issued with now and that are not kept yet."""
    kept = set(db.session.scalars(select(LetterText.hash)))
    return [kind for kind in _usable() if kind.version_hash not in kept]


@use_case("keep_letter_texts")
def keep_texts(act: Act) -> Result:
    """登记文书文本: those of the program, and the organs' own as they look with its layouts."""
    new = unkept()
    for kind in new:
        keep(kind, act)
    act.audit(
        "letter_texts.kept", f"登记本程序的文书文本 {len(new)} 种", layouts=_layouts_of(new[0]) if new else ""
    )
    return {"kept": len(new)}


def keep(kind: LetterKind, act: Act) -> None:
    """One text, with the layouts that it is printed in; nothing where it is kept."""
    layouts = _layouts_of(kind)
    insert_once(LetterLayouts, hash=layouts, files=_texts(layout_files(kind.layouts)))
    insert_once(
        LetterText, hash=kind.version_hash, kind=kind.kind, files=files_of(kind), layouts_hash=layouts,
        is_delivered=kind.is_delivered, kept_at=act.now,
    )  # fmt: skip


def kind_of_letter(letter: IssuedLetter) -> LetterKind:
    """The text an issued letter was issued with, whatever was approved or installed since. Raises TextNotKept."""
    now = _kind_now(letter)
    if now is not None and now.version_hash == letter.template_hash:
        return now
    kept = db.session.get(LetterText, letter.template_hash)
    if kept is not None:
        return _laid_out(kept)
    if now is not None and _is_from_before(letter):
        return now
    raise TextNotKept(
        f"《{letter.title}》制发时使用的文书文本没有留存，不能改用现行文本补做；请撤回后重新制发"
    )


def _kind_now(letter: IssuedLetter) -> LetterKind | None:
    """As the program that is installed has it; None for a kind that it does not know any more."""
    if letter.variant is not None:
        return kind_of_variant(letter.variant)
    catalogue = platform().catalogue
    return catalogue.kind(letter.kind) if letter.kind in catalogue else None


def _is_from_before(letter: IssuedLetter) -> bool:
    """Whether it was issued when no texts were kept: such a letter is printed as the program of today has it."""
    first = db.session.scalar(select(func.min(LetterText.kept_at)))
    return first is None or letter.issued_on <= office_day(first)


def _laid_out(kept: LetterText) -> LetterKind:
    """The kept files in a folder for the worker, which may be removed at any time. Raises TextNotKept."""
    root = Path(current_app.config["INSTANCE"]) / FOLDER
    layouts = write_once(root / f"layouts-{kept.layouts_hash[:16]}", kept.layouts.files)
    own = {f"{kept.kind}/{name}": text for name, text in kept.files.items()}
    folder = write_once(root / kept.hash[:16], own) / kept.kind
    try:
        kind = read_kind(folder, is_delivered=kept.is_delivered, layouts=layouts)
    except BrokenLetterKind as broken:
        raise TextNotKept(f"留存的文书文本 {kept.hash[:12]} 与本程序不相配：{broken}") from broken
    if kind.version_hash != kept.hash:
        raise TextNotKept(f"留存的文书文本 {kept.hash[:12]} 与登记的不符，没有使用")
    return kind


def _usable() -> Iterator[LetterKind]:
    """All that a letter may be issued with now, or from a later day on."""
    catalogue = platform().catalogue
    yield from catalogue
    approved = select(LetterVariant).where(LetterVariant.state == VariantState.APPROVED)
    for variant in db.session.scalars(approved):
        if variant.kind in catalogue and fits(variant, catalogue.kind(variant.kind)):
            yield kind_of_variant(variant)


def _layouts_of(kind: LetterKind) -> str:
    """The name of the layouts: a hash of all that is in them."""
    digest = hashlib.sha256()
    for name, text in _texts(layout_files(kind.layouts)).items():
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()


def _texts(files: list[Path]) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in files}
