"""How the agents answer the forms of a request (依申请公开), form by form, as its story wants."""

from typing import Any

from sqlalchemy import func, select

from app.casework.acts.actor import Actor
from app.casework.contract.scenes import NOT_NOW, Present
from app.casework.contract.stories import Recipes
from app.casework.models import Opinion
from app.casework.terms.moments import owed_by
from app.database import db
from app.office.holders import holders_of
from app.office.organs import find_unit
from app.office.vocabulary import Role
from app.processes.disclosure import draft_check, fees, reply_file_acts
from app.processes.disclosure.decisions import ACCEPT, CLARIFY, FEE, ON_SCREENING
from app.processes.disclosure.judging import decided_code, items_of
from app.processes.disclosure.models import Clarification
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.serving import why_late
from app.processes.disclosure.stories import correcting, earlier, writing
from app.processes.disclosure.stories.attachments import attachment, is_wanted
from app.processes.disclosure.stories.consulting import may_be_decided, may_be_given_out
from app.processes.disclosure.stories.story import Scene
from app.steps.assignment import units_under

Answer = dict[str, Any]
CHARGED_ITEMS = 12
RECIPES = Recipes()


def prepare(scene: Scene, present: Present, actor: Actor) -> None:
    """What is done before a draft is handed in: the handler adds what the reply hands over."""
    if scene.item.form == "screening" and scene.story.outcome == "excessive":
        earlier.ask_reason(scene, present, actor)
    if scene.item.form != "draft" or not is_wanted(scene):
        return
    present.run(
        reply_file_acts.add_reply_files, actor, case_id=scene.case.id,
        files=[attachment(scene)],
    )  # fmt: skip


@RECIPES.answers("registration")
def registration(scene: Scene) -> Answer:
    given: Answer = {"title": scene.case.title, "opinion": "申请要素齐全"}
    if scene.case.received_on is None:
        given |= {"confirmed_on": scene.day, "confirmation_note": "9:10 电话联系申请人，确认为本人申请"}
    return given


CHECKED = "已调取原件，与档案室留存的底稿一致（演示）"
LATE = "查找涉及多个单位，材料移交迟延（演示）"


@RECIPES.answers("screening")
def screening(scene: Scene) -> Answer:
    story = scene.story
    if story.clarification and db.session.get(Clarification, scene.case.id) is None:
        return {
            "screening": CLARIFY,
            "clarification_items": "请写明所需信息所属的年度\n请写明所需信息的文件名称、文号或者其他特征",
            "clarification_guidance": "可以参考本机关政府信息公开目录中的名称和文号，填写中有疑问的可以来电咨询",
            "clarification_period": 10,
        }  # fmt: skip
    if story.fee and fees.charge_of(scene.case) is None:
        return {"screening": FEE, "opinion": "一件申请含多个年度的内容，数量明显超过合理范围"}
    decided = earlier.outcome_now(scene)
    if story.at_screening and decided in ON_SCREENING:
        return {"screening": decided, "opinion": "不需转承办单位，直接告知"}
    return {"screening": ACCEPT, "opinion": "属于政府信息公开申请，予以受理"}


@RECIPES.answers("assignment")
def assignment(scene: Scene) -> Answer:
    return {"unit": unit_for(scene), "opinion": "请在规定期限内查找并提出答复意见"}


def unit_for(scene: Scene) -> str:
    """The story's unit if it can be chosen; otherwise one whose people can handle and sign."""
    options = units_under(scene.item)
    wanted = scene.story.unit or writing.topic_of(scene.story)["unit"]
    if wanted in options and can_handle(wanted, scene):
        return str(wanted)
    able = [code for code in options if can_handle(code, scene)]
    return scene.story.luck("unit").choice(able or list(options))


def can_handle(code: str, scene: Scene) -> bool:
    """Whether somebody drafts and somebody else signs there."""
    unit = find_unit(code, scene.today)
    return all(holders_of(role, unit, scene.today) for role in (Role.HANDLER, Role.UNIT_HEAD))


@RECIPES.answers("handling")
def handling(scene: Scene) -> Any:
    if not may_be_decided(scene.story, scene.case):
        return NOT_NOW  # the party has been asked
    if items_of(scene.case):
        return {
            "outcome": decided_code(scene.case),
            "secrecy_reviewed": True,
            "opinion": "已按项判断（演示）",
        }
    given = writing.search_record(scene.story, scene.case)
    return {
        **given,
        "outcome": earlier.outcome_now(scene),
        "secrecy_reviewed": True,
        "inseparable": "所涉内容贯穿全文，删去后没有可以单独提供的信息（演示）",
        "opinion": "已作保密审查和属性审查",
    }


@RECIPES.answers("secrecy_review")
def secrecy_review(scene: Scene) -> Answer:
    """The review finds what was decided."""
    found = {
        "granted": "disclose",
        "already_public": "disclose",
        "partly_granted": "part",
        "items_given": "disclose",
        "items_partly": "part",
        "items_partly_denied": "part",
    }
    conclusion = found.get(scene.case.outcome or "", "withhold")
    return {"decision": "approve", "source": "made", "conclusion": conclusion,
            "opinion": "经审查，与处理决定一致（演示）"}  # fmt: skip


@RECIPES.answers("draft")
def draft(scene: Scene) -> Answer:
    return NOT_NOW if earlier.awaits_reason(scene) else writing.reply_draft(scene)


@RECIPES.answers("verification")
def verification(scene: Scene) -> Answer:
    return correcting.verified(scene)


@RECIPES.answers("fee")
def fee(scene: Scene) -> Answer:
    """A request of several items is charged; else the quantity is within what is free (国办函〔2020〕109号)."""
    if scene.story.fee:
        return {
            "charge": "charge", "charged_by": "items", "items": CHARGED_ITEMS,
            "why_items": "十二个年度的明细各为一项，可以分别申请", "opinion": "已与申请人沟通，请审签（演示）",
            "payment_way": "凭本通知书所附非税收入缴款码（演示），通过银行柜台或者网上银行缴入国库",
        }  # fmt: skip
    return {"charge": "none", "opinion": "数量在免费范围内，不收费（演示）"}


@RECIPES.answers("fee_delivery")
def fee_delivery(scene: Scene) -> Answer:
    return {**_sent(scene, scene.day), "delivered_on": scene.day, "receiver": "本人"}


@RECIPES.answers("payment")
def payment(scene: Scene) -> Any:
    """What has come into the treasury; of who does not pay, nothing is entered."""
    charge = fees.charge_of(scene.case)
    if scene.story.fee != "paid" or charge is None or charge.delivered_on is None:
        return NOT_NOW
    number = f"20260000{scene.case.id:06}"
    return {"amount": fees.owed_of(charge).rest, "paid_on": scene.day, "receipt_number": number}


@RECIPES.answers("fee_lapse")
def fee_lapse(scene: Scene) -> Answer:
    return {"fee_lapse": "lapsed", "opinion": "已与国库对账，没有到账；通知书由申请人本人签收（演示）"}


@RECIPES.answers("sign")
def sign(scene: Scene) -> Answer:
    """Sends back as often as the story says for this signer, then agrees."""
    sent_back = select(func.count()).where(Opinion.case_id == scene.case.id, Opinion.node == scene.item.node)
    so_far = db.session.scalar(sent_back.where(Opinion.choice == "send_back")) or 0
    if so_far < scene.story.send_backs.count(scene.item.node):
        return {"decision": "send_back", "opinion": "请核对信息名称和页数，补充说明后再报"}
    doubts = draft_check.doubts_of(scene.case, scene.today)
    return {"decision": "approve", "opinion": f"同意。{CHECKED}" if doubts else "同意"}


@RECIPES.answers("issue")
def issue(scene: Scene) -> Any:
    if not may_be_given_out(scene.story, scene.case, scene.today):
        return NOT_NOW  # the third party is told first
    due_on = owed_by(scene.case)
    late = due_on is not None and scene.today > due_on
    return {"checked": True, **({"late_reason": LATE} if late else {})}


@RECIPES.answers("extension_approval")
def extension_approval(scene: Scene) -> Answer:
    """An extension that was asked for in vain: refused, or too late to be told."""
    due_on = scene.case.due_on
    if scene.story.extension == "refuse" or due_on is None or scene.today > due_on:
        return {"extension_decision": "refuse", "opinion": "材料不多，请抓紧办理"}
    return {"extension_decision": "approve", "opinion": "情况属实，同意延期"}


@RECIPES.answers("notice_delivery")
def notice_delivery(scene: Scene) -> Answer:
    clarification = db.session.get_one(Clarification, scene.case.id)
    return {**_sent(scene, str(clarification.notified_on)), "delivered_on": scene.day, "receiver": "本人"}


@RECIPES.answers("clarification")
def clarification(scene: Scene) -> Any:
    """A clerk types in what came on paper; what comes on the portal the applicant sends."""
    if scene.story.clarification != "answered" or scene.story.is_online:
        return NOT_NOW
    return {"answer": writing.clarified(scene.story, scene.case), "answered_on": scene.day}


@RECIPES.answers("lapse")
def lapse(scene: Scene) -> Any:
    if scene.story.clarification != "late":
        return {"lapse": "lapsed", "opinion": "已查网上平台、邮箱、收发室和窗口，均未收到补正"}
    known = db.session.get_one(Clarification, scene.case.id)
    if scene.story.is_online and not known.late_answer:
        return NOT_NOW  # the applicant is about to send it
    on_paper = {"answer": writing.clarified(scene.story, scene.case), "answered_on": scene.day}
    given = {} if known.late_answer else on_paper
    return {"lapse": "received", "opinion": "申请人因住院迟延，理由正当，予以接受", **given}


@RECIPES.answers("delivery")
def delivery(scene: Scene) -> Answer:
    if scene.visit <= scene.story.failed_deliveries:
        return {"delivery": "failed", **_sent(scene, scene.day), "note": "邮件退回：查无此人"}
    late = {"late_reason": LATE} if why_late(scene.case, scene.today) else {}
    return {"delivery": "delivered", **_sent(scene, scene.day), **late}


def _sent(scene: Scene, sent_on: str) -> Answer:
    """How a paper went out, by the way that the applicant wants."""
    way = request_of(scene.case).reply_way
    if way == "in_person":
        return {"method": way, "delivered_on": scene.day, "receiver": "本人"}
    if way == "email":
        return {"method": way, "sent_on": sent_on, "note": "从本机关政务邮箱发出，发送记录已打印入卷（演示）"}
    number = 1_000_000_000_000 + scene.case.id * 10 + scene.visit
    return {"method": "post", "sent_on": sent_on, "tracking_number": str(number)}


@RECIPES.answers("archive")
def archive(scene: Scene) -> Answer:
    return {"retention_years": 10, "delivered_on": scene.day, "note": "卷内文件齐全"}
