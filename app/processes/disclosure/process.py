"""The card of the process 依申请公开."""

from pathlib import Path

from app.casework.contract.case_page import CasePage, Panel
from app.casework.contract.desk import Desk
from app.casework.contract.drawing import Drawing, Lane, handling_unit_of_case
from app.casework.contract.letters import Letters
from app.casework.contract.process import Process
from app.casework.contract.rows import Link
from app.casework.contract.texts import Texts
from app.casework.contract.work import Work
from app.office.permissions import Permission
from app.office.vocabulary import Role
from app.processes.disclosure import application_drafts
from app.processes.disclosure.forms import FORMS
from app.processes.disclosure.letters import address_of
from app.processes.disclosure.operations import operations
from app.processes.disclosure.overview import STAGES, facts_of
from app.processes.disclosure.pages import ACTS, bp, draft_of, enclosures_of, panel_of, signed_text
from app.processes.disclosure.queries import drafters_of
from app.processes.disclosure.terms import terms

DIAGRAMS = Path(__file__).parents[3] / "bpmn" / "disclosure"

disclosure = Process(
    key="disclosure",
    title="依申请公开",
    drawing=Drawing(
        main="disclosure",
        folder=DIAGRAMS,
        lanes={
            "受理岗": Lane(Role.INTAKE_CLERK),
            "公开工作机构": Lane(Role.OFFICE_REVIEWER),
            "承办单位": Lane(Role.HANDLER, handling_unit_of_case),
            "工作机构负责人": Lane(Role.OFFICE_HEAD),
            "承办单位负责人": Lane(Role.UNIT_HEAD, handling_unit_of_case),
            "法制审查": Lane(Role.LEGAL_REVIEWER),
            "分管领导": Lane(Role.RESPONSIBLE_LEADER),
        },
    ),
    work=Work(
        forms=FORMS,
        operations=operations,
        deadlines=frozenset({"clarification"}),
        messages=frozenset({"withdrawn", "extension_requested"}),
        housekeeping=(application_drafts.drop_expired, application_drafts.drop_folders_without_row),
    ),
    case_page=CasePage(
        facts=facts_of,
        stages=STAGES,
        acts=ACTS,
        panel=Panel("disclosure/similar.html", panel_of),
        reveal="disclosure.reveal",
    ),
    terms=terms,
    texts=Texts(draft=draft_of, signed_text=signed_text, drafters=drafters_of, enclosures=enclosures_of),
    letters=Letters(address_of=address_of),
    desk=Desk(
        blueprints=(bp,),
        menu=(Link("登记申请", "disclosure.register", "journal-plus", Permission.REGISTER_CASE),),
    ),
)
