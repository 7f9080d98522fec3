"""A delivery with a changed, a missing or an added file is refused before anything of it is installed."""

import hashlib
import subprocess
from pathlib import Path

import pytest

CHECK = Path(__file__).resolve().parents[2] / "scripts/check_delivery.sh"


@pytest.fixture
def delivery(tmp_path):
    files = {"VERSION": "1\n", "app/start.py": "pass\n"}
    lines = []
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
        lines.append(f"{hashlib.sha256(content.encode()).hexdigest()}  ./{name}\n")
    (tmp_path / "SHA256SUMS").write_text("".join(lines))
    return tmp_path


def check(folder):
    return subprocess.run(["sh", str(CHECK), str(folder)], capture_output=True, text=True, check=False)


def test_what_was_packed_passes(delivery):
    answer = check(delivery)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_an_added_file_is_named(delivery):
    (delivery / "app/x.py").write_text("import os\n")
    answer = check(delivery)
    assert answer.returncode == 1
    assert "./app/x.py" in answer.stderr


def test_an_added_link_is_named(delivery):
    (delivery / "app/y.py").symlink_to("/etc/passwd")
    assert "./app/y.py" in check(delivery).stderr


@pytest.mark.parametrize("spoil", [lambda file: file.write_text("x"), lambda file: file.unlink()])
def test_a_changed_and_a_missing_file_are_refused(delivery, spoil):
    spoil(delivery / "app/start.py")
    assert check(delivery).returncode == 1
