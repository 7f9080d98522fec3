"""Guards of the words: what only one process says comes from its card or stands in its own package."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.reaching import tree_of

APP = Path(__file__).parents[2] / "app"
FIRST_PROCESS_ALONE = re.compile(
    r"依申请|信息公开申请|补正|答复书?|收到之日|申请人|申请事项|受理机关|(?<=['\"])/progress"
)
SPEAKS_FOR_ITSELF = {"processes", "law"}  # a process of its own matter, the law of every matter it rules
ALLOWED = {
    ("letters/catalogue.py", "答复书"),  # how Chinese letters call themselves, among others
    ("letters/enclosing.py", "答复书"),  # the same, where a letter promises an enclosure
    ("letters/wording.py", "依申请"),  # words that a title is not broken in
    ("letters/wording.py", "答复"),
}


def platform_modules() -> Iterator[Path]:
    return (
        path for path in sorted(APP.rglob("*.py")) if path.relative_to(APP).parts[0] not in SPEAKS_FOR_ITSELF
    )


def said(tree: ast.AST) -> Iterator[str]:
    """The string literals of a module without its docstrings: what stands alone is said to nobody."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def test_modules_of_the_platform_speak_for_every_process():
    found = {
        (path.relative_to(APP).as_posix(), words.group())
        for path in platform_modules()
        for text in said(tree_of(path))
        for words in FIRST_PROCESS_ALONE.finditer(text)
    }
    assert found == ALLOWED


def test_pages_of_the_platform_speak_for_every_process():
    pages = sorted((APP / "templates").rglob("*.html"))
    assert pages
    assert [
        str(path.relative_to(APP)) for path in pages if FIRST_PROCESS_ALONE.search(path.read_text("utf-8"))
    ] == []


def test_a_word_in_a_literal_is_found_and_one_in_a_docstring_is_not():
    tree = ast.parse("def f(x):\n    '申请人'\n    return f'{x}补正'")
    assert [text for text in said(tree) if FIRST_PROCESS_ALONE.search(text)] == ["补正"]
