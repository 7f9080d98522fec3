"""May this text stand as a wording of a kind? One answer for the page, for approval, for issue and for the press."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from app.letters.catalogue import LetterKind
from app.letters.errors import Problem
from app.letters.variant_code import code_problems
from app.letters.variant_expressions import problem_at
from app.letters.variant_markup import piece_problems, structure_problems
from app.letters.variant_vocabulary import LONGEST, MOST_LINES
from app.letters.variant_words import length_problems, word_problems

TOO_LONG = "too_long"
READER = Environment(
    autoescape=True, keep_trailing_newline=True
)  # only reads; nothing is ever rendered with it


def rule_problems(text: str, kind: LetterKind) -> tuple[Problem, ...]:
    """Why this text may not be used, line by line, in Chinese; nothing when it may. Renders nothing."""
    if problems := size_problems(text):
        return problems
    return _problems_in(text, kind)


def size_problems(text: str) -> tuple[Problem, ...]:
    """A text that is too long even to be looked at."""
    lines = text.count("\n")
    if len(text) > LONGEST:
        return (Problem("", TOO_LONG, f"模板最长 {LONGEST} 字，现为 {len(text)} 字"),)
    if lines > MOST_LINES:
        return (Problem("", TOO_LONG, f"模板最多 {MOST_LINES} 行，现为 {lines} 行"),)
    return ()


@lru_cache(maxsize=256)
def _problems_in(text: str, kind: LetterKind) -> tuple[Problem, ...]:
    try:
        tree = READER.parse(text)
        problems = [*code_problems(tree, kind.facts), *piece_problems(tree)]
        return tuple(dict.fromkeys(problems or _deeper(tree, kind)))
    except TemplateSyntaxError as error:
        return (problem_at(error.lineno, f"模板有误，花括号的写法不完整或者不成对（{error.message}）"),)
    except RecursionError:
        return (Problem("", "forbidden", "模板有误，括号或者条件套得过深"),)


def _deeper(tree: nodes.Template, kind: LetterKind) -> Iterator[Problem]:
    """What only makes sense for a text of which every piece is allowed."""
    yield from structure_problems(tree)
    yield from word_problems(tree)
    yield from length_problems(tree, kind)
