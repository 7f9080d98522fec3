"""Every kind of command is named with a test that runs it: `make prove` kills it there at every boundary."""

import json
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import app as house
from app.casework.acts.commands import UseCase
from tests.prove.findings import FILE
from tests.prove.suites import KILLED_EVERYWHERE, KINDS
from tests.support.named_tests import is_there

ROOT = Path(__file__).resolve().parents[2]


def kinds():
    """The names of all commands, wherever a module declares one."""
    found = {}
    for module in walk_packages(house.__path__, "app."):
        source = ROOT / (module.name.replace(".", "/") + ".py")
        if source.is_file() and "use_case" in source.read_text(encoding="utf-8"):
            for value in vars(import_module(module.name)).values():
                if isinstance(value, UseCase):
                    found[value.name] = value.run.__module__
    return found


def test_a_command_kind_without_a_kill_is_named():
    told = tomllib.loads(KINDS.read_text(encoding="utf-8"))
    reached, apart = told["reached_by"], told["apart"]
    assert sorted(set(kinds()) - set(reached) - set(apart)) == [], "name the test that runs it in kinds.toml"
    assert sorted((set(reached) | set(apart)) - set(kinds())) == [], "there is no such command"
    assert set(reached).isdisjoint(apart)


def test_the_tests_named_are_there_and_reasons_are_given():
    told = tomllib.loads(KINDS.read_text(encoding="utf-8"))
    missing = [test for test in told["reached_by"].values() if not is_there(test.partition("[")[0])]
    assert missing == []
    assert all(len(reason) > 10 for reason in told["apart"].values())


def test_the_proof_on_record_is_of_every_kind_on_both_databases():
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    number = len(tomllib.loads(KINDS.read_text(encoding="utf-8"))["reached_by"])
    for database in ("SQLite", "PostgreSQL"):
        [found] = [
            one["value"]
            for one in kept[f"commands {database}"]["findings"]
            if one["what"] == KILLED_EVERYWHERE
        ]
        assert found == f"{number} of {number}", database
