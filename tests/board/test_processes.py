"""The board of a house with two processes: narrowed to one in the address, with the lists and figures of its own."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app import create_app
from app.casework.contract.figures import CaseList, Figure, Figures, NumberRow
from app.casework.contract.platform import platform
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.database import db
from app.office.people import find_person
from tests.guest.visitor_pass import open_visit, visitor_pass
from tests.support import databases
from tests.support.browsing import Browser
from tests.support.office import Office
from tests.support.settings import settings_for


def visits_by_state(organ_ids, now):
    mine = select(func.count()).where(Case.process == "visitor_pass", Case.organ_id.in_(organ_ids))
    return [NumberRow("登记的来访", db.session.scalar(mine) or 0, list="announced")]


guest = replace(
    visitor_pass,
    figures=Figures(
        done="已接待",
        lists=(CaseList("announced", "已登记来访", lambda now: Case.state == CaseState.OPEN),),
        figures=(Figure("来访情况", visits_by_state),),
    ),
)


@pytest.fixture
def office(tmp_path):
    """One request and two visits at one organ."""
    application = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'two.db'}"), guests=[guest])
    with application.app_context():
        databases.fill(application)
        office = Office()
        office.register()
        organ_id = find_person("clerk").appointments[0].unit_id
        for visitor in ("来访人甲", "来访人乙"):
            office.run(open_visit, office.person("clerk"), organ_id=organ_id, visitor=visitor)
        office.client = application.test_client()
        yield office
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def supervisor(office):
    return Browser(office.client, office.now).sign_in("supervisor")


def total_of(page) -> int:
    return int(page.tree.xpath("//h1")[0].text_content().split()[-2])


def test_all_processes_are_counted_together_or_each_by_itself(supervisor):
    assert "在办 3" in supervisor.get("/board").words
    assert "在办 1" in supervisor.get("/board?process=disclosure").words
    assert "在办 2" in supervisor.get("/board?process=visitor_pass").words
    assert "在办 3" in supervisor.get("/board?process=nobody").words


def test_every_link_of_a_narrowed_board_keeps_the_process_and_its_number(supervisor):
    board = supervisor.get("/board?process=visitor_pass")
    links = [link for link in board.tree.xpath("//*[@id='figures']//a") if "/board/list" in link.get("href")]
    assert links
    for link in links:
        assert "process=visitor_pass" in link.get("href")
        figure = (link.xpath(".//*[contains(@class, 'counter-value')]") or [link])[0].text_content().strip()
        if figure.isdigit():
            assert total_of(supervisor.get(link.get("href"))) == int(figure), link.get("href")
    assert board.hrefs("/board/print?process=visitor_pass")
    assert "业务：来访登记" in supervisor.get("/board/print?process=visitor_pass").words


def test_lists_and_figures_of_a_process_stand_on_its_board_only(supervisor):
    own = supervisor.get("/board?process=visitor_pass").words
    assert "来访情况" in own
    assert "已登记来访" in own
    assert "来访情况" not in supervisor.get("/board?process=disclosure").words
    page = supervisor.get("/board/list?list=visitor_pass.announced&process=visitor_pass")
    assert (page.status, total_of(page)) == (200, 2)
    assert total_of(supervisor.get("/board/list?list=visitor_pass.announced&process=disclosure")) == 1


def test_the_words_for_done_are_those_of_the_process(supervisor):
    assert "已接待" in supervisor.get("/board/list?list=answered&process=visitor_pass").words
    assert "已答复办结" in supervisor.get("/board/list?list=answered&process=disclosure").words
    assert "已答复办结" not in supervisor.get("/board/list?list=answered").words


def test_a_house_of_one_process_has_no_choice_of_processes(client, app):
    office = Office()
    office.register()
    processes = platform().processes
    others = {key: processes.pop(key) for key in list(processes) if key != "disclosure"}
    try:
        page = Browser(client, office.now).sign_in("supervisor").get("/board")
    finally:
        processes.update(others)
    assert not page.tree.xpath("//select[@name='process']")
    assert "process=" not in page.text
