"""The other product's own environment, in .cache: made anew when requirements/peers.lock has changed; with hashes."""

import hashlib
import subprocess
import sys
from pathlib import Path

from tests.bench.progress import say
from tests.bench.workplace import ROOT

LOCK = ROOT / "requirements" / "peers.lock"
FOLDER = ROOT / ".cache" / "bench-peers"


def python() -> Path:
    """The interpreter with the other product in it."""
    interpreter, stamp = FOLDER / "bin" / "python", FOLDER / "stamp"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        say(f"installing {LOCK.name}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], check=True)
        install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:")
        subprocess.run([str(interpreter), *install, "--require-hashes", "-r", str(LOCK)], check=True)
        stamp.write_text(wanted)
    return interpreter


def version_of(package: str) -> str:
    """The version that the lock names."""
    lines = LOCK.read_text("utf-8").splitlines()
    return next(line.split("==")[1].split()[0] for line in lines if line.startswith(f"{package}=="))
