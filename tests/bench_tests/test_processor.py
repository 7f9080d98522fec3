"""Processor time of other processes is read, whatever they do with it."""

import subprocess
import sys

import pytest

from tests.bench.figures import Samples
from tests.bench.processor import Meter, parent, this_process, used

SPIN = """
import time
while time.process_time() < 0.3: pass
print(flush=True)
input()
"""


def test_what_another_process_worked_is_counted_and_what_it_waited_is_not():
    with subprocess.Popen([sys.executable, "-c", SPIN], stdin=-1, stdout=-1) as worker:
        taken = Samples()
        with Meter(lambda: [worker.pid]).measured(taken):
            worker.stdout.readline()
        idle = Samples()
        with Meter(lambda: [worker.pid]).measured(idle):
            sum(range(2_000_000))  # we work, it waits
        worker.communicate(b"\n")
    assert 200 < taken.cpu[0] < 1000
    assert idle.cpu[0] < 5 < idle.wall[0]


def test_own_work_is_counted_and_a_block_that_raises_is_not():
    taken, meter = Samples(), Meter(this_process)
    with meter.measured(taken):
        sum(range(2_000_000))
    with pytest.raises(ZeroDivisionError), meter.measured(taken):
        1 / 0  # noqa: B018
    assert len(taken) == 1
    assert 0 < taken.cpu[0] <= taken.wall[0] * 1.5


def test_a_process_that_ended_has_no_clock():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    assert parent(ended.pid) in this_process()
    ended.wait()
    with pytest.raises(OSError, match="Invalid argument"):
        used(ended.pid)
