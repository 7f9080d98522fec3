"""The operation `issue_letter`: a drawing names a kind of letter, and the record fills it."""

from datetime import datetime
from pathlib import Path

import pytest

from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import Result, perform, use_case
from app.casework.contract.drawing import Drawing, Lane
from app.casework.contract.letters import Letters
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.contract.work import Work
from app.casework.letters.by_clerk import LETTER_OPERATIONS
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.run.diagram_versions import DiagramRefused, deploy, drawn_now
from app.casework.run.workflow import workflow_of
from app.database import db
from app.letters import Catalogue
from app.office.vocabulary import Role
from app.steps.closing import Closing
from tests.support.office import MORNING, Office

pytestmark = pytest.mark.database
HERE = Path(__file__).parent / "notice"
KIND = """
name = "进展告知书"
title = "办理进展告知书"
when = "告知办理进展"
articles = []
remedy_class = "P"
time_limit = "及时"
recipient = "applicant"
format = "letter"
usage_note = "告知办理进展。"
issued = "step"
uses = ["sender"]

[facts]
applicant_name = { title = "当事人", type = "string", max_length = 80, sample = "当事人甲" }
matter = { title = "事项", type = "string", max_length = 200, sample = "某事" }
"""
WORDS = "{% extends layout %}{% block text %}<p>{{ applicant_name }}反映的{{ matter }}已经核对。</p>{% endblock %}"


@use_case("open_plain_notice")
def open_one(act: Act, organ_id: int, opened_at: datetime) -> Result:
    act.case = Case(
        number="LFN-2026-0001", process="plain_notice", organ_id=organ_id, title="路灯不亮", party="当事人甲",
        opened_at=opened_at,
    )  # fmt: skip
    db.session.add(act.case)
    db.session.flush()
    workflow_of(act).start({})
    act.audit("case.opened", "登记")
    return {"number": act.case.number}


@pytest.fixture
def letter_folder(tmp_path):
    folder = tmp_path / "plain_progress"
    folder.mkdir()
    (folder / "letter.toml").write_text(KIND, "utf-8")
    (folder / "letter.html").write_text(WORDS, "utf-8")
    return tmp_path


@pytest.fixture
def plain_notice(app, county, letter_folder, monkeypatch):
    """A process that is nothing but a drawing and a folder of letters."""
    process = Process(
        key="plain_notice", title="告知", package=__name__, prefix="N",
        drawing=Drawing("plain_notice", HERE, {"受理岗": Lane(Role.INTAKE_CLERK)}),
        work=Work(operations=LETTER_OPERATIONS, steps=(Closing(),)),
        letters=Letters(folders=(letter_folder,), facts={"matter": lambda case, on: case.title}),
    )  # fmt: skip
    house = platform()
    monkeypatch.setitem(house.processes, process.key, process)
    monkeypatch.setattr(house, "catalogue", Catalogue([*house.catalogue.folders, letter_folder]))
    return process


@pytest.fixture
def office(plain_notice, county):
    perform(deploy, actor=SYSTEM, now=MORNING, process_key=plain_notice.key)
    office = Office()
    opened = office.run(open_one, SYSTEM, organ_id=county.units["LF"].id, opened_at=MORNING)
    office.number = opened["number"]
    return office


def test_the_letter_is_issued_from_the_record_and_the_case_runs_to_its_end(office):
    office.do("clerk", "T_check", opinion="已核对")
    db.session.rollback()
    (letter,) = letters_of(office.case)
    assert letter.kind == "plain_progress"
    assert (letter.facts["matter"], letter.facts["applicant_name"]) == ("路灯不亮", "当事人甲")
    assert delivery_of(letter.id).sent_on is None, "it waits on the delivery list"
    assert (office.case.state, office.open_items()) == (CaseState.CLOSED, [])


def test_its_pdf_follows_after_the_commit(office):
    office.do("clerk", "T_check", opinion="已核对")
    dispatch_due(office.now)
    db.session.rollback()
    assert letters_of(office.case)[0].document is not None


def test_a_drawing_that_names_a_letter_which_somebody_must_fill_is_not_deployed(plain_notice):
    files = {
        name: body.replace(b"'plain_progress'", b"'reason_request_notice'")
        for name, body in drawn_now(plain_notice).files.items()
    }
    with pytest.raises(DiagramRefused) as refused:
        perform(deploy, actor=SYSTEM, now=MORNING, process_key=plain_notice.key, files=files)
    assert "S_issue" in str(refused.value.fields or refused.value.message)
