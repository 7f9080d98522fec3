"""An issued letter gets its PDF: set and signed outside of any transaction, then kept as the record of it."""

from typing import Any

from app import timekeeping
from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import Result, perform, use_case
from app.casework.letters import on_portal
from app.casework.letters.kept_texts import TextNotKept, kind_of_letter
from app.casework.letters.signers import signer_for
from app.casework.messages.dispatch import NotNow, NotSent
from app.casework.models import IssuedLetter
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import add_bytes, file_store
from app.database import db
from app.letters import Drawn, render
from app.letters.catalogue import LetterKind
from app.letters.signing import Signer, SignerAway
from app.office.models import OrgUnit


def render_issued(payload: dict[str, Any]) -> None:
    """Make the PDF of an issued letter and record it (outbox handler; repeating it changes nothing)."""
    letter_id: int = payload["letter_id"]
    letter = db.session.get_one(IssuedLetter, letter_id)
    if letter.document_id is not None:
        return
    kind, seal = _text_of(letter), file_store().get(letter.seal_hash) if letter.seal_hash else None
    facts, case_id = dict(letter.facts), letter.case_id
    signer = signer_for(db.session.get_one(OrgUnit, letter.organ_id).code)
    db.session.rollback()  # no transaction is open while the letter is typeset and signed
    pdf = render(kind, facts, Drawn(seal=seal))
    if signer is not None:
        pdf = _signed(signer, pdf)
    perform(
        record_rendered, actor=SYSTEM, now=timekeeping.now(), case_id=case_id, letter_id=letter_id, pdf=pdf,
        signed_with=signer.title if signer else "",
    )  # fmt: skip


def _signed(signer: Signer, pdf: bytes) -> bytes:
    """Raises SigningFailed; NotNow while the service is away: no letter is given up for that."""
    try:
        return signer.sign(pdf, timekeeping.now())
    except SignerAway as away:
        raise NotNow(str(away)) from away


def _text_of(letter: IssuedLetter) -> LetterKind:
    """Raises NotSent, whose words an administrator reads, where the letter cannot be set with its own text."""
    try:
        return kind_of_letter(letter)
    except TextNotKept as missing:
        raise NotSent(str(missing)) from missing


@use_case("record_rendered_letter")
def record_rendered(act: Act, letter_id: int, pdf: bytes, signed_with: str = "") -> Result:
    """Keep the PDF of a letter as the record of it; one that goes to the portal is delivered by that."""
    letter = db.session.get_one(IssuedLetter, letter_id, populate_existing=True)
    made = "已生成 PDF" if letter.document_id is None else "已有 PDF，再次生成的没有采用"
    if letter.document_id is None:
        filename = f"{letter.title}（{letter.document_number}）.pdf"
        document = add_bytes(
            act, pdf, filename=filename, media_type="application/pdf", origin=DocumentOrigin.LETTER,
            purpose=letter.kind, title=letter.title, visible=letter.is_for_applicant,
        )  # fmt: skip
        letter.document_id, letter.rendered_at = document.id, act.now
    act.audit("letter.rendered", f"《{letter.title}》{letter.document_number}{made}", letter=letter.id,
              signed_with=signed_with)  # fmt: skip
    on_portal.enter_account(act, letter)
    return {"letter": letter.id}
