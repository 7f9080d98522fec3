"""What is published of a case's texts: the very version on which the signatures stand."""

from datetime import date

from app.casework.models import Case, TextVersion
from app.casework.publications.content import Content, paragraphs
from app.casework.publications.errors import NotSigned
from app.casework.texts.signatures import objections_in_words, standing_objections, standing_signatures
from app.casework.texts.versions import current_versions, slots_of


def signed_version(case: Case, slot: str, on: date) -> TextVersion:
    """The text as it stands, signed. Raises NotSigned without a consent to it, or while an objection to it stands."""
    title = next(one.title for one in slots_of(case) if one.key == slot)
    version = current_versions(case).get(slot)
    objections = [one for one in standing_objections(case) if slot in {text.slot for text in one.texts}]
    if objections:
        raise NotSigned(f"{objections_in_words(objections)}对{title}的异议尚未撤回，不能公开")
    signed = {text.id for one in standing_signatures(case, on) if one.agrees for text in one.opinion.texts}
    if version is None or version.id not in signed:
        raise NotSigned(f"{title}现在的文本没有有效的签署，不能公开")
    return version


def content_of(version: TextVersion, headline: str) -> Content:
    """A plain text as it is put before the public: word for word, one paragraph a line."""
    return Content(headline, paragraphs(str(version.content["text"])))
