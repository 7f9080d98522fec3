import json
from pathlib import Path

import pytest
import zstandard

from app.engine.diagrams import load_diagrams
from app.engine.errors import StateUnreadable
from app.engine.runner import FORMAT, restore
from app.engine.state import FORMAT as STATE_FORMAT
from tests.engine.helpers import Recorder, diagrams_of, request_case, request_case_in_signing, sign

GOLDEN = Path(__file__).parent / "golden"


def test_the_format_number_stands_in_front():
    assert request_case().run.dump()[0] == FORMAT == STATE_FORMAT


@pytest.mark.parametrize("stored", [b"", b"\x00", b"\xff" + b"x" * 20, bytes([FORMAT]) + b"damaged"])
def test_what_is_not_a_state_is_refused(stored):
    with pytest.raises(StateUnreadable):
        restore(diagrams_of("request"), stored, Recorder())


def test_a_cut_state_is_refused():
    stored = request_case().run.dump()
    with pytest.raises(StateUnreadable):
        restore(diagrams_of("request"), stored[: len(stored) // 2], Recorder())


def test_a_state_of_other_diagrams_is_refused():
    with pytest.raises(StateUnreadable, match="不符"):
        restore(diagrams_of("small"), request_case().run.dump(), Recorder())


def test_a_state_holds_no_python_objects():
    document = json.loads(zstandard.decompress(request_case_in_signing().run.dump()[1:]))
    assert set(document) == {"run", "called", "trail"}


def test_a_fact_called_like_a_word_of_the_library_is_harmless():
    case = request_case().complete("T_register", typename="x", data_objects="y")
    assert case.complete("T_screening", screening="accept").nodes == ["T_assign"]


def test_after_twenty_user_tasks_the_state_is_under_six_kib():
    case = request_case().complete("T_register").complete("T_screening", screening="clarify")
    case.complete("T_clarification").complete("T_screening", screening="accept")
    case.complete("T_assign").complete("T_handle", outcome_class="denied")
    for _ in range(3):
        sign(case.complete("T_draft"), "unit_head").complete("T_sign_legal", sign_legal="default")
    sign(case.complete("T_draft"), "unit_head", "legal", "office_head", "leader")
    assert len(case.run.dump()) <= 6 * 1024


@pytest.mark.parametrize("folder", sorted(GOLDEN.glob("format_*/*")), ids=lambda folder: folder.name)
def test_a_state_of_every_released_format_goes_on(folder):
    """The files are never written again: cases in a county run on states of this age."""
    story = json.loads((folder / "story.json").read_text())
    perform = Recorder()
    diagrams = load_diagrams(folder, story["process"])
    run = restore(diagrams, (folder / "state.bin").read_bytes(), perform)
    assert sorted(task.node for task in run.ready()) == story["ready"]
    assert sorted(run.messages()) == story["messages"]
    assert sorted(timer.deadline for timer in run.timers()) == story["deadlines"]
    assert run.trail().done == story["done"]
    assert run.trail().taken == story["taken"]
    for step in story["steps"]:
        task = next(task for task in run.ready() if (task.node, task.assignee) == (step["node"], step["for"]))
        run.complete(task.id, step["facts"])
        run = restore(diagrams, run.dump(), perform)
    assert run.completed
    assert perform.names == story["performed"]


def test_there_is_a_golden_state_of_the_present_format():
    assert list(GOLDEN.glob(f"format_{FORMAT}/*/state.bin"))
