import pytest

from app.engine.diagrams import DiagramSet, load_diagrams
from app.engine.errors import DiagramError
from tests.engine.helpers import DIAGRAMS, diagrams_of


def test_all_files_of_a_folder_are_one_set():
    assert set(diagrams_of("request").files) == {"request.bpmn", "signing.bpmn", "signing_chain.dmn"}


def test_the_hash_covers_every_file():
    diagrams = diagrams_of("request")
    for name in diagrams.files:
        changed = DiagramSet("request", {**diagrams.files, name: diagrams.files[name] + b" "})
        assert changed.hash != diagrams.hash, name


def test_the_hash_covers_the_names_of_the_files_and_the_main_process():
    diagrams = DiagramSet("small", {"a.bpmn": b"x"})
    assert diagrams.hash != DiagramSet("small", {"b.bpmn": b"x"}).hash
    assert diagrams.hash != DiagramSet("large", {"a.bpmn": b"x"}).hash


def test_the_hash_does_not_depend_on_the_order_of_the_files():
    first = DiagramSet("p", {"a.bpmn": b"1", "b.bpmn": b"2"})
    assert first.hash == DiagramSet("p", {"b.bpmn": b"2", "a.bpmn": b"1"}).hash


def test_a_folder_without_diagrams_is_refused(tmp_path):
    with pytest.raises(DiagramError, match="没有流程图"):
        load_diagrams(tmp_path, "request")


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / "small.bpmn").write_bytes((DIAGRAMS / "small" / "small.bpmn").read_bytes())
    (tmp_path / "notes.txt").write_text("x")
    assert set(load_diagrams(tmp_path, "small").files) == {"small.bpmn"}


def test_each_process_knows_the_file_that_draws_it():
    assert diagrams_of("request").file_of("signing") == "signing.bpmn"


def test_a_model_holds_what_the_diagram_says():
    model = diagrams_of("request").models["request"]
    assert model.name == "申请办理流程"
    assert model.lanes == ("受理岗", "公开工作机构", "承办单位", "工作机构负责人")
    assert model.nodes["T_screening"].form == "screening"
    assert model.nodes["CA_signing"].called == "signing"
    assert model.nodes["BT_clarification"].attached_to == "T_clarification"
    assert model.nodes["E_archived"].terminates
    assert [flow.target for flow in model.leaving("G_fork")] == [
        "T_register",
        "E_withdrawn",
        "G_extension_again",
    ]
