"""The process that opens a file: what it is denied, what ends it, and what it may say."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from app.quarantine import child, limits
from app.quarantine.child import Look, TooSlow, ask
from tests.casework import upload_samples as samples

TRIES = '''
"""A reader of a hostile mind: does what its data say."""
import os, socket, subprocess


def read(data, **options):
    return {"said": eval(data.decode())}
'''
WAITS = "(lambda pair: pair[0].recv(1))(socket.socketpair())"


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """`hostile(expression)`: what a process that was taken over by its file gets when it tries this."""
    house = tmp_path / "app/quarantine"
    (house / "inside").mkdir(parents=True)
    for file in ("app/__init__.py", "app/quarantine/__init__.py", "app/quarantine/inside/__init__.py"):
        (tmp_path / file).touch()
    (house / "limits.py").write_bytes(Path(limits.__file__).read_bytes())
    (house / "inside/program.py").write_bytes(child.PROGRAM.read_bytes())
    (house / "inside/pdf.py").write_text(TRIES)
    monkeypatch.setattr(child, "HOUSE", tmp_path)
    monkeypatch.setattr(child, "PROGRAM", house / "inside/program.py")
    return lambda expression, seconds=20.0: ask(Look.PDF, expression.encode(), {}, seconds).found


class TestWhatItIsDenied:
    def test_it_inherits_no_secret(self, hostile, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://user:password@host/office")
        assert set(hostile("dict(os.environ)")["said"]) <= {"LC_CTYPE"}  # which Python sets by itself

    def test_it_inherits_no_open_file_or_connection(self, hostile, tmp_path):
        with open(tmp_path / "secret", "w") as secret:
            os.set_inheritable(secret.fileno(), True)
            found = hostile(
                "sorted(os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')[:3])"
            )
            assert not [each for each in found["said"] if "secret" in each]
            assert hostile(f"os.fstat({secret.fileno()})")["error"] == "OSError"

    def test_it_can_write_no_file(self, hostile, tmp_path):
        path = tmp_path / "written"
        assert hostile(f"open({str(path)!r}, 'w').write('x' * 9000)")["problem"] == "unreadable"
        assert path.stat().st_size == 0

    @pytest.mark.skipif(os.geteuid() == 0, reason="the kernel counts no processes of root")
    def test_it_can_start_no_process(self, hostile):
        assert hostile("os.fork()")["error"] == "BlockingIOError"

    def test_it_gains_no_rights(self, hostile):
        assert "NoNewPrivs:\t1" in hostile("open('/proc/self/status').read()")["said"]

    def test_it_goes_before_the_web_process_when_memory_is_short_and_leaves_it_the_processor(self, hostile):
        assert hostile("open('/proc/self/oom_score_adj').read().strip()")["said"] == "1000"
        assert hostile("os.nice(0)")["said"] == os.nice(0) + limits.NICENESS


class TestWhatEndsIt:
    def test_memory(self, hostile):
        assert hostile(f"len(bytes({limits.MEMORY_BYTES}))") == child.TOO_MUCH

    def test_processor_time(self, hostile, monkeypatch, tmp_path):
        numbers = tmp_path / "app/quarantine/limits.py"
        numbers.write_text(numbers.read_text().replace("CPU_SECONDS = 8", "CPU_SECONDS = 1"))
        assert hostile("[1 for _ in iter(int, 1)]") == child.TOO_MUCH

    def test_the_clock(self, hostile):
        with pytest.raises(TooSlow):
            hostile(WAITS, seconds=1.0)

    def test_a_crash(self, hostile):
        assert hostile("os.abort()") == child.TOO_MUCH

    def test_its_parents_death(self, hostile, tmp_path):
        waits = WAITS.encode()
        code = (
            "from pathlib import Path; from app.quarantine import child;"
            f"child.HOUSE, child.PROGRAM = Path({str(child.HOUSE)!r}), Path({str(child.PROGRAM)!r});"
            f"child.ask(child.Look.PDF, {waits!r}, {{}}, 600)"
        )
        parent = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
        while not (children := _children(parent.pid)):
            assert parent.poll() is None
        ended = select.poll()
        ended.register(handle := os.pidfd_open(children[0]), select.POLLIN)
        parent.kill()
        parent.wait()
        assert ended.poll(20_000)
        os.close(handle)


class TestWhatItMaySay:
    def test_not_more_than_the_limit(self, hostile):
        assert hostile(f"'x' * {limits.ANSWER_BYTES + 1}") == child.TOO_MUCH

    @pytest.mark.parametrize("words", [b"", b"[]", b"nonsense", b"[" * 50_000, b"\xff\xfe"])
    def test_nothing_but_one_object(self, words):
        assert child._understood(words) == child.TOO_MUCH

    def test_what_it_found(self):
        assert ask(Look.PDF, samples.pdf(), {}, 20.0).found == {"active": False, "pages": 1}
        assert ask(Look.PACKAGE, samples.docx(), {}, 20.0).found == {"kind": "docx", "active": False}

    def test_a_deeply_nested_attachment_is_unreadable(self):
        data = _with_attachment(b"[" * 500_000)
        assert "problem" in ask(Look.ATTACHMENT, data, {"name": "letter.json"}, 20.0).found

    def test_an_attachment_is_told_as_it_is(self):
        content = {"kind": "答复", "facts": {"n": 1}}
        data = _with_attachment(json.dumps(content).encode())
        assert ask(Look.ATTACHMENT, data, {"name": "letter.json"}, 20.0).found == {"attached": content}


def _with_attachment(content: bytes) -> bytes:
    def attach(document):
        document.attachments["letter.json"] = pikepdf.AttachedFileSpec(document, content)

    return samples.pdf(attach)


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
