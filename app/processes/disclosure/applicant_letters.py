"""Letters and papers as the applicant sees them: what may be downloaded, and the first download as proof."""

from dataclasses import dataclass
from datetime import date, datetime

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.letters.issuing import deliveries_of, letters_of
from app.casework.letters.recalls import recalls_of, words_of
from app.casework.models import Case, Delivery, Document, IssuedLetter, LetterRecall
from app.casework.models.documents import DocumentOrigin
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.casework.papers.documents import documents_of
from app.database import db
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.reply_files import documents_bound_in

OWN = (DocumentOrigin.APPLICANT, DocumentOrigin.PROOF)
WAY_WORDS = {
    (
        DeliveryMethod.PORTAL,
        DeliveryState.PENDING,
    ): "待送达：文书还没有生成，生成后在这里下载，自该日起算送达",
    (DeliveryMethod.PORTAL, DeliveryState.DELIVERED): "已在网上送达",
    (DeliveryMethod.POST, DeliveryState.PENDING): "待邮寄",
    (DeliveryMethod.POST, DeliveryState.SENT): "已寄出",
    (DeliveryMethod.POST, DeliveryState.DELIVERED): "已签收",
    (DeliveryMethod.IN_PERSON, DeliveryState.PENDING): "待您当面领取",
    (DeliveryMethod.IN_PERSON, DeliveryState.DELIVERED): "已当面领取",
    (DeliveryMethod.ENTRUSTED, DeliveryState.DELIVERED): "已委托送达",
    (DeliveryMethod.COURIER, DeliveryState.DELIVERED): "快递已签收",
    (DeliveryMethod.EMAIL, DeliveryState.PENDING): "待发送电子邮件",
    (DeliveryMethod.EMAIL, DeliveryState.SENT): "已发送电子邮件",
    (DeliveryMethod.EMAIL, DeliveryState.DELIVERED): "电子邮件已送达",
}


@dataclass(frozen=True)
class LetterRow:
    """One letter in the applicant's list. `size` is None while the PDF is being made."""

    id: int
    title: str
    number: str
    issued_on: date
    way: str
    may_download: bool
    size: int | None
    first_download_at: datetime | None
    is_reply: bool
    recalled: str = ""  # when and why it was taken back

    @property
    def is_ready(self) -> bool:
        return self.may_download and self.size is not None


def letter_rows(request: DisclosureRequest) -> list[LetterRow]:
    """Every letter of the request, newest first."""
    deliveries = {delivery.letter_id: delivery for delivery in deliveries_of(request.case)}
    recalled = recalls_of(request.case)
    rows = [_row(letter, deliveries.get(letter.id), request, recalled.get(letter.id))
            for letter in letters_of(request.case) if letter.is_for_applicant]  # fmt: skip
    return rows[::-1]


def _row(
    letter: IssuedLetter,
    delivery: Delivery | None,
    request: DisclosureRequest,
    taken_back: LetterRecall | None,
) -> LetterRow:
    return LetterRow(
        id=letter.id, title=letter.title, number=letter.document_number, issued_on=letter.issued_on,
        way=_way(delivery, is_taken_back=taken_back is not None), may_download=may_download(delivery),
        size=letter.document.file.size if letter.document else None,
        first_download_at=delivery.first_download_at if delivery else None,
        is_reply=letter.id == request.reply_letter_id, recalled=words_of(taken_back) if taken_back else "",
    )  # fmt: skip


def _way(delivery: Delivery | None, *, is_taken_back: bool) -> str:
    """How it came, or is to come; what was taken back before it came will not come."""
    if delivery is None or (is_taken_back and not may_download(delivery)):
        return ""
    if delivery.state == DeliveryState.FAILED:
        return "未能送达，将重新送达"
    if delivery.state == DeliveryState.RETURNED:
        return "邮件退回，将重新送达"
    words = WAY_WORDS.get((DeliveryMethod(delivery.method), DeliveryState(delivery.state)), "")
    return f"{words}（邮件号码 {delivery.tracking_number}）" if delivery.tracking_number else words


def may_download(delivery: Delivery | None) -> bool:
    """Once it was delivered on the portal, or sent in the way that was asked for, also where it came back."""
    return delivery is not None and delivery.state not in (DeliveryState.PENDING, DeliveryState.FAILED)


def letter_for_applicant(request: DisclosureRequest, letter_id: int) -> IssuedLetter:
    """The letter if it belongs to this request and may be downloaded. Raises NotFound."""
    letter = db.session.get(IssuedLetter, letter_id)
    if (
        letter is None
        or letter.case_id != request.case_id
        or not may_download(_latest(request.case, letter_id))
    ):
        raise NotFound()
    return letter


def own_papers(request: DisclosureRequest, documents: list[Document]) -> list[Document]:
    """What the applicant handed in."""
    return [paper for paper in documents if paper.is_visible_to_applicant and paper.origin in OWN]


def reply_papers(request: DisclosureRequest) -> list[Document]:
    """What the applicant gets with the reply, and the one rule for it (条例第三十六条第二项、第三十七条).

    The decision gives information, the reply is issued and may be seen, and the file is bound in it.
    """
    if request.reply_letter_id is None or not may_download(_latest(request.case, request.reply_letter_id)):
        return []
    return documents_bound_in(request)


def paper_for_applicant(request: DisclosureRequest, document_id: int) -> Document:
    """A paper of the applicant's own, or one given with the reply. Raises NotFound for every other."""
    allowed = [*own_papers(request, documents_of(request.case)), *reply_papers(request)]
    found = next((paper for paper in allowed if paper.id == document_id), None)
    if found is None:
        raise NotFound()
    return found


def _latest(case: Case, letter_id: int) -> Delivery | None:
    return next((found for found in reversed(deliveries_of(case)) if found.letter_id == letter_id), None)


@use_case("record_first_download")
def record_first_download(act: Act, letter_id: int) -> Result:
    """The applicant downloaded a letter for the first time: kept as proof of delivery."""
    delivery = _latest(act.the_case, letter_id)
    if delivery is None:
        raise NotFound()
    if delivery.first_download_at is None:
        delivery.first_download_at = act.now
    act.audit("letter.downloaded", "首次下载文书", letter=letter_id)
    return {"letter": letter_id}
