"""The process that is measured here and elsewhere: drawn from one description, and walked to its end."""

import pytest

from app.casework.run.diagram_versions import drawn_now
from app.database import db
from tests.bench.crowd import at_once
from tests.bench.peers.guest import fourteen_steps, open_fourteen_steps
from tests.bench.peers.model import ALL, FILE, LANES, LOGINS, drawn
from tests.bench.visitor import Unexpected
from tests.support import databases
from tests.support.county import County
from tests.support.office import Office


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """As the suite's own, with the guest plugged in."""
    return databases.prepare(tmp_path_factory.mktemp("fourteen"), None, guests=[fourteen_steps])


def test_the_drawing_is_that_of_the_description():
    text = FILE.read_text("utf-8")
    assert text == drawn()
    assert text.count("<bpmn:userTask ") == len(ALL) == 14
    assert text.count("<bpmn:exclusiveGateway ") == 13
    assert text.count("<bpmn:lane ") == len(LANES) == len(LOGINS) == 3
    assert drawn("第 2 版。") != text


def test_fourteen_people_in_turn_bring_it_to_its_end(app):
    office = Office()
    organ_id = County.load().units["LF"].id
    office.number = office.run(open_fourteen_steps, office.person("clerk"), organ_id=organ_id)["number"]
    for step in ALL:
        assert office.open_nodes() == {step.id}
        office.do(step.login, step.id, **step.answer)
    assert office.open_nodes() == set()
    assert drawn_now(fourteen_steps).files[FILE.name] == FILE.read_bytes()
    db.session.remove()


def test_wrong_answers_of_a_crowd_are_counted_and_the_others_kept():
    def right(run):
        run.of("submit").wall.append(1.0)

    def wrong(run):
        run.of("submit").wall.append(2.0)
        raise Unexpected("409 instead of 302")

    run = at_once([right, wrong, right])
    assert run.failures == 1
    assert sorted(run.of("submit").wall) == [1.0, 1.0, 2.0]
