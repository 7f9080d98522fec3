"""What of a module the product reaches: names by their imports, from module to module, without running anything."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
Defined = tuple[str, str]  # module, name


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def definitions(path: Path) -> dict[str, list[ast.stmt]]:
    """The statements that make each top-level name."""
    found: dict[str, list[ast.stmt]] = {}
    for node in tree_of(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in (
                one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)
            ):
                found.setdefault(name, []).append(node)
    return found


@cache
def imports(path: Path) -> tuple[dict[str, Defined], dict[str, str]]:
    """Names that stand for a definition of another module, and names that stand for a whole module."""
    names: dict[str, Defined] = {}
    modules: dict[str, str] = {}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                names[one.asname or one.name] = (node.module, one.name)
                modules[one.asname or one.name] = f"{node.module}.{one.name}"
    return names, modules


def used_in(nodes: Iterable[ast.AST], path: Path) -> set[Defined]:
    """Every definition that these statements name."""
    names, modules = imports(path)
    own, found = module_name(path), set()
    for node in (inner for outer in nodes for inner in ast.walk(outer)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.add(names.get(node.id, (own, node.id)))
        elif (
            isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
        ):
            found.add((modules[node.value.id], node.attr))
    return found


@cache
def used_by(path: Path) -> frozenset[Defined]:
    """Every definition that a module names."""
    return frozenset(used_in(tree_of(path).body, path))


def reached_in(inside: Iterable[Path], outside: Iterable[Path]) -> set[Defined]:
    """Every definition of the modules inside that something outside reaches, directly or through others inside."""
    paths = {module_name(path): path for path in inside}
    waiting: set[Defined] = set()
    for path in outside:
        waiting |= used_by(path)
    reached: set[Defined] = set()
    while waiting:
        module, name = one = waiting.pop()
        if one in reached or module not in paths:
            continue
        reached.add(one)
        made = definitions(paths[module]).get(name)
        waiting |= used_in(made, paths[module]) if made else {imports(paths[module])[0].get(name, one)}
        waiting -= reached
    return reached


def unreached(inside: Iterable[Path], outside: Iterable[Path]) -> set[str]:
    """Public functions of the modules inside that nothing outside reaches."""
    inside = list(inside)
    reached = reached_in(inside, outside)
    functions = {
        (module, node.name)
        for module, path in ((module_name(path), path) for path in inside)
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    return {f"{module}.{name}" for module, name in functions - reached}


def uncalled(inside: Iterable[Path], root: Path) -> set[str]:
    """Public functions of these modules that no line of the product names: only tests would call them.

    What a decorator registers (views, use cases, operations) is called by the framework.
    """
    product = [*sorted((root / "app").rglob("*.py")), *sorted(root.glob("*.py"))]
    reexports = {
        (module_name(path), name): origin for path in product for name, origin in imports(path)[0].items()
    }
    named: set[Defined] = set()
    for path in product:
        for one in used_by(path):
            while one not in named:
                named.add(one)
                one = reexports.get(one, one)
    return {
        f"{module_name(path)}.{node.name}"
        for path in inside
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not node.decorator_list
        if (module_name(path), node.name) not in named
    }
