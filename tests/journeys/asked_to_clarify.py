"""A request whose applicant was asked to clarify (补正), before and after the period."""

from datetime import date, datetime

from app.casework.papers.uploads import check_upload
from app.casework.terms.sweep import fire_due_timers
from app.processes.disclosure import use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.timekeeping import OFFICE_TIME
from tests.casework.upload_samples import pdf
from tests.journeys.reply_file_hands import sign_until
from tests.support.office import Office

ANSWER = {"answer": "2024年度耕地地力保护补贴"}


DUE_ON = date(2026, 3, 16)


AFTER = datetime(2026, 3, 17, 9, 0, tzinfo=OFFICE_TIME)


def asked(office: Office | None = None) -> Office:
    """An online request whose applicant was asked on 2 March to clarify, until 16 March."""
    office = office or Office()
    office.apply()
    office.registered()
    office.do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
              clarification_guidance="写明年度", clarification_period=10)  # fmt: skip
    return office


def answers(office: Office, **data) -> dict:
    return office.run(
        use_cases.answer_clarification, APPLICANT, case_id=office.case.id, data={**ANSWER, **data}, uploads=[]
    )


def lapsing(office: Office | None = None) -> Office:
    """The period is over, the clerk is to look."""
    office = office or asked()
    office.now = AFTER
    fire_due_timers(office.now)
    return office


def sign_the_lapse(office: Office, node: str = "T_issue") -> None:
    """The letter is drafted and signed like any reply, until this task is open."""
    office.do("handler", "T_draft")
    sign_until(office, node)


def paper():
    return check_upload("补正.pdf", pdf(), limit=1_000_000)
