"""Whom a search asked and what proves it: typed with the decision, in the letter, its sheet, the archive, the API."""

import io
import re
import zipfile

import pytest

from app import timekeeping
from app.casework.archive import bundle
from app.casework.letters.issuing import letters_of
from app.processes.disclosure.searches import standing_searches
from tests.api.caller import Caller
from tests.journeys.letters_seen import words_of
from tests.journeys.over_pages import PagesOffice
from tests.support.office import SEARCH, paper, search_for

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
ASKED = {"persons_asked": "档案室管理员、原经办人", "result": "没有查到"}
SHOT = ("检索截图.pdf", paper("截图"))


@pytest.fixture
def absent() -> PagesOffice:
    """The handler found nothing; whom he asked and what shows it stand in the form of the task."""
    office = PagesOffice()
    office.apply()
    office.assigned()
    form = office.get("handler", f"/desk/cases/{office.number}")
    assert {"persons_asked", "search_papers"} <= set(re.findall(r'name="(\w+)"', form))
    task = f"/desk/tasks/{office.item('T_handle').id}/complete"
    office.send("handler", task, SHOT, field="search_papers", **SEARCH | ASKED, outcome="not_existing")
    return office


def test_the_record_holds_both(absent):
    (record,) = standing_searches(absent.case)
    assert record.persons_asked == ASKED["persons_asked"]
    assert [one.filename for one in record.papers] == ["检索截图.pdf"]
    page = absent.get("unithead", f"/desk/disclosure/{absent.number}/searches")
    assert all(words in page for words in (ASKED["persons_asked"], "检索截图.pdf"))
    sheet = absent.get("unithead", f"/desk/cases/{absent.number}")
    assert "询问：档案室管理员、原经办人；附件：检索截图.pdf" in sheet


def test_letter_sheet_and_archive_hold_both(absent):
    absent.do("handler", "T_draft", fact_information="补贴发放录像", fact_reason="not_made")
    absent.all_signed().do("reviewer", "T_issue", checked=True)
    reply, sheet = (
        next(one for one in letters_of(absent.case) if one.kind == kind)
        for kind in ("reply_not_existing", "search_sheet")
    )
    assert "询问的人员：档案室管理员、原经办人。" in words_of(reply)
    assert all(words in words_of(sheet) for words in ("档案室管理员、原经办人", "检索截图.pdf"))
    absent.do("clerk", "T_archive", retention_years=10)
    with timekeeping.moved_to(absent.now):
        made = bundle.zipped(absent.case, absent.now.date())
    papers = {one["title"]: one["filename"] for one in made.manifest["papers"]}
    assert "政府信息检索记录表" in papers
    with zipfile.ZipFile(io.BytesIO(made.data)) as inside:
        assert inside.read(f"{bundle.PAPERS}/{papers['检索截图.pdf']}") == SHOT[1]
        assert bundle.SHEET in inside.namelist()


def test_whom_one_asked_without_where_one_looked_is_no_search():
    again = PagesOffice()
    again.apply()
    again.assigned()
    client = again.browser("handler")
    task = f"/desk/tasks/{again.item('T_handle').id}/complete"
    typed = {**SEARCH, **ASKED, "scope": "", "outcome": "not_existing", "form_key": "half"}
    answer = again._posted(client, task, typed, (SHOT,), "search_papers")
    assert (answer.status_code, "检索范围" in answer.text) == (422, True)
    assert standing_searches(again.case) == []


def test_by_programs(client):
    caller = Caller(client)
    caller.apply()
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    caller.do("reviewer", "T_screening", screening="accept")
    caller.do("reviewer", "T_assign", unit="LF-ZRZY")
    said = {**search_for("not_existing"), "persons_asked": ASKED["persons_asked"], "outcome": "not_existing"}
    caller.do("handler", "T_handle", **said)
    (told,) = caller.call("GET", f"/cases/{caller.number}", "handler").json["searches"]
    assert told["persons_asked"] == ASKED["persons_asked"]
