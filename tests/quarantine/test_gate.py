"""Turns: so many at once, so many waiting, the others refused at once; and never as many as there are threads."""

import runpy
import threading
from pathlib import Path

import pytest

from app.quarantine import limits, turns
from app.quarantine.child import ask
from app.quarantine.errors import TooManyAtOnce
from app.quarantine.gate import Gate
from app.quarantine.turns import Look, turn
from tests.casework import upload_samples as samples


def test_one_who_finds_the_places_taken_is_told_when_to_come_back():
    gate = Gate(at_once=1, waiting=0)
    with gate.passed(wait=1), pytest.raises(TooManyAtOnce) as refused, gate.passed(wait=1):
        pass
    assert refused.value.status == 429
    assert refused.value.retry_after == limits.COME_BACK_SECONDS
    assert f"{limits.COME_BACK_SECONDS} 秒后再试" in refused.value.message


def test_one_who_may_wait_gets_the_place_when_it_is_free():
    gate, inside, leave, got = Gate(1, 1), threading.Event(), threading.Event(), threading.Event()

    def first():
        with gate.passed(wait=1):
            inside.set()
            leave.wait(20)

    def second():
        with gate.passed(wait=20):
            got.set()

    threads = [threading.Thread(target=each) for each in (first, second)]
    threads[0].start()
    assert inside.wait(20)
    threads[1].start()
    assert not got.is_set()
    leave.set()
    assert got.wait(20)
    for thread in threads:
        thread.join()


def test_one_who_has_waited_long_enough_is_refused_and_leaves_no_trace():
    gate = Gate(1, 1)
    with gate.passed(wait=1), pytest.raises(TooManyAtOnce), gate.passed(wait=0.01):
        pass
    with gate.passed(wait=0.01):
        pass


def test_a_failure_gives_the_place_back():
    gate = Gate(1, 0)
    with pytest.raises(ZeroDivisionError), gate.passed(wait=1):
        raise ZeroDivisionError
    with gate.passed(wait=0):
        pass


def test_pages_always_find_a_thread():
    settings = runpy.run_path(str(Path(__file__).parents[2] / "gunicorn.conf.py"))
    assert settings["threads"] > limits.AT_ONCE + limits.WAITING


def test_a_call_that_has_used_its_processor_time_has_nothing_more_opened(monkeypatch):
    monkeypatch.setattr(limits, "CALL_CPU_SECONDS", 0.001)
    with turn() as mine:
        assert mine.look(Look.PDF, samples.pdf()) == {"active": False, "pages": 1}
        assert mine.look(Look.PDF, samples.pdf()) == {"problem": "call_time"}


def test_a_machine_too_busy_to_open_a_file_refuses_nobodys_file_for_good(monkeypatch):
    """The same file is taken when the processor has time: it never reads 过大 because others were at work."""
    monkeypatch.setattr(limits, "CALL_SECONDS", 0.5)
    with turn() as mine, pytest.raises(TooManyAtOnce) as busy:
        mine.look(Look.PDF, samples.pdf())
    assert (busy.value.status, busy.value.retry_after) == (429, limits.COME_BACK_SECONDS)


def test_a_process_that_gets_no_processor_is_no_fault_of_its_file(monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.01)
    with turn() as mine, pytest.raises(TooManyAtOnce):
        mine.look(Look.PDF, samples.pdf())


def test_a_sound_file_of_many_objects_is_taken_with_processor_time_to_spare():
    """What a drawing program writes on one page: slow to read, and no reason to refuse it."""
    data = samples.pdf_of_many(65_563)
    answer = ask(Look.PDF, data, {}, limits.WALL_SECONDS)
    assert answer.found == {"active": False, "pages": 1}
    assert answer.processor < limits.CPU_SECONDS / 2
    assert limits.WALL_SECONDS >= 5 * limits.CPU_SECONDS  # also where it gets a fifth of the processor
    with turn() as mine:
        assert mine.look(Look.PDF, data) == answer.found


def test_more_bytes_than_any_page_takes_reach_no_process(monkeypatch):
    monkeypatch.setattr(turns, "ask", None)
    with turn() as mine:
        assert mine.look(Look.PDF, bytes(limits.FILE_BYTES + 1)) == {"problem": "too_much"}
