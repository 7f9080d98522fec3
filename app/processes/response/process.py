"""The card of the process 回应关切."""

from pathlib import Path

from app.casework.contract.api import Api
from app.casework.contract.case_page import CasePage, Panel
from app.casework.contract.desk import Desk
from app.casework.contract.drawing import Copies, Drawing, Lane, handling_unit_of_case
from app.casework.contract.letters import Letters
from app.casework.contract.process import Process
from app.casework.contract.public import MenuEntry, Public, Way
from app.casework.contract.publications import PublicationKind, Publications
from app.casework.contract.rows import Link
from app.casework.contract.terms import Rule, Terms
from app.casework.contract.texts import Texts
from app.casework.contract.words import Words
from app.casework.contract.work import Work
from app.casework.letters.by_clerk import LETTER_OPERATIONS
from app.engine.operations import Operations
from app.law.clock import ClockKind
from app.office.permissions import Permission
from app.office.vocabulary import Role
from app.processes.response import (
    api,
    approving,
    desk,
    following,
    judging,
    letters,
    overview,
    portal,
    publishing,
    referral,
)
from app.processes.response.drafting import CO_SIGNERS, draft_form
from app.processes.response.figures import FIGURES
from app.processes.response.grading import CONFERENCE_NEEDED
from app.processes.response.publishing import KIND, posting
from app.processes.response.records import PREFIX, PROCESS
from app.processes.response.slots import SLOTS, drafters_of, slot_in_work
from app.processes.response.stories import STORIES
from app.steps.asking import Asking
from app.steps.closing import Archiving, Closing
from app.steps.papers import Papers
from app.steps.signoff import SignOff

HERE = Path(__file__).parent
FORMS = (
    *judging.FORMS,
    *referral.FORMS,
    draft_form(posting),
    *approving.FORMS,
    *publishing.FORMS,
    *following.FORMS,
)
PHRASES = ("请核实事实后再报", "请写明下一步措施")

response = Process(
    package="app.processes.response",
    key=PROCESS,
    title="回应关切",
    prefix=PREFIX,
    drawing=Drawing(
        main="response",
        folder=Path(__file__).parents[3] / "bpmn" / "response",
        lanes={
            "受理岗": Lane(Role.INTAKE_CLERK),
            "公开工作机构": Lane(Role.OFFICE_REVIEWER),
            "责任单位": Lane(Role.HANDLER, handling_unit_of_case),
            "会签单位": Lane(Role.UNIT_HEAD, copies=Copies.UNITS),
            "工作机构负责人": Lane(Role.OFFICE_HEAD),
            "分管领导": Lane(Role.RESPONSIBLE_LEADER),
            "发布渠道": Lane(Role.OFFICE_REVIEWER, copies=Copies.NAMED),
        },
    ),
    work=Work(
        forms={form.key: form for form in FORMS},
        operations=Operations([*LETTER_OPERATIONS, *following.operations, *referral.operations]),
        messages=frozenset({CONFERENCE_NEEDED}),
        lists=frozenset({CO_SIGNERS}),
        steps=(
            SignOff(slots_of=slot_in_work, phrases=PHRASES),
            posting,
            Asking(),
            Closing(),
            Archiving(),
            Papers(),
        ),
    ),
    case_page=CasePage(
        facts=overview.facts_of,
        stages=overview.STAGES,
        acts=overview.ACTS,
        panel=Panel("response/panel.html", overview.panel_of),
    ),
    texts=Texts(slots=SLOTS, drafters=drafters_of),
    terms=Terms(
        leading=(
            ClockKind.FIRST_STATEMENT,
            ClockKind.PRESS_CONFERENCE,
            ClockKind.OPINION_RESPONSE,
            ClockKind.APPROVAL_PAPER,
        ),
        rules={
            ClockKind.FIRST_STATEMENT: Rule(soon=2),  # hours
            ClockKind.PRESS_CONFERENCE: Rule(soon=6),
            ClockKind.OPINION_RESPONSE: Rule(soon=12),
            ClockKind.APPROVAL_PAPER: Rule(soon=6),
        },
        punctual=(ClockKind.FIRST_STATEMENT, ClockKind.PRESS_CONFERENCE, ClockKind.OPINION_RESPONSE),
    ),
    letters=Letters(folders=(HERE / "letter_templates",), facts=letters.FACTS),
    desk=Desk(
        blueprints=(desk.bp,),
        menu=(Link("登记舆情", "concerns.register_page", "megaphone", Permission.REGISTER_CASE),),
    ),
    public=Public(
        blueprints=(portal.bp,),
        menu=(MenuEntry("回应关切", "concerns_portal.answered"),),
        ways=(Way("回应关切", "公众关切的事怎么说", "concerns_portal.answered", "megaphone"),),
    ),
    api=Api(blueprints=(api.bp,)),
    words=Words(
        party="来源", subject="舆情", organ="受理机关", received="获知", unconfirmed="待确认", text="发布稿"
    ),
    stories=STORIES,
    figures=FIGURES,
    publications=Publications((PublicationKind(KIND, "回应关切", "responses", order=30),)),
    audit_tags={"concern": "舆情", "statement": "发布稿"},
    migrations=HERE / "migrations",
)
