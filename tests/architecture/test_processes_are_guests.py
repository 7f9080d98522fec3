"""A process is its package, its drawing, its letters, its migrations and one line in HOUSE: nothing else names it."""

import re
from pathlib import Path

import pytest

from app.assembly import HOUSE

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
MOVED_IN = [process.key for process in HOUSE if process.migrations is not None]
"""The processes that came as whole packages; the first one lived here before the platform did."""


@pytest.mark.parametrize("key", MOVED_IN)
def test_nothing_outside_its_package_names_it(key):
    named = re.compile(rf"processes[./]{key}\b|process(_key)?\s*==?\s*[\"']{key}[\"']|bpmn/{key}\b")
    package = APP / "processes" / key
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted(APP.rglob("*"))
        if path.suffix in (".py", ".html", ".toml", ".js", ".css") and package not in path.parents
        for line in path.read_text("utf-8").splitlines()
        if named.search(line)
    ]
    assert [line for line in found if not line.startswith("app/assembly.py")] == []
    assert len([line for line in found if line.startswith("app/assembly.py")]) == 1


@pytest.mark.parametrize("key", MOVED_IN)
def test_no_blueprint_of_it_is_named_outside(key):
    process = next(one for one in HOUSE if one.key == key)
    names = {
        bp.name for bp in (*process.desk.blueprints, *process.public.blueprints, *process.api.blueprints)
    }
    package = APP / "processes" / key
    named = re.compile("|".join(rf"['\"]{name}\." for name in names))
    found = [
        str(path.relative_to(ROOT))
        for path in sorted(APP.rglob("*"))
        if path.suffix in (".py", ".html")
        and package not in path.parents
        and named.search(path.read_text("utf-8"))
    ]
    assert (bool(names), found) == (True, [])
