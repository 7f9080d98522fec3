"""Whether a test that a document or a list names is there."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def is_there(named: str) -> bool:
    """`tests/…/test_x.py`, with `::Class` and `::function` behind it where they are named."""
    file, _, name = named.partition("::")
    return (ROOT / file).is_file() and (not name or name in _names(file))


@cache
def _names(file: str) -> frozenset[str]:
    return frozenset(_names_in(ast.parse((ROOT / file).read_text(encoding="utf-8")), ""))


def _names_in(node: ast.AST, before: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield before + child.name
            yield from _names_in(child, f"{before}{child.name}::")
