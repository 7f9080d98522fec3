"""Which letters some path of the product issues, and which none does: read from code and diagrams, nothing is run.

A path is: the clerk's page (`issued = "clerk"`), an outcome that somebody can decide, a function that calls what
issues or prints letters and names the kind (an operation counts only when a diagram names it), or a diagram's own
`issue_letter`. That a kind is mentioned elsewhere, in a table of rules or a list of notices, issues nothing.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from app.law.outcomes import BY_ITEMS, OUTCOMES
from app.letters import Catalogue
from app.processes.disclosure import fees, lapse
from app.processes.disclosure.decisions import ON_HANDLING, ON_SCREENING, ON_VERIFYING
from tests.architecture.reaching import ROOT, imports, module_name, tree_of

APP = ROOT / "app"
ISSUING = {"issue", "issue_notice", "_issue", "render"}
BY_THE_LAW = {
    "reply_kind"
}  # which letter a decision has is said by OUTCOMES, not by the fallback of this function
DECIDED = {*ON_SCREENING, *ON_HANDLING, *ON_VERIFYING, *BY_ITEMS, lapse.LAPSED, fees.LAPSED}
DRAWN = "\n".join(file.read_text("utf-8") for file in sorted(ROOT.glob("**/bpmn/**/*.bpmn")))


def unissued() -> set[str]:
    """Kinds of the house's letters that nobody can be sent."""
    named = set().union(*(kinds_named_in(path) for path in sorted(APP.rglob("*.py"))))
    decided = {OUTCOMES[code].letter_kind for code in DECIDED}
    return {
        kind.kind for kind in Catalogue()
        if kind.issued != "clerk" and kind.kind not in named | decided and f"'{kind.kind}'" not in DRAWN
    }  # fmt: skip


def kinds_named_in(path: Path) -> set[str]:
    """Every text that a function which issues letters names, itself or by a helper of its module."""
    functions = {node.name: node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}
    said: set[str] = set()
    for node in functions.values():
        if not _issues(node) or not _is_drawn(node):
            continue
        helpers = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} & set(
            functions
        ) - BY_THE_LAW
        for one in (node, *(functions[name] for name in helpers)):
            said |= set(_texts(one, path))
    return said


def _issues(function: ast.FunctionDef) -> bool:
    calls = (one.func for one in ast.walk(function) if isinstance(one, ast.Call))
    names = {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}
    return bool(names & ISSUING)


def _is_drawn(function: ast.FunctionDef) -> bool:
    """An operation that no diagram names is called by nobody."""
    for mark in function.decorator_list:
        if (
            isinstance(mark, ast.Call)
            and isinstance(mark.func, ast.Attribute)
            and mark.func.attr == "register"
        ):
            return isinstance(mark.args[0], ast.Constant) and f'id="{mark.args[0].value}"' in DRAWN
    return True


def _texts(function: ast.FunctionDef, path: Path) -> Iterator[str]:
    names, modules = imports(path)
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name):
            yield from _constant(*names.get(node.id, (module_name(path), node.id)))
        elif (
            isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
        ):
            yield from _constant(modules[node.value.id], node.attr)


def _constant(module: str, name: str) -> Iterator[str]:
    """The text of a module's constant."""
    file = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    if not module.startswith("app.") or not file.is_file():
        return
    for node in tree_of(file).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.Tuple):
            yield from _assigned(node, name)


def _assigned(node: ast.Assign, name: str) -> Iterator[str]:
    """`KIND = "…"` and `ONE, TWO = "…", "…"`."""
    target, value = node.targets[0], node.value
    pairs = [(target, value)]
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = list(zip(target.elts, value.elts, strict=True))
    for left, right in pairs:
        is_it = isinstance(left, ast.Name) and left.id == name
        if is_it and isinstance(right, ast.Constant) and isinstance(right.value, str):
            yield right.value
