"""The card of the process 政策解读三同步."""

from pathlib import Path

from app.casework.contract.api import Api
from app.casework.contract.case_page import CasePage
from app.casework.contract.desk import Desk
from app.casework.contract.drawing import Copies, Drawing, Lane, handling_unit_of_case
from app.casework.contract.letters import Letters
from app.casework.contract.process import Process
from app.casework.contract.public import MenuEntry, Public
from app.casework.contract.publications import PublicationKind, Publications
from app.casework.contract.rows import Link
from app.casework.contract.words import Words
from app.casework.contract.work import Work
from app.office.permissions import Permission
from app.office.vocabulary import Role
from app.processes.interpretation import api, desk, portal
from app.processes.interpretation.board import figures
from app.processes.interpretation.forms import FORMS
from app.processes.interpretation.operations import operations
from app.processes.interpretation.overview import STAGES, facts_of, stages_of
from app.processes.interpretation.report_counting import reports
from app.processes.interpretation.steps import STEPS
from app.processes.interpretation.stories import STORIES
from app.processes.interpretation.terms import terms
from app.processes.interpretation.texts import texts
from app.processes.interpretation.use_cases import WITHDRAWN
from app.processes.interpretation.vocabulary import ANSWER_KIND, DOCUMENT_KIND, MATERIAL_KIND, PREFIX, PROCESS

HERE = Path(__file__).parent
TOGETHER = "interpretation_portal.package"
QUESTION = MenuEntry("我要提问", "interpretation_portal.ask_page")

interpretation = Process(
    key=PROCESS,
    package="app.processes.interpretation",
    title="政策解读",
    prefix=PREFIX,
    drawing=Drawing(
        main="interpretation",
        folder=HERE.parents[2] / "bpmn" / "interpretation",
        lanes={
            "起草部门": Lane(Role.HANDLER, handling_unit_of_case),
            "政府办": Lane(Role.OFFICE_REVIEWER),
            "发布渠道": Lane(Role.OFFICE_REVIEWER, copies=Copies.NAMED),
            "会签部门": Lane(Role.UNIT_HEAD, copies=Copies.UNITS),
            "合法性审核": Lane(Role.LEGAL_REVIEWER),
            "保密审查": Lane(Role.SECRECY_REVIEWER),
            "公开审查": Lane(Role.OFFICE_HEAD),
            "分管领导": Lane(Role.RESPONSIBLE_LEADER),
            "政府办负责人": Lane(Role.OFFICE_HEAD),
        },
    ),
    work=Work(forms=FORMS, operations=operations, messages=frozenset({WITHDRAWN}), steps=STEPS),
    case_page=CasePage(facts=facts_of, stages=STAGES, stages_of=stages_of, acts=desk.ACTS, panel=desk.PANEL),
    texts=texts,
    terms=terms,
    letters=Letters(folders=(HERE / "letter_templates",)),
    desk=Desk(
        blueprints=(desk.bp,),
        menu=(
            Link("起草政策文件", "interpretation.begin", "journal-plus", Permission.BEGIN_DRAFT),
            Link(
                "政策解读季度统计", "interpretation.quarter", "bar-chart", Permission.READ_BOARD, begins=False
            ),
        ),
    ),
    api=Api(blueprints=api.BLUEPRINTS),
    public=Public(blueprints=(portal.bp,)),
    words=Words(
        party="起草部门",
        subject="成套文件",
        organ="制发机关",
        received="报送",
        unconfirmed="尚未报送",
        awaited="尚未报送",
        text="政策文件和解读材料",
    ),
    stories=STORIES,
    figures=figures,
    reports=reports,
    publications=Publications(
        (
            PublicationKind(
                DOCUMENT_KIND, "政策文件", "policies", order=10, together=TOGETHER, form=QUESTION
            ),
            PublicationKind(
                MATERIAL_KIND, "政策解读", "explanations", order=20, together=TOGETHER, form=QUESTION
            ),
            PublicationKind(ANSWER_KIND, "政策问答", "answers", order=30),
        )
    ),
    audit_tags={"package": "成套文件", "question": "读者提问", "notice": "季度通报"},
    migrations=HERE / "migrations",
)
