import threading

import pytest

from app.engine.diagrams import DiagramSet
from app.engine.errors import DiagramError
from app.engine.specifications import prepare, specification_of
from tests.engine.helpers import diagrams_of, request_case_in_signing, sign


def renamed(number):
    files = diagrams_of("small").files
    return DiagramSet("small", {"small.bpmn": files["small.bpmn"] + b"<!-- %d -->" % number})


def test_one_content_is_parsed_once():
    assert specification_of(diagrams_of("small")) is specification_of(diagrams_of("small"))


def test_another_content_is_another_specification():
    assert specification_of(renamed(1)) is not specification_of(renamed(2))


def test_a_file_that_cannot_be_parsed_is_refused():
    with pytest.raises(DiagramError):
        specification_of(DiagramSet("small", {"small.bpmn": b"<a"}))


def test_a_hundred_versions_in_use_are_parsed_once_each():
    sets = [renamed(number) for number in range(100)]
    first = [specification_of(one) for one in sets]
    assert [specification_of(one) for one in sets] == first


def test_loops_are_wired_when_a_diagram_is_read():
    spec = prepare(diagrams_of("consultation")).spec
    for name in ("T_consult", "T_sign"):
        child = spec.task_specs[f"{name} [child]"]
        assert child.completed_event.is_connected(spec.task_specs[name].merge_child)


def test_many_threads_share_one_specification():
    failures = []

    def many():
        try:
            for number in range(5):
                case = sign(request_case_in_signing("denied", reload=bool(number % 2)), "unit_head")
                case.complete("T_sign_legal", sign_legal="default").complete("T_draft")
                sign(case, "unit_head", "legal", "office_head", "leader")
                case.complete("T_issue").complete("T_deliver", delivery="default").complete("T_archive")
                assert case.run.completed
                assert case.perform.names == ["issue_receipt", "issue_letter", "close_case"]
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=many) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
