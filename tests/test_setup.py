"""Guards of set-up: what is locked stays complete, exact and free of addresses."""

import json
import re
import runpy
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"\b(?:https?|git|ssh|file)(?:\+\w+)?://(?!127\.0\.0\.1|\{)[\w.-]+")
SET_UP_FILES = ["Makefile", ".npmrc", "package.json", ".ci/run", "pyproject.toml"]
SET_UP_FOLDERS = ["requirements", "scripts"]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> dict[str, str]:
    """Versions by package of a lock file."""
    text = (ROOT / "requirements" / name).read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE))


def asked_for(name: str) -> set[str]:
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    return {canonical(Requirement(line).name) for line in lines if line and not line.startswith("#")}


def manifest() -> list[dict]:
    return json.loads((ROOT / "vendor.json").read_text())["packages"]


@pytest.mark.parametrize("name", ["runtime.lock", "test.lock"])
def test_every_locked_package_has_one_version_and_a_hash(name):
    entries = (
        (ROOT / "requirements" / name).read_text().split("\n\n")[-1].replace("\\\n", "").splitlines()[1:]
    )
    assert entries
    machine = r'(; platform_machine == "(x86_64|aarch64)")?'
    entry = re.compile(rf"[a-z0-9-]+==[^\s;]+{machine}(\s+--hash=sha256:[0-9a-f]{{64}})+\s*")
    assert [line for line in entries if not entry.fullmatch(line)] == []


def test_the_locks_hold_what_is_asked_for_in_the_chosen_versions():
    constraints = dict(
        re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements/constraints.txt").read_text(), re.M)
    )
    chosen = {canonical(name): version for name, version in constraints.items()}
    assert asked_for("runtime.in") <= locked("runtime.lock").keys()
    assert asked_for("runtime.in") | asked_for("test.in") <= locked("test.lock").keys()
    assert locked("test.lock") | locked("peers.lock") == chosen
    assert locked("runtime.lock").items() <= chosen.items()


def test_what_one_machine_alone_has_is_marked_in_the_locks():
    asked = (ROOT / "requirements/runtime.in").read_text().splitlines()
    assert 'pysqlite3; platform_machine == "x86_64"' in asked
    version = locked("runtime.lock")["pysqlite3"]
    for name in ("runtime.lock", "test.lock"):
        text = (ROOT / "requirements" / name).read_text()
        assert f'pysqlite3=={version}; platform_machine == "x86_64" ' in text


def test_sqlalchemy_stays_below_2_1():
    assert locked("runtime.lock")["sqlalchemy"].startswith("2.0.")


def test_set_up_names_no_download_address():
    files = [ROOT / name for name in SET_UP_FILES]
    for folder in SET_UP_FOLDERS:
        files += [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    found = {}
    for path in files:
        addresses = [one for one in ADDRESS.findall(path.read_text(encoding="utf-8")) if "example" not in one]
        if addresses:
            found[str(path.relative_to(ROOT))] = addresses
    assert found == {}


def test_the_npm_lock_has_sums_and_no_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert installed
    assert [
        name for name, entry in installed.items() if "resolved" in entry or not entry.get("integrity")
    ] == []


def test_front_end_packages_have_the_same_version_everywhere():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert {entry["package"]: entry["version"] for entry in manifest()} == wanted
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_the_vendor_list_names_licence_and_checksum_of_every_file():
    for entry in manifest():
        assert entry["licence"]
        assert any(Path(source).name.startswith("LICENSE") for source in entry["files"]), entry["package"]
        sums = entry["files"].values()
        assert [one for one in sums if not re.fullmatch(r"[0-9a-f]{64}", one)] == []


def test_every_vendor_file_that_pages_use_is_listed():
    listed = {
        f"vendor/{entry['target']}/{Path(source).name}" for entry in manifest() for source in entry["files"]
    }
    used = set()
    for path in [*(ROOT / "app/templates").rglob("*.html"), *(ROOT / "app").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"vendor/[\w.-]+/[\w.-]+\.\w+", text))
        used |= {
            f"vendor/bootstrap-icons/{name}.svg"
            for name in re.findall(r"\bicon\(['\"]([a-z0-9-]+)['\"]", text)
        }
    assert used - listed == set()


def test_dependencies_are_documented():
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    documented = {canonical(name) for name in re.findall(r"`([\w.-]+)`", text)}
    assert (asked_for("runtime.in") | asked_for("test.in")) - documented == set()


def test_the_web_server_listens_on_loopback_unless_told_otherwise(monkeypatch):
    for name in ("HOST", "PORT", "WEB_CONCURRENCY"):
        monkeypatch.delenv(name, raising=False)
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    assert settings["bind"] == "127.0.0.1:8000"
    assert settings["preload_app"] is False
    monkeypatch.setenv("HOST", "::1")
    monkeypatch.setenv("PORT", "9000")
    assert runpy.run_path(str(ROOT / "gunicorn.conf.py"))["bind"] == "[::1]:9000"


def test_a_stopping_web_server_has_less_time_than_those_who_wait_for_it():
    graceful = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["graceful_timeout"]
    unit = (ROOT / "scripts/deploy/mingbai-web.service").read_text()
    assert graceful < int(re.search(r"TimeoutStopSec=(\d+)", unit).group(1))
    assert graceful < runpy.run_path(str(ROOT / "scripts/serve.py"))["STOP_LIMIT"]
