"""Relations through which nothing is written are declared so (`viewonly`): a flush need not ask them what changed.

What is assigned to one would stand in memory alone, so nothing is: who writes, writes the id.
"""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Mapper, configure_mappers

from app.assembly import HOUSE
from app.database import db
from tests.architecture.reaching import ROOT, tree_of

OTHERS = {"act", "self"}


def mapped() -> list[Mapper[Any]]:
    """Every model of the house."""
    assert HOUSE
    configure_mappers()
    return list(db.Model.registry.mappers)


@pytest.fixture
def read_only() -> dict[str, set[str]]:
    """Model → its relations that are only read, of those that an id of its own stands for."""
    found = {
        mapper.class_.__name__: {
            one.key for one in mapper.relationships if one.viewonly and f"{one.key}_id" in mapper.columns
        }
        for mapper in mapped()
    }
    assert {"case", "owner", "done_by"} <= found["WorkItem"]
    return found


@pytest.fixture
def written() -> set[str]:
    """Names of relations that some model writes through."""
    relations = (one for mapper in mapped() for one in mapper.relationships)
    return {one.key for one in relations if not one.viewonly}


def trees(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Those of the product are read once for all who look; those of the tests are let go again."""
    for file in sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py")):
        tree = tree_of(file) if file.is_relative_to(ROOT / "app") else ast.parse(file.read_text("utf-8"))
        yield str(file.relative_to(ROOT)), tree


def test_no_row_is_made_with_a_relation_that_is_only_read(read_only):
    """Along with the id it may be given, so that it is known before the row is written."""
    wrong = [
        f"{file}:{call.lineno} {call.func.id}({given})"
        for file, tree in trees("app", "tests")
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        for given in read_only.get(call.func.id, set()) & {one.arg for one in call.keywords}
        if f"{given}_id" not in {one.arg for one in call.keywords}
    ]
    assert wrong == []


def test_no_relation_that_is_only_read_is_assigned(read_only, written):
    """By name: of one that no model writes through. What an act, or a thing that is no row, holds is its own."""
    names = set().union(*read_only.values()) - written
    wrong = [
        f"{file}:{one.lineno} .{one.attr} ="
        for file, tree in trees("app")
        for one in ast.walk(tree)
        if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store) and one.attr in names
        if not (isinstance(one.value, ast.Name) and one.value.id in OTHERS)
    ]
    assert wrong == []
