"""The template code of a wording, judged on its syntax tree: only facts, ready passages, choices and one level of rows.

There are no calls but of the house's passages, no attributes but of declared facts, no arithmetic, no joining of
texts and no loop in a loop. So the work of printing grows with the facts alone, and every word that can appear stands
in the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jinja2 import nodes

from app.letters.errors import Problem
from app.letters.fields import FactField
from app.letters.variant_expressions import Expressions, is_name
from app.letters.variant_vocabulary import BLOCKS, DEEPEST, IMPORTS, MOST_CODE

STATEMENTS: dict[type[nodes.Node], str] = {
    nodes.FilterBlock: "filter", nodes.Macro: "macro", nodes.CallBlock: "call", nodes.Include: "include",
    nodes.FromImport: "from", nodes.Assign: "set", nodes.AssignBlock: "set", nodes.With: "with",
    nodes.Scope: "autoescape", nodes.Extends: "extends", nodes.Import: "import", nodes.Block: "block",
}  # fmt: skip
ONLY_THESE = "区块之内只能使用 if 和 for"
LAYOUT_FIRST = "模板第一句须是 {% extends layout %}"


def code_problems(tree: nodes.Template, facts: Mapping[str, FactField]) -> list[Problem]:
    """Everything in the code that a wording may not hold; an empty list when there is nothing."""
    reader = _Reader(facts)
    reader.read(tree)
    return list(dict.fromkeys(reader.problems))


def branches_of(node: nodes.If) -> list[list[nodes.Node]]:
    """What may be printed by a condition: each branch, and nothing where there is no `else`."""
    return [node.body, *(each.body for each in node.elif_), node.else_]


class _Reader(Expressions):
    """Goes through the statements, in the order of the text."""

    def read(self, tree: nodes.Template) -> None:
        outer = [node for node in tree.body if not _is_blank(node)]
        first = outer[0] if outer else tree
        if not (isinstance(first, nodes.Extends) and is_name(first.template, "layout")):
            self.refuse(first, LAYOUT_FIRST)
        for node in outer[1:]:
            if isinstance(node, nodes.Import):
                self._import(node)
            elif isinstance(node, nodes.Block):
                self._block(node)
            elif isinstance(node, nodes.Output):
                self.refuse(node, "区块以外的文字不会印出，请写在 {% block text %} 等区块之内")
            else:
                self._forbidden(node, "区块以外只能使用 extends、import 和 block")
        if _pieces_in(tree) > MOST_CODE:
            self.refuse(first, f"花括号代码最多 {MOST_CODE} 处，现为 {_pieces_in(tree)} 处")

    def _import(self, node: nodes.Import) -> None:
        file = node.template.value if isinstance(node.template, nodes.Const) else ""
        if IMPORTS.get(node.target) != file or node.target in self.imported:
            self.refuse(node, "import 只能引入 parts.html（as parts）或者 form_parts.html（as form），各一次")
        self.imported.add(node.target)

    def _block(self, node: nodes.Block) -> None:
        if node.name not in BLOCKS:
            self.refuse(node, f"不得改写区块 {node.name}，只能改写 {'、'.join(BLOCKS)}")
        self._body(node.body, 0)

    def _body(self, body: Sequence[nodes.Node], depth: int) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    if not isinstance(part, nodes.TemplateData):
                        self.printed(part)
            elif not isinstance(node, (nodes.If, nodes.For)):
                self._forbidden(node, ONLY_THESE)
            elif depth >= DEEPEST:
                self.refuse(node, f"条件和循环最多套 {DEEPEST} 层")
            elif isinstance(node, nodes.If):
                self._if(node, depth + 1)
            else:
                self._for(node, depth + 1)

    def _forbidden(self, node: nodes.Node, only: str) -> None:
        word = STATEMENTS.get(type(node), type(node).__name__.lower())
        self.refuse(node, f"模板中不得使用 {word} 语句，{only}")

    def _if(self, node: nodes.If, depth: int) -> None:
        for each in (node, *node.elif_):
            self.test(each.test)
        for branch in branches_of(node):
            self._body(branch, depth)

    def _for(self, node: nodes.For, depth: int) -> None:
        rows = self.field(node.iter)
        if rows is None or rows.type not in ("list", "rows"):
            return self.refuse(node, "for 只能逐项列出“多项”或者“表格”要素，不得使用函数、过滤器或者其他数据")
        if self.in_loop:
            return self.refuse(node, "循环之内不得再有循环")
        name = node.target.name if isinstance(node.target, nodes.Name) else ""
        if not name or name in (*self.facts, *IMPORTS, "you", "options", "loop", "layout"):
            return self.refuse(node, "for 之后须是一个没有用过的名称")
        if node.test or node.else_ or node.recursive:
            return self.refuse(node, "for 不得带条件、else 或者 recursive")
        kept = self.names
        self.names = kept | {name: replace(rows, name=name, type="string" if rows.type == "list" else "row")}
        self.in_loop = True
        self._body(node.body, depth)
        self.names, self.in_loop = kept, False


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )


def _pieces_in(tree: nodes.Template) -> int:
    statements = sum(1 for _ in tree.find_all((nodes.If, nodes.For)))
    return statements + sum(
        not isinstance(part, nodes.TemplateData)
        for output in tree.find_all(nodes.Output)
        for part in output.nodes
    )
