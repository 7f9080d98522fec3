"""The card of the guest 汛情处置: limits in hours, own table, pages for everybody, desk and programs."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from app.casework.contract.api import Api
from app.casework.contract.case_page import CasePage
from app.casework.contract.desk import Desk
from app.casework.contract.drawing import Drawing, Lane
from app.casework.contract.figures import CaseList, Figure, Figures, NumberRow
from app.casework.contract.letters import Letters
from app.casework.contract.process import Process
from app.casework.contract.public import MenuEntry, Public, Way
from app.casework.contract.publications import PublicationKind, Publications
from app.casework.contract.rows import Fact, Link, Stage
from app.casework.contract.terms import Rule, Terms
from app.casework.contract.words import Words
from app.casework.contract.work import Work
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.database import db
from app.law.clock import ClockKind
from app.office.permissions import Permission
from app.office.vocabulary import Role
from tests.guest.flood_watch import pages
from tests.guest.flood_watch.acts import PREFIX, measures, operations
from tests.guest.flood_watch.models import FloodReport

HERE = Path(__file__).parent


def facts_of(case: Case) -> Sequence[Fact]:
    report = db.session.get_one(FloodReport, case.id)
    return (Fact("地点", report.place), Fact("处置措施", report.measures, wide=True))


def reports_by_state(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    counted = (
        select(func.count()).select_from(Case).where(Case.process == "flood_watch", Case.organ_id.in_(organs))
    )
    still = db.session.scalar(counted.where(Case.state == CaseState.OPEN)) or 0
    return (NumberRow("处置中", still, "open-floods"), NumberRow("全部", db.session.scalar(counted) or 0))


flood_watch = Process(
    key="flood_watch",
    title="汛情处置",
    prefix=PREFIX,
    drawing=Drawing(
        "flood_watch",
        HERE / "bpmn",
        {"受理岗": Lane(Role.INTAKE_CLERK), "分管领导": Lane(Role.RESPONSIBLE_LEADER)},
    ),
    work=Work(forms={measures.key: measures}, operations=operations),
    case_page=CasePage(facts=facts_of, stages=(Stage("核实", ("T_measures",)), Stage("审批", ("T_approve",)))),
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
    publications=Publications((PublicationKind("flood_bulletin", "汛情通报", "flood-bulletins"),)),
    audit_tags={"flood": "汛情"},
    migrations=HERE / "migrations",
)  # fmt: skip
