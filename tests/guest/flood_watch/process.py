"""The card of the guest 汛情处置: limits in hours, bound texts, own tables, pages for everybody, desk and programs."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from app.casework.contract.api import Api
from app.casework.contract.case_page import CasePage
from app.casework.contract.desk import Desk
from app.casework.contract.drawing import Copies, Drawing, Lane, handling_unit_of_case
from app.casework.contract.figures import CaseList, Figure, Figures, NumberRow
from app.casework.contract.letters import Letters
from app.casework.contract.process import Process
from app.casework.contract.public import MenuEntry, Public, Way
from app.casework.contract.publications import Publications
from app.casework.contract.rows import CaseAct, Fact, Link, Stage
from app.casework.contract.terms import Rule, Terms
from app.casework.contract.texts import Slot, Texts
from app.casework.contract.words import Words
from app.casework.contract.work import Work
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.texts.contents import TextKind
from app.database import db
from app.law.clock import ClockKind
from app.office.permissions import Permission
from app.office.vocabulary import Role
from app.steps.assignment import Assignment
from app.steps.cosigning import CoSigning, CoSigningByName
from app.steps.issue import Issuing
from app.steps.signoff import SignOff
from tests.guest.flood_watch import pages
from tests.guest.flood_watch.acts import BULLETIN, PLAN, PREFIX, measures, operations
from tests.guest.flood_watch.bulletin import KIND, bulletin_stands, views_of
from tests.guest.flood_watch.models import FloodReport
from tests.guest.flood_watch.stories import STORIES

HERE = Path(__file__).parent


def facts_of(case: Case) -> Sequence[Fact]:
    report = db.session.get_one(FloodReport, case.id)
    said = "；".join(views_of(case))
    return (
        Fact("地点", report.place), Fact("处置措施", report.measures, wide=True), Fact("公众意见", said, wide=True),
    )  # fmt: skip


def reports_by_state(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    counted = (
        select(func.count()).select_from(Case).where(Case.process == "flood_watch", Case.organ_id.in_(organs))
    )
    still = db.session.scalar(counted.where(Case.state == CaseState.OPEN)) or 0
    return (NumberRow("处置中", still, "open-floods"), NumberRow("全部", db.session.scalar(counted) or 0))


flood_watch = Process(
    key="flood_watch",
    title="汛情处置",
    package="tests.guest.flood_watch",
    prefix=PREFIX,
    drawing=Drawing(
        "flood_watch",
        HERE / "bpmn",
        {
            "受理岗": Lane(Role.INTAKE_CLERK),
            "承办单位": Lane(Role.HANDLER, handling_unit_of_case),
            "会签单位": Lane(Role.UNIT_HEAD, copies=Copies.UNITS),
            "会签人员": Lane(Role.HANDLER, copies=Copies.PEOPLE),
            "分管领导": Lane(Role.RESPONSIBLE_LEADER),
            "公开工作机构": Lane(Role.OFFICE_REVIEWER),
        },
    ),
    work=Work(
        forms={measures.key: measures}, operations=operations,
        steps=(Assignment(), CoSigning(), CoSigningByName(), SignOff(), Issuing()),
    ),
    texts=Texts(
        slots=(Slot(BULLETIN, "通报稿", TextKind.BODY), Slot(PLAN, "措施方案", TextKind.BODY)),
    ),
    case_page=CasePage(
        facts=facts_of,
        stages=(
            Stage("核实", ("T_assign", "T_accept", "T_measures")),
            Stage("会签", ("T_units", "T_people", "T_co_sign", "T_consult")),
            Stage("审签", ("T_approve", "T_issue")),
            Stage("征集意见", ("T_collect",)),
        ),
        acts=(
            CaseAct("撤回通报", "flood_desk.ask_withdrawal", "x-circle", Permission.PUBLISH, bulletin_stands),
        ),
    ),
    words=Words(party="反映人", subject="汛情", organ="处置机关", received="获知", text="告知书"),
    terms=Terms(
        leading=(ClockKind.OPINION_RESPONSE,),
        rules={ClockKind.OPINION_RESPONSE: Rule(soon=6)},
        punctual=(ClockKind.OPINION_RESPONSE,),
    ),
    letters=Letters(folders=(HERE / "letter_templates",)),
    desk=Desk((pages.desk,), (Link("登记汛情", "flood_desk.register_page", "journal-plus", Permission.REGISTER_CASE),)),
    public=Public(
        blueprints=(pages.portal,),
        menu=(MenuEntry("反映汛情", "flood_portal.ask"),),
        ways=(Way("反映汛情", "写明地点即可", "flood_portal.ask"),),
    ),
    api=Api(blueprints=(pages.api,)),
    figures=Figures(
        done="已按时处置", late="逾时处置",
        lists=(CaseList("open-floods", "处置中的汛情", lambda now: Case.state == CaseState.OPEN),),
        figures=(Figure("汛情", reports_by_state),),
    ),
    publications=Publications((KIND,)),
    stories=STORIES,
    audit_tags={"flood": "汛情"},
    migrations=HERE / "migrations",
)  # fmt: skip
