"""Pack an offline delivery for an intranet: writes dist/mingbai-VERSION-MACHINE.tar.gz.

In it: the committed files, the wheels of runtime.lock, the letters' fonts, the front-end files, the Debian
packages that a bare Debian 12 lacks, and SHA256SUMS. On the target: unpack, `sudo sh scripts/install.sh`,
without a network. It serves the kind of machine and the Debian release it was packed on. With MINGBAI_BUNDLE_KEY, the
name of a secret key of gpg, SHA256SUMS is signed (SHA256SUMS.asc): scripts/check_delivery.sh then proves who packed it.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
SYSTEM_PACKAGES = ["python3", "python3-venv", "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]


def main() -> int:
    os.chdir(ROOT)
    version = output("git", "log", "-1", "--date=format:%Y%m%d", "--format=%cd-%h")
    name = f"mingbai-{version}-{platform.machine()}"
    if output("git", "status", "--porcelain", "--untracked-files=no"):
        print("mingbai: note: uncommitted changes are not packed")
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, name)
        step("committed files", lambda: committed_files(tree))
        (tree / "VERSION").write_text(version + "\n")
        step("fonts and front-end files", lambda: installed_files(tree))
        step("Python packages", lambda: wheels(tree / "offline" / "wheels"))
        step("Debian packages", lambda: debian_packages(tree / "offline" / "debs"))
        step("checksums", lambda: checksums(tree))
        if key := os.environ.get("MINGBAI_BUNDLE_KEY"):
            step("signature", lambda: sign(tree, key))
        DIST.mkdir(exist_ok=True)
        archive = DIST / f"{name}.tar.gz"
        step("archive", lambda: pack(tree, archive))
    print(f"mingbai: {archive.relative_to(ROOT)} ({archive.stat().st_size / 1e6:.0f} MB)")
    return 0


def step(title: str, work: Callable[[], None]) -> None:
    print(f"mingbai: bundle: {title} …", flush=True)
    work()


def committed_files(tree: Path) -> None:
    tree.mkdir()
    archive = tree.parent / "committed.tar"
    run("git", "archive", "--output", str(archive), "HEAD")
    with tarfile.open(archive) as packed:
        packed.extractall(tree, filter="data")


def installed_files(tree: Path) -> None:
    """What set-up has fetched and checked already."""
    shutil.copytree("fonts", tree / "fonts")
    shutil.copytree("app/static/vendor", tree / "app/static/vendor")


def wheels(folder: Path) -> None:
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps")
    run(*pip, "--only-binary=:all:", "--require-hashes", "-r", "requirements/runtime.lock", "-d", str(folder))


def debian_packages(folder: Path) -> None:
    """The packages with all they need, as if nothing were installed here, and an index that apt can read.

    Packages that every Debian system has (priority required) are left out.
    """
    (folder / "partial").mkdir(parents=True)
    status = folder / "status"
    status.touch()
    run(
        *(
            "apt-get",
            "-qq",
            "--yes",
            "--download-only",
            "--no-install-recommends",
            "-o",
            "Debug::NoLocking=1",
        ),
        *("-o", f"Dir::State::Status={status}", "-o", f"Dir::Cache::Archives={folder}", "install"),
        *SYSTEM_PACKAGES,
    )
    status.unlink()
    shutil.rmtree(folder / "partial")
    index = []
    for package in sorted(folder.glob("*.deb")):
        control = output("dpkg-deb", "--field", str(package))
        if "\nPriority: required" in control:
            package.unlink()
            continue
        size = package.stat().st_size
        index.append(f"{control}\nFilename: ./{package.name}\nSize: {size}\nSHA256: {digest(package)}\n")
    (folder / "Packages").write_text("\n".join(index), encoding="utf-8")


def checksums(tree: Path) -> None:
    files = sorted(path for path in tree.rglob("*") if path.is_file())
    lines = [f"{digest(path)}  ./{path.relative_to(tree)}\n" for path in files]
    (tree / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def sign(tree: Path, key: str) -> None:
    """The list of sums, signed: nobody else can write another one."""
    sums = str(tree / "SHA256SUMS")
    run(
        "gpg",
        "--batch",
        "--yes",
        "--armor",
        "--local-user",
        key,
        "--output",
        f"{sums}.asc",
        "--detach-sign",
        sums,
    )


def pack(tree: Path, archive: Path) -> None:
    with tarfile.open(archive, "w:gz", compresslevel=3) as packed:
        packed.add(tree, arcname=tree.name)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise SystemExit(f"mingbai: bundle: {Path(command[0]).name} failed: {' '.join(last)}")


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
