"""Which text a letter is made with: the organ's approved variant in force, else the standard of the catalogue."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, or_, select

from app.casework.contract.platform import platform
from app.casework.models import LetterVariant
from app.casework.models.variants import VariantState
from app.database import db
from app.letters.catalogue import ISSUING_KEYS, LetterKind
from app.letters.variant_rules import rule_problems
from app.letters.variants import SETTINGS, TEXT, files_of, keep_version
from app.office.edition import kept
from app.office.models import OrgUnit

FOLDER = "letter_variants"
_in_force = (
    select(LetterVariant.id)
    .join(OrgUnit)
    .where(OrgUnit.code == bindparam("code"), LetterVariant.kind == bindparam("kind"))
    .where(LetterVariant.state == VariantState.APPROVED, LetterVariant.valid_from <= bindparam("day"))
    .where(or_(LetterVariant.valid_until.is_(None), LetterVariant.valid_until > bindparam("day")))
    .order_by(LetterVariant.approved_at.desc(), LetterVariant.id.desc())
)


def kind_for(organ: OrgUnit, name: str, on: date) -> LetterKind:
    """The text that this organ uses on this day. Raises UnknownLetterKind."""
    return text_for(organ, name, on)[0]


def text_for(organ: OrgUnit, name: str, on: date) -> tuple[LetterKind, LetterVariant | None]:
    """The same with the variant, or None where it is the standard text."""
    standard = platform().catalogue.kind(name)
    variant = variant_in_force(organ, name, on)
    if variant is None or not fits(variant, standard):
        return standard, None
    return kind_of_variant(variant), variant


def fits(variant: LetterVariant, standard: LetterKind) -> bool:
    """Whether the variant may be used with the standard as it is today."""
    return not why_set_aside(variant, standard)


def why_set_aside(variant: LetterVariant, standard: LetterKind) -> str:
    """Why letters use the standard text instead of the variant, whatever its state; "" where nothing is against it.

    Either the standard asks for other facts and articles than when the variant was written, or the text breaks the
    rules of today: those are older versions, for a text that breaks them is not approved any more.
    """
    if shaping(variant.files[SETTINGS]) != shaping(files_of(standard)[SETTINGS]):
        return "标准文本的要素在这一版本写成之后已经更新"
    if problems := rule_problems(variant.files[TEXT], standard):
        return f"这一版本不符合现行的文本规则（{problems[0].message}）"
    return ""


def shaping(settings: str) -> dict[str, Any]:
    """The settings that a text rests on: without those that only say who may issue it."""
    found = tomllib.loads(settings)
    return {name: value for name, value in found.items() if name not in ISSUING_KEYS}


def variant_in_force(organ: OrgUnit, name: str, on: date) -> LetterVariant | None:
    """The approved variant of that day. A renamed organ keeps its variants: it keeps its code."""
    code = organ.code
    found = kept(("variant", code, name, on), lambda: _variant_in_force(code, name, on))
    return db.session.get_one(LetterVariant, found) if found is not None else None


def _variant_in_force(code: str, name: str, on: date) -> int | None:
    return db.session.scalars(_in_force, {"code": code, "kind": name, "day": on}).first()


def kind_of_variant(variant: LetterVariant) -> LetterKind:
    """The variant as a kind; its files are laid out in the instance folder for the worker that sets letters."""
    files = tuple(sorted(variant.files.items()))
    return _laid_out(Path(current_app.config["INSTANCE"]) / FOLDER, variant.kind, files)


@lru_cache(maxsize=128)
def _laid_out(root: Path, kind: str, files: tuple[tuple[str, str], ...]) -> LetterKind:
    return keep_version(root, kind, dict(files))
