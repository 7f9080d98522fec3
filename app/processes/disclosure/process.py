"""The card of the process 依申请公开."""

from pathlib import Path

from app.casework.contract.process import Lane, Process, handling_unit_of_case
from app.office.vocabulary import Role
from app.processes.disclosure import application_drafts
from app.processes.disclosure.forms import FORMS
from app.processes.disclosure.letters import address_of
from app.processes.disclosure.operations import operations
from app.processes.disclosure.overview import facts_of, steps_of
from app.processes.disclosure.pages import acts_of, bp, draft_of, enclosures_of, panel_of, signed_text
from app.processes.disclosure.queries import drafters_of

DIAGRAMS = Path(__file__).parents[3] / "bpmn" / "disclosure"

disclosure = Process(
    key="disclosure",
    title="依申请公开",
    diagram="disclosure",
    diagrams_folder=DIAGRAMS,
    lanes={
        "受理岗": Lane(Role.INTAKE_CLERK),
        "公开工作机构": Lane(Role.OFFICE_REVIEWER),
        "承办单位": Lane(Role.HANDLER, handling_unit_of_case),
        "工作机构负责人": Lane(Role.OFFICE_HEAD),
        "承办单位负责人": Lane(Role.UNIT_HEAD, handling_unit_of_case),
        "法制审查": Lane(Role.LEGAL_REVIEWER),
        "分管领导": Lane(Role.RESPONSIBLE_LEADER),
    },
    forms=FORMS,
    operations=operations,
    deadlines=frozenset({"clarification"}),
    messages=frozenset({"withdrawn", "extension_requested"}),
    blueprints=(bp,),
    housekeeping=(application_drafts.drop_expired, application_drafts.drop_folders_without_row),
    facts_of=facts_of,
    steps_of=steps_of,
    acts_of=acts_of,
    draft_of=draft_of,
    enclosures_of=enclosures_of,
    address_of=address_of,
    panel_template="disclosure/similar.html",
    panel_of=panel_of,
    signed_text=signed_text,
    drafters_of=drafters_of,
    menu=(
        {
            "title": "登记申请",
            "endpoint": "disclosure.register",
            "icon": "journal-plus",
            "permission": "REGISTER_CASE",
        },
    ),
)
