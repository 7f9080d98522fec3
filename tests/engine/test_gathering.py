import shutil

import pytest

from app.engine.errors import DiagramError
from app.engine.gathering import calls, gather_folders, gather_with_calls, offers, process_ids
from tests.engine.helpers import DIAGRAMS, diagrams_of


@pytest.fixture
def folder(tmp_path):
    """A folder in which files of several processes lie beside each other."""
    for path in DIAGRAMS.glob("*/*"):
        shutil.copy(path, tmp_path)
    (tmp_path / "broken.bpmn").write_text("<a")
    return tmp_path


def test_a_file_comes_with_what_it_calls_by_any_way(folder):
    assert set(gather_with_calls(folder / "request.bpmn")) == {
        "request.bpmn",
        "signing.bpmn",
        "signing_chain.dmn",
    }


def test_a_file_that_calls_nothing_comes_alone(folder):
    assert set(gather_with_calls(folder / "small.bpmn")) == {"small.bpmn"}


def test_every_folder_with_diagrams_is_a_set():
    sets = gather_folders(DIAGRAMS)
    assert {"signing.bpmn", "request.bpmn", "signing_chain.dmn"} in [set(files) for files in sets]
    assert len(sets) == len(list(DIAGRAMS.iterdir()))


def test_a_missing_file_and_another_kind_of_file_are_refused(folder):
    with pytest.raises(DiagramError, match="找不到"):
        gather_with_calls(folder / "missing.bpmn")
    (folder / "a.txt").write_text("x")
    with pytest.raises(DiagramError, match="不是"):
        gather_with_calls(folder / "a.txt")


def test_unreadable_files_offer_and_call_nothing():
    assert (offers(b"<a"), calls(b"<a"), process_ids({"a.bpmn": b"<a"})) == (set(), set(), set())


def test_a_diagram_offers_its_process_and_a_table_its_decision():
    files = diagrams_of("request").files
    assert offers(files["signing.bpmn"]) == {"signing"}
    assert offers(files["signing_chain.dmn"]) == {"signing_chain"}
