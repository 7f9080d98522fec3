"""The papers on the case page as its macros want them: documents, what is enclosed, letters with their delivery."""

from typing import Any

from flask import url_for

from app.casework.contract.enclosures import Enclosure, Enclosures
from app.casework.contract.platform import words_of
from app.casework.letters import issuing as issued
from app.casework.letters import recalls
from app.casework.models import Case, Delivery, Document, IssuedLetter, LetterRecall
from app.casework.models.documents import DocumentOrigin
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.casework.papers import documents as papers
from app.casework.papers.upload_kinds import FACTS
from app.web.filters import plain_date, short_moment

Rows = list[dict[str, Any]]
ORIGIN_WORDS = {
    DocumentOrigin.OFFICE: "机关材料", DocumentOrigin.LETTER: "文书",
    DocumentOrigin.ATTACHMENT: "随文书提供的材料", DocumentOrigin.PROOF: "收件、送达凭证",
    DocumentOrigin.ASKED: "征求意见中收到",
}  # fmt: skip
ACTIVE = "含宏、脚本、嵌入的文件或者外部内容，请勿启用其中的宏和链接"
KIND_WORDS = {known.media_type: known.title for known in FACTS.values()}
METHOD_WORDS = {
    DeliveryMethod.PORTAL: "网上送达", DeliveryMethod.POST: "邮寄", DeliveryMethod.IN_PERSON: "直接送达",
    DeliveryMethod.EMAIL: "电子邮件", DeliveryMethod.ENTRUSTED: "委托送达", DeliveryMethod.COURIER: "其他快递",
}  # fmt: skip
DELIVERY_WORDS = {
    DeliveryState.PENDING: ("待送达", "warm"), DeliveryState.SENT: ("已寄出", "plain"),
    DeliveryState.DELIVERED: ("已送达", "green"), DeliveryState.FAILED: ("未送达", "red"),
    DeliveryState.RETURNED: ("已退回", "red"),
}  # fmt: skip


def documents(case: Case, enclosed: Enclosures | None) -> Rows:
    """Papers of the case but the letters and what is enclosed with them, which have their own cards."""
    elsewhere = enclosed.document_ids if enclosed else frozenset()
    return [
        document_row(case, one)
        for one in papers.documents_of(case)
        if one.origin != DocumentOrigin.LETTER and one.id not in elsewhere
    ]


def enclosure_rows(case: Case, enclosed: Enclosures) -> Rows:
    """What is enclosed, in its order: name, kind, size, pages, download; a paper copy has nothing to open."""
    return [_enclosure_row(case, number, one) for number, one in enumerate(enclosed.rows, start=1)]


def _enclosure_row(case: Case, number: int, one: Enclosure) -> dict[str, Any]:
    pages = f"{one.pages} 页" if one.pages else ""
    if one.document is None:
        return {"name": f"{number}．{one.name}", "kind": "纸质", "note": pages}
    row = document_row(case, one.document)
    kind = KIND_WORDS.get(one.document.file.media_type, "")
    note = " · ".join(words for words in (pages, one.said, row["note"]) if words)
    return {**row, "name": f"{number}．{one.document.filename}", "kind": kind, "note": note}


def document_row(case: Case, document: Document) -> dict[str, Any]:
    """One paper with its download."""
    href = url_for("desk.download_document", number=case.number, document_id=document.id)
    kind = _origin_words(case, document)
    active = ACTIVE if document.file.has_active_content else ""
    note = " · ".join(
        words for words in (active, f"{document.added_by} {short_moment(document.added_at)}") if words
    )
    return {"name": document.filename, "href": href, "size": document.file.size, "kind": kind, "note": note}


def _origin_words(case: Case, document: Document) -> str:
    if document.origin == DocumentOrigin.APPLICANT:
        return f"{words_of(case).party}提交"
    return ORIGIN_WORDS[DocumentOrigin(document.origin)]


def letters(case: Case, *, may_recall: bool = False) -> Rows:
    """Issued letters, newest first: number, PDF, how far the delivery is; for who may take one back, where."""
    deliveries = {delivery.letter_id: delivery for delivery in issued.deliveries_of(case)}
    recalled = recalls.recalls_of(case)
    return [
        {
            **_letter_row(case, letter, deliveries.get(letter.id)),
            **_recalled(recalled.get(letter.id)),
            "recall": may_recall
            and letter.id not in recalled
            and recalls.may_be_recalled(letter)
            and url_for("desk.ask_recall", number=case.number, letter_id=letter.id),
        }
        for letter in reversed(issued.letters_of(case))
    ]


def _recalled(found: LetterRecall | None) -> dict[str, Any]:
    """It stays in the list, and says that it was taken back."""
    return {} if found is None else {"state": "已撤回", "tone": "plain", "note": recalls.words_of(found)}


def _letter_row(case: Case, letter: IssuedLetter, delivery: Delivery | None) -> dict[str, Any]:
    words, tone = DELIVERY_WORDS[DeliveryState(delivery.state)] if delivery else ("已制发", "plain")
    row: dict[str, Any] = {
        "title": letter.title, "number": letter.document_number, "date": plain_date(letter.issued_on), "state": words,
        "tone": tone, "note": _delivery_note(delivery),
        "editing": url_for("desk.download_letter_copy", number=case.number, letter_id=letter.id),
    }  # fmt: skip
    if letter.document is None:
        return {**row, "note": f"{row['note']}　{issued.state_of_pdf(letter)}"}
    pdf = url_for("desk.download_document", number=case.number, document_id=letter.document_id)
    return {**row, "pdf": pdf, "size": letter.document.file.size}


def _delivery_note(delivery: Delivery | None) -> str:
    if delivery is None:
        return ""
    parts = [METHOD_WORDS[DeliveryMethod(delivery.method)], delivery.tracking_number]
    if delivery.sent_on and delivery.method != DeliveryMethod.PORTAL:
        parts.append(f"{plain_date(delivery.sent_on)} 寄出")
    if delivery.delivered_on:
        parts.append(f"{plain_date(delivery.delivered_on)} 送达")
    if delivery.first_download_at:
        parts.append(f"{short_moment(delivery.first_download_at)} 首次下载")
    return " · ".join(part for part in [*parts, delivery.note] if part)
