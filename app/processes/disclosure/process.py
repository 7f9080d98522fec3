"""The card of the process 依申请公开."""

from pathlib import Path

from app.casework.contract.api import Api
from app.casework.contract.case_page import CasePage, Panel
from app.casework.contract.desk import Desk
from app.casework.contract.drawing import Drawing, Lane, handling_unit_of_case
from app.casework.contract.figures import CaseList, Figure, Figures
from app.casework.contract.letters import Letters
from app.casework.contract.process import Process
from app.casework.contract.public import Guide, MenuEntry, Public, Way
from app.casework.contract.publications import PublicationKind, Publications
from app.casework.contract.rows import Link
from app.casework.contract.texts import Slot, Texts
from app.casework.contract.words import Words
from app.casework.contract.work import Work
from app.casework.texts.contents import TextKind
from app.law.outcomes import OUTCOMES
from app.office.permissions import Permission
from app.office.vocabulary import Role, UnitKind
from app.processes.disclosure import (
    api,
    application_drafts,
    flags,
    in_the_story,
    known_facts,
    mailing,
    portal,
    redo,
    serving,
)
from app.processes.disclosure.api.answers_of_case import MORE_OF_CASE
from app.processes.disclosure.api.shapes import more_of
from app.processes.disclosure.conversions import KIND, waits_to_be_published
from app.processes.disclosure.desk import ACTS, bp, draft_of, enclosures_of, panel_of, shown_reply
from app.processes.disclosure.evaluations import evaluated
from app.processes.disclosure.fee_operations import fee_notice_anew
from app.processes.disclosure.fee_text import FEE, fee_now, shown_fee
from app.processes.disclosure.forms import FORMS, WAYS
from app.processes.disclosure.ledger import LEDGER
from app.processes.disclosure.letter_acts import tell_applicant
from app.processes.disclosure.letters import REPLY, address_of, reply_now
from app.processes.disclosure.models import ApplicantGrant
from app.processes.disclosure.operations import clarification_notice, operations
from app.processes.disclosure.overview import STAGES, facts_of, stages_of
from app.processes.disclosure.portal.guide import guide_of
from app.processes.disclosure.proceedings import is_contested, report_rows
from app.processes.disclosure.queries import drafters_of
from app.processes.disclosure.registration import PROCESS, earliest_receipt, waits_for_its_day
from app.processes.disclosure.report_counting import reports
from app.processes.disclosure.steps import STEPS
from app.processes.disclosure.stories import STORIES
from app.processes.disclosure.terms import terms

TOWNSHIPS = frozenset({UnitKind.TOWNSHIP})
"""signoff_chain.dmn sends their replies to nobody for review: 乡镇没有法制审查岗和保密审查岗."""
DIAGRAMS = Path(__file__).parents[3] / "bpmn" / "disclosure"

disclosure = Process(
    key=PROCESS,
    title="依申请公开",
    package="app.processes.disclosure",
    drawing=Drawing(
        main="disclosure",
        folder=DIAGRAMS,
        lanes={
            "受理岗": Lane(Role.INTAKE_CLERK),
            "公开工作机构": Lane(Role.OFFICE_REVIEWER),
            "承办单位": Lane(Role.HANDLER, handling_unit_of_case),
            "工作机构负责人": Lane(Role.OFFICE_HEAD),
            "承办单位负责人": Lane(Role.UNIT_HEAD, handling_unit_of_case),
            "保密审查": Lane(Role.SECRECY_REVIEWER, spared=TOWNSHIPS),
            "法制审查": Lane(Role.LEGAL_REVIEWER, spared=TOWNSHIPS),
            "分管领导": Lane(Role.RESPONSIBLE_LEADER),
        },
    ),
    work=Work(
        forms=FORMS,
        operations=operations,
        deadlines=frozenset({"clarification", "payment"}),
        messages=frozenset({"extension_requested", "deferral_requested"}),
        housekeeping=(application_drafts.drop_expired, application_drafts.drop_folders_without_row),
        steps=STEPS,
        ways=WAYS,
    ),
    case_page=CasePage(
        facts=facts_of,
        stages=STAGES,
        stages_of=stages_of,
        acts=ACTS,
        panel=Panel("disclosure/desk/similar.html", panel_of),
        flags=flags.TONES,
        told=in_the_story.TOLD,
    ),
    terms=terms,
    texts=Texts(
        slots=(
            Slot(REPLY, "答复书", TextKind.LETTER, now=reply_now, preview=shown_reply),
            Slot(FEE, "收费通知书", TextKind.LETTER, now=fee_now, preview=shown_fee),
        ),
        draft=draft_of,
        drafters=drafters_of,
        enclosures=enclosures_of,
    ),
    letters=Letters(
        address_of=address_of,
        facts=known_facts.FACTS,
        recipients=known_facts.recipients_of,
        circumstances=known_facts.circumstances_of,
        tell=tell_applicant,
        served=serving.served,
        mailbox_of=mailing.mailbox_of,
        mail_of=mailing.mail_of,
        went_out=mailing.went_out,
        awaited_by=serving.AWAITED_BY,
        void=serving.why_void,
        kept=redo.reply_is_kept,
        made_anew={"clarification_notice": clarification_notice, "fee_notice": fee_notice_anew},
    ),
    desk=Desk(
        blueprints=(bp,),
        menu=(
            Link("收件登记", "disclosure.register", "journal-plus", Permission.REGISTER_CASE),
            Link(
                "登记更正申请",
                "disclosure.register_correction",
                "pencil-square",
                Permission.REGISTER_CASE,
            ),
            Link(
                "满意度评价", "disclosure.show_evaluations", "journal-text", Permission.PUBLISH, begins=False
            ),
        ),
        takes_post="disclosure.register",
        earliest_receipt=earliest_receipt,
    ),
    public=Public(
        blueprints=(portal.bp,),
        grants=(ApplicantGrant,),
        menu=(
            MenuEntry("在线申请", "disclosure_portal.apply"),
            MenuEntry("进度查询", "disclosure_portal.progress"),
        ),
        ways=(
            Way("在线申请", "四步完成，约 5 分钟", "disclosure_portal.apply", "pencil-square"),
            Way("进度查询", "凭编号和查询码", "disclosure_portal.progress", "search"),
        ),
        guide=Guide(
            title="政府信息公开指南",
            lead="在这里申请公开政府信息、查询办理进度、核验答复文书",
            template="disclosure/portal/_guide.html",
            context=guide_of,
            aside="disclosure/portal/_guide_aside.html",
        ),
        brand="政府信息依申请公开",
        footer="disclosure/portal/_footer.html",
        follow=MenuEntry("查询办理进度", "disclosure_portal.progress"),
        otherwise="申请公开政府信息",
    ),
    api=Api(blueprints=api.BLUEPRINTS, of_case=more_of, more=MORE_OF_CASE),
    words=Words(
        party="申请人",
        subject="申请事项",
        organ="受理机关",
        received="收到",
        unconfirmed="尚未与申请人确认",
        text="答复书",
        outcomes={code: one.title for code, one in OUTCOMES.items()},
    ),
    publications=Publications((PublicationKind(KIND, "依申请转主动公开", "converted", order=40),)),
    stories=STORIES,
    figures=Figures(
        done="已答复办结",
        late="逾期答复",
        lists=(
            CaseList("unconfirmed", "收到日期待确认", waits_for_its_day),
            CaseList("contested", "有行政复议、行政诉讼", is_contested),
            CaseList("to-publish", "待转主动公开", waits_to_be_published),
        ),
        figures=(
            Figure("行政复议、行政诉讼（本年）", report_rows, note="年度报告表四"),
            Figure("满意度评价", evaluated, "申请人在答复送达后自愿评价"),
        ),
    ),
    reports=reports,
    ledger=LEDGER,
    audit_tags={
        "request": "申请",
        "clarification": "补正",
        "extension": "延期",
        "secrecy": "保密审查",
        "reply_file": "答复附件",
        "search": "检索记录",
        "judgement": "逐步判断",
        "fee": "收费",
        "excess": "大量申请",
        "proceeding": "复议诉讼",
        "conversion": "转主动公开",
        "evaluation": "满意度评价",
    },
)
