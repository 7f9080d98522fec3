"""The tags and the characters of a wording: a closed list, each in its place, each closed where it was opened.

Judged on the text between the code, so that no condition or loop can leave a tag open, and no table stands in a table.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from jinja2 import nodes

from app.letters.errors import Problem
from app.letters.facts import gap_in
from app.letters.fonts import describe, unprintable
from app.letters.variant_code import branches_of
from app.letters.variant_expressions import passage_of, problem_at
from app.letters.variant_grid import Grid
from app.letters.variant_vocabulary import (
    ATTRIBUTES,
    CHILDREN,
    GAP,
    MOST_TAGS,
    PASSAGES,
    TAGS,
    VOID,
)

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+=\"[^\"<>]*\")*)\s*(/?)>")
ATTRIBUTE = re.compile(r"([a-z-]+)=\"([^\"]*)\"")
ROWS = frozenset({"table", "thead", "tbody"})
ONLY_TAGS = f"不得使用引用外部内容、脚本或者表单的标签，只能使用 {'、'.join(sorted(TAGS))}"


def piece_problems(tree: nodes.Template) -> Iterator[Problem]:
    """What is wrong with each stretch of text, and with each text in the brackets of a passage, by itself."""
    for data in tree.find_all(nodes.TemplateData):
        yield from _tags(data)
        yield from _characters(data.lineno, without_tags(data.data))
        if re.search(r"\{[{%#]|[}%#]\}", data.data):
            yield problem_at(data.lineno, "正文中不得有没有生效的花括号")
    for const in tree.find_all(nodes.Const):
        if isinstance(const.value, str):
            yield from _characters(const.lineno, const.value)
    tags = sum(len(TAG.findall(data.data)) for data in tree.find_all(nodes.TemplateData))
    if tags > 2 * MOST_TAGS:
        yield problem_at(1, f"标签最多 {MOST_TAGS} 对")


def structure_problems(tree: nodes.Template) -> list[Problem]:
    """Tags and passages that stand where they may not. Only for a tree that has passed the other checks."""
    problems: list[Problem] = []
    for block in tree.find_all(nodes.Block):
        _Sequence(problems, block.name).read(block.body)
    return problems


def _tags(data: nodes.TemplateData) -> Iterator[Problem]:
    for tag in TAG.finditer(data.data):
        line = _line_of(data, tag.start())
        if tag[2] not in TAGS:
            yield problem_at(line, f"标签 <{tag[2]}>：{ONLY_TAGS}")
        for name, value in ATTRIBUTE.findall(tag[3]):
            yield from _attribute(line, tag[2], name, value)
    rest = without_tags(data.data)
    if stray := re.search(r"[<>]", rest):
        yield problem_at(data.lineno + rest.count("\n", 0, stray.start()), ONLY_TAGS)


def without_tags(text: str) -> str:
    """The words alone, on the same lines."""
    return TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text)


def _attribute(line: int, tag: str, name: str, value: str) -> Iterator[Problem]:
    if name not in ATTRIBUTES:
        yield problem_at(line, f"不得使用 {name} 属性，只能使用 {'、'.join(ATTRIBUTES)}")
        return
    elements, pattern, told = ATTRIBUTES[name]
    values = value.split() if name == "class" else [value]
    if elements and tag not in elements:
        yield problem_at(line, f"标签 <{tag}> 不得有 {name} 属性")
    elif not values or not all(pattern.fullmatch(each) for each in values):
        yield problem_at(line, f"属性 {name} 只能是{told}")


def _characters(first: int, text: str) -> Iterator[Problem]:
    for line, words in enumerate(text.split("\n"), start=first):
        plain = html.unescape(words).replace("\t", " ")
        if bad := unprintable(plain):
            yield problem_at(line, f"有不能印制或者看不见的字符：{describe(bad[:6])}")
        if gap_in(plain, GAP):
            yield problem_at(line, "模板中有未填的空缺")


def _line_of(data: nodes.TemplateData, position: int) -> int:
    return data.lineno + data.data.count("\n", 0, position)


class _Sequence:
    """What stands side by side in one block, branch or loop: its tags open and close within it."""

    def __init__(self, problems: list[Problem], parent: str):
        self.problems = problems
        self.open = [parent]
        self.opened_at = [1]
        self.grid = Grid()

    def read(self, body: Sequence[nodes.Node]) -> None:
        for node in body:
            if isinstance(node, (nodes.If, nodes.For)) and self.open[-1] in ROWS:
                self.problems.extend(self.grid.end(node.lineno))
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    self._part(part)
            elif not isinstance(node, (nodes.If, nodes.For)):
                continue
            elif self.open[-1] == "tr":
                self.problems.append(problem_at(node.lineno, "表格的一行之内不得有条件或者循环"))
            else:
                for branch in branches_of(node) if isinstance(node, nodes.If) else [node.body]:
                    _Sequence(self.problems, self.open[-1]).read(branch)
        self.problems.extend(self.grid.end(body[-1].lineno if body else 1))
        if len(self.open) > 1:
            self.problems.append(
                problem_at(self.opened_at[-1], f"标签 <{self.open[-1]}> 没有在同一区块、条件或者循环之内结束")
            )

    def _part(self, part: nodes.Node) -> None:
        if isinstance(part, nodes.TemplateData):
            return self._text(part)
        key = passage_of(part) if isinstance(part, nodes.Call) else None
        place = PASSAGES[key][1] if key else "inline"
        if f"#{place}" not in CHILDREN[self.open[-1]]:
            what = ".".join(key) if key else "要素"
            self.problems.append(problem_at(part.lineno, f"{what} 不能写在 {self._here()} 之内"))

    def _text(self, data: nodes.TemplateData) -> None:
        position = 0
        for tag in TAG.finditer(data.data):
            self._words(data, position, tag.start())
            self._tag(_line_of(data, tag.start()), tag[2], tag[3], closes=bool(tag[1]))
            position = tag.end()
        self._words(data, position, len(data.data))

    def _words(self, data: nodes.TemplateData, start: int, end: int) -> None:
        words = data.data[start:end]
        if words.strip() and "#inline" not in CHILDREN[self.open[-1]]:
            line = _line_of(data, start + len(words) - len(words.lstrip()))
            self.problems.append(
                problem_at(line, f"文字不能直接写在 {self._here()} 之内，请写在 <p> 段落或者单元格内")
            )

    def _tag(self, line: int, name: str, attributes: str, *, closes: bool) -> None:
        if closes:
            if name in ROWS:
                self.problems.extend(self.grid.end(line))
            if len(self.open) > 1 and self.open[-1] == name:
                self.open.pop()
                self.opened_at.pop()
            else:
                self.problems.append(problem_at(line, f"标签 </{name}> 与前面的标签不成对"))
            return
        if name not in CHILDREN[self.open[-1]]:
            self.problems.append(problem_at(line, f"标签 <{name}> 不能写在 {self._here()} 之内"))
        self._lay(line, name, attributes)
        if name not in VOID:
            self.open.append(name)
            self.opened_at.append(line)

    def _lay(self, line: int, name: str, attributes: str) -> None:
        if name == "tr":
            self.grid.row()
        elif name in ("th", "td"):
            self.problems.extend(self.grid.cell(line, attributes))

    def _here(self) -> str:
        return (
            f"<{self.open[-1]}>" if len(self.open) > 1 or self.open[-1] in TAGS else f"区块 {self.open[-1]}"
        )
