"""电子邮件送达 of a request's letters: what the mail says and carries, and the task that then has nothing to send."""

from flask import current_app

from app.casework.acts.act import Act
from app.casework.contract.letters import LetterMail, MailFile
from app.casework.letters.deliveries import delivery_of
from app.casework.models import Case, Document, IssuedLetter
from app.casework.models.letters import DeliveryMethod
from app.casework.papers.documents import read_document
from app.processes.disclosure import serving
from app.processes.disclosure.correction_effects import sending_of, settle_sending
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import documents_bound_in

MOST_BYTES = 15 * 1024 * 1024
"""What usual mailboxes take, with the third more that the coding of a mail adds; the rest is fetched on the portal."""


def mailbox_of(case: Case) -> str:
    """The mailbox that the applicant named; empty without one."""
    return request_of(case).applicant.reveal("email")


def mail_of(letter: IssuedLetter) -> LetterMail:
    """The letter as a PDF; of a reply also what is given with it (条例第三十六条第二项)."""
    request = request_of(letter.case)
    given = documents_bound_in(request) if letter.id == request.reply_letter_id else []
    assert letter.document is not None  # no mail is written before
    sent = _that_fit([letter.document, *given])
    number, organ = letter.case.number, letter.case.organ_on(letter.issued_on)
    left = len(given) + 1 - len(sent)
    fetch = f"{current_app.config['PUBLIC_URL']}/progress"
    more = f"另有 {left} 个附件较大，请凭申请编号和查询码在 {fetch} 下载。" if left else ""
    text = (f"您好：\n\n您的政府信息公开申请（编号 {number}）的《{letter.title}》（{letter.document_number}）"
            "见本邮件附件。"
            f"{more}文书真伪可以在 {current_app.config['PUBLIC_URL']}/verify 核验。\n\n{organ.name}"
            f"{f'　电话 {organ.telephone}' if organ.telephone else ''}")  # fmt: skip
    files = tuple(MailFile(one.filename, one.file.media_type, read_document(one)) for one in sent)
    return LetterMail(mailbox_of(letter.case), f"{letter.title}（{letter.document_number}）", text, files)


def _that_fit(papers: list[Document]) -> list[Document]:
    """The letter always; of what is given with it, in order, as much as a mailbox takes."""
    kept, size = papers[:1], papers[0].file.size
    for paper in papers[1:]:
        size += paper.file.size
        if size <= MOST_BYTES:
            kept.append(paper)
    return kept


def went_out(act: Act, letter: IssuedLetter) -> None:
    """Nobody has to send it any more; a reply that went out late waits for somebody to say why."""
    request = request_of(act.the_case)
    if letter.id == request.reply_letter_id and serving.why_late(act.the_case, act.today):
        return
    sent = delivery_of(letter.id)
    is_in_account = sent is not None and sent.method == DeliveryMethod.PORTAL
    for item in sending_of(act.the_case, letter.id):
        settle_sending(act, item, "文书已生成，进入申请人账户" if is_in_account else "系统已用电子邮件发出")
