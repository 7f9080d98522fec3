"""Every kind of letter that can be issued today, issued through the pages of the product, to look at: not samples.

`python -m tests.bench.every_kind FOLDER` walks one request a kind in a fresh county, over HTTP as people do, and puts
each PDF into the folder under the name of its kind. It ends with the kinds of the catalogue that nobody can issue yet.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from app.casework.letters import issuing
from app.casework.papers.documents import read_document
from app.database import db
from app.letters import Catalogue
from app.office.organs import find_unit
from app.office.people import appoint, find_person
from app.office.vocabulary import Role
from app.processes.disclosure import conversion_acts
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.former import former_choices
from app.processes.disclosure.registration import request_of
from tests.bench.driving import Pages, errors_of
from tests.bench.every_reply import REPLIES, Reply
from tests.desk.browsing import hidden
from tests.support import databases
from tests.support.county import LONG_AGO
from tests.support.office import paper

ORGAN_FORMS = ("archive_index", "envelope_sheet", "signature_sheet", "application_form")
CLARIFY = {
    "screening": "clarify",
    "clarification_items": "请写明需要的是哪一年度的拨付凭证\n请写明项目名称或者文号",
    "clarification_guidance": "可以参照本机关政府信息公开目录中的名称填写，有疑问的可以来电咨询",
    "clarification_period": "10",
}


def replied(office: Pages, reply: Reply) -> None:
    """From the application to the reply with its number."""
    office.apply(**reply.application)
    if reply.at_screening:
        office.task("clerk", "T_register", title=office.case.title)
        office.task("reviewer", "T_screening", screening=reply.outcome, opinion="不需转承办单位")
        drafter = "handler2"
    else:
        office.accepted()
        if reply.asks:
            asked(office, **reply.asks)
        office.task(
            "handler",
            "T_handle",
            **reply.search,
            secrecy_reviewed="1",
            outcome=reply.outcome,
            inseparable="全文都涉及同一事项，删去后没有可以单独提供的内容",
        )
        drafter = "handler"
    for name in reply.files:
        office.act(drafter, f"/desk/disclosure/{office.number}/files", (name, paper(name)))
    facts = {f"fact_{name}": text for name, text in reply.facts.items()}
    office.task(drafter, "T_draft", **facts, **former(office))
    office.signed()


def former(office: Pages) -> dict[str, str]:
    """重复申请: the drafter chooses which earlier reply is meant."""
    request = request_of(office.case)
    found = former_choices(request) if request.outcome == "repeated" else {}
    return {"former": next(iter(found))} if found else {}


def asked(office: Pages, **answer: str) -> None:
    """A third party is asked, gets its letter, and answers; a notice to the applicant goes out meanwhile."""
    way = f"/desk/cases/{office.number}/consultations"
    office.act("handler", f"{way}/new", party="third_party", name="禄丰示例建材有限公司", kind="organisation",
               information="该公司提交的投标报价明细表", address="禄丰市金山镇示例路12号")  # fmt: skip
    today = office.now.date().isoformat()
    office.act("clerk", f"{way}/1/letter")
    office.act("clerk", f"{way}/1/sending", method="in_person", delivered_on=today, receiver="该公司办公室")
    by_hand(office, "consultation_notice_to_applicant")
    office.act("clerk", f"{way}/1/answer", answered_on=today, answer_way="in_person", **answer)


def by_hand(office: Pages, kind: str, **facts: str) -> None:
    """制发文书 on the case page: fill, look, confirm."""
    path, typed = (
        f"/desk/cases/{office.number}/letters/new/{kind}",
        {f"fact_{n}": v for n, v in facts.items()},
    )
    if method := typed.pop("fact_method_", ""):
        typed["method"] = method
    look = office.who("clerk").post(path, typed)
    if look.status_code != 200:
        raise SystemExit(f"{kind}: {look.status_code}\n{errors_of(look.text)}")
    office.act("clerk", f"{path}/issue", seen=hidden(look.text, "seen"), **typed)


def clarified(office: Pages, answer: str = "") -> None:
    office.apply(description="申请公开拨付凭证", reply_way="portal")
    office.task("clerk", "T_register", title=office.case.title)
    office.task("reviewer", "T_screening", **CLARIFY)
    if answer:
        office.later(days=1)
        office.task("clerk", "T_clarification", answer=answer, answered_on=office.now.date().isoformat())


def still_unclear(office: Pages) -> None:
    clarified(office, "还是原来说的那个凭证，你们自己清楚")
    office.task("reviewer", "T_screening", screening="still_unclear", opinion="补正后仍不能确定所指")
    office.task(
        "handler2",
        "T_draft",
        fact_still_unclear="补正内容没有写明年度、项目名称和文号，本机关各年度拨付凭证有数千份，不能据此确定所指"
        "的是哪一份",
    )
    office.signed()  # fmt: skip


def lapsed(office: Pages) -> None:
    clarified(office)
    office.on_to(date(2026, 3, 17))
    office.task(
        "clerk", "T_confirm_lapse", lapse="lapsed", opinion="已查网上平台、邮箱、收发室和窗口，均未收到补正"
    )
    office.task("handler2", "T_draft")
    office.signed()


def extended(office: Pages) -> None:
    office.apply()
    office.accepted()
    office.act("handler", f"/desk/disclosure/{office.number}/extension", working_days="10",
               reason="所需凭证分存于十二个村，须逐村调取核对")  # fmt: skip
    office.task("officehead", "T_approve_extension", extension_decision="approve", opinion="情况属实")


def withdrawn(office: Pages) -> None:
    office.apply()
    office.task("clerk", "T_register", title=office.case.title)
    office.act(
        "clerk", f"/desk/cases/{office.number}/withdrawal", reason="申请人来函称已从别处取得", confirmed="1"
    )


def overridden(office: Pages) -> None:
    """第三十二条: disclosed although the third party objects; it is told before."""
    office.apply(description="禄丰市示例大桥桥梁检测报告")
    office.accepted()
    asked(office, answer="objected", reason="报告载有本公司的检测方法")
    office.task("handler", "T_handle", scope="本局桥梁管理档案", method="逐卷翻查", keywords="桥梁检测",
                result="查到2025年桥梁检测报告一份", secrecy_reviewed="1", outcome="granted")  # fmt: skip
    office.act("clerk", f"/desk/cases/{office.number}/consultations/1/notice", information="2025年桥梁检测报告全文",
               reasoning="桥梁结构安全关系过往群众的生命安全"
                         "，不公开可能对公共利益造成重大影响", disclosed_on="2026-03-10")  # fmt: skip


def forms(office: Pages) -> None:
    """What a clerk issues by hand in one case."""
    office.apply()
    office.accepted()
    today = office.now.date().isoformat()
    by_hand(office, "registration_record", registered_by="受理甲")
    by_hand(office, "receipt_confirmation_record", confirmed_on=today, confirmed_at="9时10分",
            confirmed_with="申请人本人，139****0000", result="confirmed", recorded_by="受理甲")  # fmt: skip
    by_hand(office, "secrecy_review_form", information="补贴发放明细", source="made", conclusion="disclose",
            opinion="不涉及国家秘密、商业秘密和个人隐私", reviewed_by="保密审查岗", reviewed_on=today)  # fmt: skip
    by_hand(office, "reason_request_notice",
            statistics="2026年1月至2月，您向本机关提出政府信息公开申请46件，内容均为同一征收项目",
            reason_working_days="10", submit_to="寄送或者当面提交至本机关")  # fmt: skip
    by_hand(office, "assistance_request", addressed_organ="禄丰市农业农村局", tasks="提供2024年度补贴发放明细",
            respond_by="2026-03-10", method_="in_person")  # fmt: skip
    by_hand(office, "organ_opinion_reply", addressed_organ="禄丰市农业农村局", letter_number="禄农函〔2026〕3号",
            letter_received_on=today, information="联合印发的实施方案", opinion="agreed",
            reasoning="该方案已经公布实施，没有不予公开的内容", method_="in_person")  # fmt: skip
    letter = issuing.letters_of(office.case)[0]
    office.act("clerk", f"/desk/cases/{office.number}/letters/{letter.id}/proof")


def converted(office: Pages) -> None:
    """第四十四条: what was given to one, suggested by that applicant, is put before everybody."""
    replied(office, next(reply for reply in REPLIES if reply.outcome == "granted"))
    office.run(conversion_acts.suggest_conversion, APPLICANT, case_id=office.case.id,
               data={"suggestion": "涉及全镇农户，需要公众广泛知晓"})  # fmt: skip
    way = f"/desk/disclosure/{office.number}/conversion"
    office.act("clerk", way, reason="suggested", headline="补贴发放标准",
               text="金山镇2024年度补贴发放标准见附件。")  # fmt: skip
    office.act(
        "reviewer", f"{way}/decision", decision="agree", opinion="属于涉及公众利益调整的信息，应当主动公开"
    )


def organ_asked(office: Pages) -> None:
    office.apply(description="联合印发的补贴实施方案")
    office.accepted()
    way = f"/desk/cases/{office.number}/consultations"
    office.act("handler", f"{way}/new", party="co_author_organ", name="禄丰市农业农村局",
               information="两局联合印发的补贴实施方案", proposal="该方案已实施完毕，拟予公开")  # fmt: skip
    office.act("clerk", f"{way}/1/letter")


WALKS: tuple[Callable[[Pages], None], ...] = (
    still_unclear, lapsed, extended, withdrawn, overridden, converted, forms, organ_asked,
)  # fmt: skip


def letters_of(office: Pages) -> Iterator[tuple[str, bytes]]:
    office.made()
    for letter in issuing.letters_of(office.case):
        yield letter.kind, read_document(issuing.pdf_of(letter))


def kept(office: Pages, folder: Path) -> set[str]:
    """The kinds of this case, each as a file."""
    found = dict(letters_of(office))
    for kind, pdf in found.items():
        (folder / f"{kind}.pdf").write_bytes(pdf)
    return set(found)


def drafts_itself() -> None:
    """What was never assigned is drafted and signed in the office of the organ itself."""
    for login, role in (("handler2", Role.HANDLER), ("unithead", Role.UNIT_HEAD)):
        person, organ = find_person(login), find_unit("LF", LONG_AGO)
        assert person is not None
        appoint(person, organ, role, LONG_AGO)
    db.session.commit()


def main(folder: Path, *only: str) -> None:
    """All of them, or the walks that are named."""
    folder.mkdir(parents=True, exist_ok=True)
    made: set[str] = set()
    prepared = databases.prepare(Path(tempfile.mkdtemp()), None)
    with prepared.app.app_context():
        drafts_itself()
        for reply in REPLIES if not only else ():
            print(reply.outcome, flush=True)
            office = Pages(prepared.app)
            replied(office, reply)
            made |= kept(office, folder)
        for walk in [one for one in WALKS if not only or one.__name__ in only]:
            print(walk.__name__, flush=True)
            office = Pages(prepared.app)
            walk(office)
            made |= kept(office, folder)
    print("not issued:", "、".join(sorted({one.kind for one in Catalogue()} - made)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
