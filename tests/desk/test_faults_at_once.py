"""A file that is refused is told together with everything else that is wrong, and nothing that was typed is lost."""

import pytest

from app.casework.models import Case, Document, WorkItem
from app.database import db
from tests.journeys.test_correction_applications import BY_PAPER
from tests.journeys.test_proceedings import BEGUN, closed
from tests.support.office import PAPER, SEARCH, paper

pytestmark = pytest.mark.database
PROGRAM = ("申请.pdf", b"MZ\x90\0" * 64)
GOOD = ("申请书.pdf", paper("申请书"))
REFUSED = "“申请.pdf”不能上传"
CONCERN = {"topic": "广通镇便桥", "detail": "网民反映便桥被冲断后没有修复"}


def untold(answer, *names: str) -> list[str]:
    """Of which of these fields the page that came back does not tell what is wrong, beside the refused file."""
    assert answer.status_code == 422
    assert REFUSED in answer.text
    return [name for name in names if f'href="#f-{name}' not in answer.text]


def kept() -> tuple[int, ...]:
    db.session.rollback()
    return tuple(db.session.query(one).count() for one in (Case, Document))


@pytest.mark.parametrize(
    ("path", "data", "words", "names"),
    [
        ("/desk/disclosure/register", PAPER | {"name": "", "arrived_on": "2026-03-03"}, PAPER["description"], ["name"]),
        ("/desk/disclosure/register", PAPER | {"arrived_on": "2026-01-05"}, PAPER["description"], ["receipt_checked"]),
        ("/desk/disclosure/corrections/register", BY_PAPER | {"name": "", "wanted": ""}, BY_PAPER["recorded"],
         ["name", "wanted"]),
        ("/desk/concerns/register", CONCERN, CONCERN["detail"], ["known_at"]),
    ],
)  # fmt: skip
def test_when_something_is_registered(browser, path, data, words, names):
    before = kept()
    answer = browser("clerk").send(path, {**data, "organ": "LF", "form_key": "a"}, PROGRAM, GOOD)
    assert untold(answer, *names) == []
    assert words in answer.text
    assert 'name="kept_files"' in answer.text
    assert "申请书.pdf" in answer.text
    assert kept() == before


def test_beside_the_tasks(app, browser, office):
    office.apply()
    office.assigned()
    path = f"/desk/disclosure/{office.number}/searches/new"
    answer = browser("handler").send(path, {"scope": "局档案室", "form_key": "a"}, PROGRAM)
    assert untold(answer, "method", "result") == []
    assert "局档案室" in answer.text


def test_what_the_act_itself_refuses_is_told_too(app, browser, office):
    """A day that no form can judge: nobody is told of a reconsideration before it was applied for."""
    office.number, office.now = (found := closed()).number, found.now
    path = f"/desk/disclosure/{office.number}/proceedings/new"
    assert (
        untold(
            browser("clerk").send(path, {**BEGUN, "told_on": "2026-03-01", "form_key": "a"}, PROGRAM),
            "told_on",
        )
        == []
    )


def test_of_a_task(app, browser, office):
    office.apply()
    item = office.assigned().item("T_handle")
    typed = {**SEARCH, "method": "", "form_key": "a"}
    handler, path = browser("handler"), f"/desk/tasks/{item.id}/complete"
    answer = handler.send(path, typed, PROGRAM, GOOD, field="search_papers")
    assert untold(answer, "method", "outcome") == []
    assert SEARCH["scope"] in answer.text
    assert "申请书.pdf" in answer.text
    assert db.session.get_one(WorkItem, item.id).is_open
