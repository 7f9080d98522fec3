"""Files that somebody made to do harm: each is refused with its name, none is executed."""

import pytest

from app.engine.diagrams import DiagramSet
from app.engine.errors import DiagramError, TooDeep
from app.engine.lint import check_diagrams
from app.engine.runner import start
from tests.engine.helpers import VOCABULARY, Recorder, diagrams_of

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(10))
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def small_with(old: str, new: str) -> dict[str, bytes]:
    text = diagrams_of("small").files["small.bpmn"].decode()
    assert old in text
    return {"small.bpmn": text.replace(old, new, 1).encode()}


HOSTILE = {
    "external entity": (HEAD, f'{HEAD}<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', "文件"),
    "entity bomb": (HEAD, f"{HEAD}<!DOCTYPE x [{BOMB}]>", "文件"),
    "code in a condition": ('check == "complete"', '__import__("os").system("x")', "f_G_check__S_note"),
    "code in a parameter": ('value="case_id"', 'value="().__class__.__mro__"', "S_note"),
    "memory bomb": ('check == "complete"', '"a" * 10**9', "f_G_check__S_note"),
    "unknown operation": ('Operator id="note"', 'Operator id="os.system"', "S_note"),
    "external include": (
        "<bpmn:collaboration",
        '<bpmn:import importType="x" location="file:///x" namespace="x" /><bpmn:collaboration',
        "第 ",
    ),
    "not XML": ("<bpmn:process", "<<bpmn:process", "文件"),
    "deep nesting": ("<bpmn:process", "<bpmn:process><x>" + "<a>" * 300 + "</a>" * 300 + "</x", "文件"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_diagram_is_refused_with_file_and_element(name):
    old, new, element = HOSTILE[name]
    found = check_diagrams(small_with(old, new), VOCABULARY)
    assert any(finding.file == "small.bpmn" and finding.element.startswith(element) for finding in found), (
        found
    )


@pytest.mark.parametrize("name", ["external entity", "entity bomb", "not XML"])
def test_a_hostile_file_is_not_parsed_by_the_runner_either(name):
    old, new, _ = HOSTILE[name]
    with pytest.raises(DiagramError, match=r"small\.bpmn"):
        start(DiagramSet("small", small_with(old, new)), {}, Recorder())


def test_code_is_refused_when_it_is_reached_even_without_the_check():
    perform = Recorder()
    diagrams = DiagramSet("small", small_with('value="case_id"', "value=\"__import__('os').getpid()\""))
    run = start(diagrams, {"case_id": 1}, perform)
    with pytest.raises(Exception, match="只允许调用"):
        run.complete(run.ready()[0].id, {"check": "complete"})
    assert perform.calls == []


def test_an_endless_loop_ends_by_the_depth_guard_even_without_the_check():
    with pytest.raises(TooDeep):
        start(diagrams_of("endless"), {"turns": 0}, Recorder())


def test_a_hostile_decision_table_is_refused():
    files = dict(diagrams_of("request").files)
    files["signing_chain.dmn"] = files["signing_chain.dmn"].replace(b">True<", b">open('/etc/passwd')<", 1)
    found = check_diagrams(files, VOCABULARY)
    assert [(finding.file, finding.element) for finding in found] == [("signing_chain.dmn", "rule_0_leader")]


def test_other_kinds_of_files_are_refused():
    assert check_diagrams({"run.py": b"print()"}, VOCABULARY)[0].what == "只能是 .bpmn 或 .dmn 文件"
