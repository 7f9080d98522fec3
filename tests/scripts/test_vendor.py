"""The front-end files: copied when they are what the list says, refused when not."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "vendor.py"


class Checkout:
    """A folder with one package that has one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = folder / "node_modules/tool/dist/tool.js"
        self.target = folder / "app/static/vendor/tool/tool.js"
        for path in (self.source, folder / "scripts/vendor.py"):
            path.parent.mkdir(parents=True)
        shutil.copy(SCRIPT, folder / "scripts")
        self.source.write_text("good")
        files = {"dist/tool.js": hashlib.sha256(b"good").hexdigest()}
        package = {"package": "tool", "version": "1.0", "licence": "MIT", "target": "tool", "files": files}
        (folder / "vendor.json").write_text(json.dumps({"packages": [package]}))

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        script = str(self.folder / "scripts/vendor.py")
        return subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_listed_files_are_copied_and_the_check_agrees(checkout):
    assert checkout.run("--check").returncode == 1
    assert checkout.run().returncode == 0
    assert checkout.target.read_text() == "good"
    assert checkout.run("--check").returncode == 0


def test_a_changed_file_is_refused_and_named(checkout):
    checkout.source.write_text("bad")
    refused = checkout.run()
    assert refused.returncode == 1
    assert refused.stderr == "node_modules/tool/dist/tool.js: missing or not the file listed in vendor.json\n"
    assert not checkout.target.exists()


def test_files_that_are_not_listed_are_removed(checkout):
    stray = checkout.target.parent / "stray.js"
    stray.parent.mkdir(parents=True)
    stray.write_text("left over")
    assert checkout.run().returncode == 0
    assert not stray.exists()
