"""Writers on SQLite stand in a queue: in order, bounded in time, and free of those who died in their turn."""

import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread
from threading import enumerate as enumerate_threads

import pytest

from app.writers_turn import TurnDidNotCome, turn

PATIENCE = 30  # seconds
HOLDER = """
import sys, pathlib
from app.writers_turn import turn
with turn(pathlib.Path(sys.argv[1]), 30):
    print("mine", flush=True)
    sys.stdin.read()
"""


def until(is_so):
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        Event().wait(0.001)


def waiting_at(file: Path) -> int:
    """How many stand in the kernel's queue for this file."""
    number = f":{file.stat().st_ino} "
    return sum("->" in line and number in line for line in Path("/proc/locks").read_text().splitlines())


def holder(file: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "mine\n"
    return process


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "office.db-turn"


def test_who_asks_first_writes_first(file):
    served: list[int] = []

    def write(number: int) -> None:
        with turn(file, PATIENCE):
            served.append(number)

    threads = [Thread(target=write, args=[number]) for number in range(6)]
    with turn(file, PATIENCE):
        for number, thread in enumerate(threads):
            thread.start()
            until(lambda number=number: waiting_at(file) == number + 1)
        assert served == []
    for thread in threads:
        thread.join(PATIENCE)
    assert served == [0, 1, 2, 3, 4, 5]


def test_another_process_waits_for_its_turn(file):
    with holder(file) as process:
        with pytest.raises(TurnDidNotCome), turn(file, 0.05):
            raise AssertionError("two at once")
        process.communicate("")
        with turn(file, PATIENCE):
            pass


def test_a_turn_ends_with_the_process_that_has_it(file):
    with holder(file) as process:
        process.kill()
        with turn(file, PATIENCE):
            assert process.wait() != 0


def test_who_gave_up_keeps_nobody_waiting(file):
    with turn(file, PATIENCE), pytest.raises(TurnDidNotCome), turn(file, 0.05):
        raise AssertionError("two at once")
    until(lambda: waiting_at(file) == 0)
    with turn(file, PATIENCE):
        pass


def test_who_merely_asks_does_not_get_the_turn_later(file):
    with turn(file, PATIENCE):
        with pytest.raises(TurnDidNotCome), turn(file, 0):
            raise AssertionError("it is held")
        assert all(thread.name != "writer's turn" for thread in enumerate_threads())
        assert waiting_at(file) == 0


def test_a_turn_ends_with_what_goes_wrong_in_it(file):
    with pytest.raises(ZeroDivisionError), turn(file, PATIENCE):
        raise ZeroDivisionError
    with turn(file, PATIENCE):
        pass


def test_a_program_started_in_a_turn_does_not_keep_it(file):
    with ExitStack() as still_running:
        with turn(file, PATIENCE):
            sleeper = subprocess.Popen(
                [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False
            )
            still_running.callback(sleeper.communicate)
        with turn(file, PATIENCE):
            assert sleeper.poll() is None


def test_the_file_is_for_its_owner_alone(file):
    with turn(file, PATIENCE):
        assert file.stat().st_mode & 0o777 == 0o600
