"""Words that no wording may say, looked for on every way through its conditions, and how much it can print at most.

A way through the text keeps its last two characters: enough to see a word that two conditions, two tags or two loops
put together. What a fact prints is not the wording's and breaks a word, or, when it is empty, does not.
"""

from __future__ import annotations

import html
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import nodes

from app.letters.catalogue import LetterKind
from app.letters.errors import Problem
from app.letters.facts import MAX_CHARACTERS
from app.letters.fields import FactField
from app.letters.variant_code import branches_of
from app.letters.variant_expressions import problem_at
from app.letters.variant_markup import without_tags
from app.letters.variant_vocabulary import LONG_FORMATS, LONGEST_PRINTED, LONGEST_REGISTER, REMEDY_WORDS

PASSAGE = (
    3_000  # characters that a ready passage prints besides what is in its brackets: the request has 2,000
)
NAMED_WORDS_LENGTH = 40  # parts.regulation, the longest name of the house for anything
KEPT = 2  # characters: the longest word looked for has two, and one before it is looked at
Ways = frozenset[str]


def bare(text: str) -> str:
    """Only the letters and digits, in their plain form: no tags, blanks, signs or invisible characters."""
    plain = unicodedata.normalize("NFKC", html.unescape(without_tags(text)))
    return "".join(char for char in plain if char.isalnum())


def word_problems(tree: nodes.Template) -> list[Problem]:
    """Where the remedy is written into the text, on whatever way through it."""
    problems: list[Problem] = []
    for block in tree.find_all(nodes.Block):
        _through(block.body, frozenset({""}), problems)
    return list(dict.fromkeys(problems))


def _through(body: Sequence[nodes.Node], ways: Ways, problems: list[Problem]) -> Ways:
    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                ways = _part(part, ways, problems)
        elif isinstance(node, nodes.If):
            ways = frozenset().union(*(_through(branch, ways, problems) for branch in branches_of(node)))
        elif isinstance(node, nodes.For):
            ways = _repeated(node, ways, problems)
    return ways


def _repeated(loop: nodes.For, ways: Ways, problems: list[Problem]) -> Ways:
    """Any number of rounds: until no new way is found. There are finitely many endings of two characters."""
    while (more := ways | _through(loop.body, ways, problems)) != ways:
        ways = more
    return ways


def _part(part: nodes.Node, ways: Ways, problems: list[Problem]) -> Ways:
    if isinstance(part, nodes.TemplateData):
        return _said(part, part.data, ways, problems)
    ways = ways | {""}
    for const in part.find_all(nodes.Const):
        if isinstance(const.value, str):
            ways = ways | _said(const, const.value, ways, problems)
    return ways


def _said(node: nodes.TemplateData | nodes.Const, text: str, ways: Ways, problems: list[Problem]) -> Ways:
    words = bare(text)
    for way in ways:
        for found in REMEDY_WORDS.finditer(way + words):
            if found.end() > len(way):
                line = node.lineno + _lines_before(text, found.end() - len(way))
                problems.append(problem_at(line, f"救济告知由规则生成，不得写在模板中（“{found[0]}”）"))
    return frozenset((way + words)[-KEPT:] for way in ways)


def _lines_before(text: str, count: int) -> int:
    """How many lines end before the `count`-th bare character of the text."""
    seen = 0
    for lines, line in enumerate(without_tags(text).split("\n")):
        seen += len(bare(line))
        if seen >= count:
            return lines
    return 0


def length_problems(tree: nodes.Template, kind: LetterKind) -> Iterator[Problem]:
    """A text that could grow beyond every letter when its facts are as long as they may be."""
    limit = LONGEST_REGISTER if kind.format in LONG_FORMATS else LONGEST_PRINTED
    longest = sum(_length(block.body, kind.facts, 1) for block in tree.find_all(nodes.Block))
    if longest > limit:
        yield problem_at(1, f"重复印出的内容过多：要素写满时可达 {longest} 字，最多 {limit} 字，请减少重复")


def _length(body: Sequence[nodes.Node], facts: Mapping[str, FactField], rounds: int) -> int:
    total = 0
    for node in body:
        if isinstance(node, nodes.Output):
            total += sum(_printed(part, facts, rounds) for part in node.nodes)
        elif isinstance(node, nodes.If):
            total += max(_length(branch, facts, rounds) for branch in branches_of(node))
        elif isinstance(node, nodes.For) and isinstance(node.iter, nodes.Name):
            rows = facts[node.iter.name]
            total += _length(node.body, facts, rows.max_items) + _rows_printed(node, rows)
    return total


def _rows_printed(loop: nodes.For, rows: FactField) -> int:
    """What a loop prints of its own rows: all of them, as often as the same column (or item) is named in it."""
    target = getattr(loop.target, "name", "")
    columns = Counter(each.attr for each in loop.find_all(nodes.Getattr) if each.attr != "label")
    items = sum(each.name == target for each in loop.find_all(nodes.Name))
    return size_of(rows) * (max(columns.values(), default=0) if rows.columns else items)


def _printed(part: nodes.Node, facts: Mapping[str, FactField], rounds: int) -> int:
    """Outer facts and texts, as often as the loop goes round."""
    if isinstance(part, nodes.TemplateData):
        return len(part.data) * rounds
    words = sum(len(const.value) for const in part.find_all(nodes.Const) if isinstance(const.value, str))
    names = ([part] if isinstance(part, nodes.Name) else []) + list(part.find_all(nodes.Name))
    ready = PASSAGE if isinstance(part, nodes.Call) else NAMED_WORDS_LENGTH
    return rounds * (ready + words + sum(size_of(facts[name.name]) for name in names if name.name in facts))


def _at_most(characters: int) -> int:
    return min(MAX_CHARACTERS, characters)


def size_of(field: FactField) -> int:
    """The most characters that the fact can print."""
    if field.type == "choice":
        return max(len(label) for label in field.options.values())
    if field.type in ("date", "integer"):
        return 12
    one = sum(size_of(column) for column in field.columns) if field.type == "rows" else field.max_length
    return _at_most(one * (field.max_items if field.type in ("list", "rows") else 1))
