"""What the import contracts in pyproject.toml cannot say."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

APP = Path(__file__).resolve().parent.parent / "app"


def imports(path: Path) -> Iterator[str]:
    """Top-level names that a module imports, its own package's relative imports left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def test_law_imports_the_standard_library_only():
    foreign = set()
    for path in (APP / "law").rglob("*.py"):
        names = {name for name in imports(path) if not name.startswith("app.law")}
        foreign |= {
            f"{path.name}: {name}" for name in names if name.split(".")[0] not in sys.stdlib_module_names
        }
    assert foreign == set()
