"""Who applies, as the case page tells it: what identifies a person is masked, and shown by an act with its line."""

from app.casework.contract.rows import Fact
from app.office.masks import mask_id_number, mask_telephone
from app.processes.disclosure.models import Applicant, DisclosureRequest
from app.processes.disclosure.vocabulary import ApplicantKind, IdentityDocument


def facts_of_applicant(request: DisclosureRequest) -> list[Fact]:
    """The applicant, whoever stands or acts for it, and how to reach it."""
    person = request.applicant
    number = person.reveal("identity_number")
    document = IdentityDocument(person.identity_document).title_zh if person.identity_document else ""
    return [
        Fact("申请人", f"{person.name}（{ApplicantKind(person.kind).title_zh}）"),
        Fact(
            "证件",
            f"{document} {mask_id_number(number) or '未提供'}".strip(),
            secret="identity_number" if number else "",
        ),
        Fact(
            "联系电话",
            mask_telephone(person.reveal("telephone")) or "未填写",
            secret="telephone" if person.telephone_sealed else "",
        ),
        Fact(
            "通信地址",
            "已填写" if person.address_sealed else "未填写",
            secret="address" if person.address_sealed else "",
        ),
        *_others(person),
    ]


def _others(person: Applicant) -> list[Fact]:
    """Who stands or acts for the applicant."""
    proof = "已提交代理或者监护的证明" if person.has_authority else "尚未提交代理或者监护的证明"
    return [
        *([Fact("法定代表人（负责人）", person.representative)] if person.representative else []),
        *([Fact("代理人", f"{person.agent_name}（{proof}）")] if person.agent_name else []),
    ]
