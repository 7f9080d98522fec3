"""A card against its drawing, letters, lists and clocks: each wrong name stops the start with card, field and what."""

import shutil
from dataclasses import replace

import pytest

from app import create_app
from app.casework.contract.errors import CardRefused
from app.casework.contract.figures import CaseList, Figures
from app.casework.contract.letters import Letters
from app.casework.contract.terms import Rule, Terms
from app.processes.disclosure.process import disclosure
from app.steps.issue import Issuing
from tests.guest.visitor_pass import HERE, visitor_pass
from tests.support.settings import settings_for

DRAWING = visitor_pass.drawing
LANES = DRAWING.lanes
CHECKED = CaseList("open", "在办", lambda now: None)


def start(tmp_path, card):
    with pytest.raises(CardRefused) as refused:
        create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'x.db'}"), guests=[card])
    assert "\n" not in str(refused.value)
    assert f"业务“{card.key}”" in str(refused.value)
    return refused.value


WRONG = [
    ({"key": "visitor pass"}, "key", "visitor pass"),
    ({"key": "disclosure", "prefix": "Q"}, "key", "同名"),
    ({"prefix": "v1"}, "prefix", "v1"),
    ({"prefix": disclosure.prefix}, "prefix", "已由"),
    ({"drawing": replace(DRAWING, folder=HERE / "bpnm")}, "drawing.folder", "bpnm"),
    ({"drawing": replace(DRAWING, folder=HERE / "migrations")}, "drawing.folder", "没有流程图"),
    ({"drawing": replace(DRAWING, main="visiter_pass")}, "drawing.main", "visiter_pass"),
    ({"drawing": replace(DRAWING, lanes={**LANES, "分管副县长": LANES["分管领导"]})}, "drawing.lanes", "分管副县长"),
    ({"drawing": replace(DRAWING, lanes={"受理岗": LANES["受理岗"]})}, "drawing", "分管领导"),
    ({"work": replace(visitor_pass.work, deadlines=frozenset({"opinion_respons"}))}, "work.deadlines",
     "opinion_respons"),
    ({"work": replace(visitor_pass.work, steps=(Issuing(slots=("lettre",)),))}, "work.steps", "lettre"),
    ({"terms": Terms(leading=("replay",))}, "terms.leading", "replay"),
    ({"terms": Terms(rules={"replay": Rule()})}, "terms.rules", "replay"),
    ({"letters": Letters(folders=(HERE / "leter_templates",))}, "letters.folders", "leter_templates"),
    ({"letters": Letters(folders=(HERE / "bpmn",))}, "letters.folders", "没有文书范本"),
    ({"figures": Figures(lists=(CHECKED, CHECKED))}, "figures.lists", "写了两次"),
    ({"figures": Figures(lists=(replace(CHECKED, name="在办"),))}, "figures.lists", "在办"),
]  # fmt: skip


@pytest.mark.parametrize(("facets", "field", "what"), WRONG, ids=[f"{row[1]}-{row[2]}" for row in WRONG])
def test_a_wrong_name_stops_the_start(tmp_path, facets, field, what):
    refused = start(tmp_path, replace(visitor_pass, **facets))
    assert refused.field == field
    assert what in str(refused)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('value="visit"', 'value="visti"'), ('id="issue_pass"', 'id="issue_card"'), ('name="受理岗"', 'name="受理港"')],
    ids=["form or step", "operation", "lane"],
)  # fmt: skip
def test_a_diagram_that_names_what_no_card_has_is_refused_by_name(tmp_path, right, wrong):
    folder = shutil.copytree(HERE / "bpmn", tmp_path / "bpmn")
    [file] = folder.glob("*.bpmn")
    file.write_text(file.read_text("utf-8").replace(right, wrong), encoding="utf-8")
    refused = start(tmp_path, replace(visitor_pass, drawing=replace(DRAWING, folder=folder)))
    assert refused.field.startswith("drawing")
    assert wrong.split('"')[1] in str(refused) or right.split('"')[1] in str(refused)
