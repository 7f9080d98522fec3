"""What cards must say: a prefix of one's own for the numbers, words for every group of audit lines."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.casework.contract.errors import CardRefused
from app.casework.contract.platform import Platform, platform
from app.processes.disclosure.process import disclosure
from tests.architecture.reaching import tree_of
from tests.guest.visitor_pass import visitor_pass

APP = Path(__file__).parents[2] / "app"
WRITERS = {"audit", "AuditLine"}
DRAWN = re.compile(r"""(?:\bicon\(|\bcard\('[^']*', )'([a-z0-9-]+)'""")


def test_two_processes_of_one_prefix_are_refused():
    twin = replace(visitor_pass, prefix=disclosure.prefix)
    with pytest.raises(CardRefused, match="编号前缀"):
        Platform.of([disclosure, twin], [])


def test_every_number_of_a_case_begins_with_the_prefix_of_the_card():
    """No act writes a prefix of its own."""
    calls = [call for tree in trees() for call in calls_of(tree, {"case_number"})]
    assert calls
    assert not [call.lineno for call in calls if isinstance(call.args[1], ast.Constant)]


def trees() -> list[ast.Module]:
    return [tree_of(file) for file in sorted(APP.rglob("*.py"))]


def calls_of(tree: ast.Module, names: set[str]) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) in names]


def groups_written(tree: ast.Module) -> set[str]:
    """The groups of the tags that a module writes: literal, named TAG, or a literal beginning."""
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = set()
    for call in calls_of(tree, WRITERS):
        tag = call.args[0] if call.args else None
        if isinstance(tag, ast.JoinedStr):
            tag = tag.values[0]
        value = tag.value if isinstance(tag, ast.Constant) else constants.get(getattr(tag, "id", ""))
        if isinstance(value, str) and "." in value:
            found.add(value.partition(".")[0])
    return found


def test_every_group_of_audit_lines_has_words(app):
    written = {group for tree in trees() for group in groups_written(tree)}
    assert {"case", "request", "letter_variant", "diagrams"} <= written
    assert written <= platform().audit_tags.keys()


def test_every_icon_of_a_card_or_a_page_is_there(app):
    """One that is missing leaves a gap and says nothing."""
    links = [
        link
        for card in platform().processes.values()
        for link in (*card.desk.menu, *card.case_page.acts, *card.work.acts, *card.public.ways)
    ]
    pages = [page.read_text("utf-8") for page in sorted(APP.rglob("*.html"))]
    named = {link.icon for link in links} | {name for page in pages for name in DRAWN.findall(page)}
    assert named > {"files", "journal-plus", "clock-history"}
    assert named - app.extensions["mingbai.icons"].keys() == set()
