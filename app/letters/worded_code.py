"""Template code written out again from its syntax tree: the closed list that wordings may hold (decision 0017)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from jinja2 import nodes

from app.letters.worded import NotInWords

OPERATORS = {"eq": "==", "ne": "!=", "gt": ">", "lt": "<", "gteq": ">=", "lteq": "<="}


def code_of(node: nodes.Node) -> str:
    """The expression as code; raises NotInWords for what no wording may hold."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{code_of(node.node)}.{node.attr}"
        case nodes.Filter(node=inner) if inner is not None and not node.args:
            return f"{code_of(inner)} | {node.name}"
        case nodes.Const():
            return json.dumps(node.value, ensure_ascii=False)
        case nodes.Not():
            return f"not {code_of(node.node)}"
        case nodes.Compare(ops=[operand]):
            return f"{code_of(node.expr)} {OPERATORS[operand.op]} {code_of(operand.expr)}"
        case nodes.Call():
            return f"{code_of(node.node)}({', '.join(code_of(each) for each in node.args)})"
        case nodes.Dict():
            pairs = (f"{code_of(pair.key)}: {code_of(pair.value)}" for pair in node.items)
            return "{" + ", ".join(pairs) + "}"
        case nodes.CondExpr(expr2=other) if other is not None:
            return f"{code_of(node.expr1)} if {code_of(node.test)} else {code_of(other)}"
    raise NotInWords(type(node).__name__)


def body_code(body: Sequence[nodes.Node]) -> str:
    """Statements and text as code. `+%}` keeps the line end that follows it: it is part of the text."""
    return "".join(_statement(node) for node in body)


def _statement(node: nodes.Node) -> str:
    match node:
        case nodes.Output():
            return "".join(
                part.data if isinstance(part, nodes.TemplateData) else "{{ " + code_of(part) + " }}"
                for part in node.nodes
            )
        case nodes.If():
            branches = "".join(
                f"{{%+ {'elif' if number else 'if'} {code_of(each.test)} +%}}{body_code(each.body)}"
                for number, each in enumerate((node, *node.elif_))
            )
            other = f"{{%+ else +%}}{body_code(node.else_)}" if node.else_ else ""
            return branches + other + "{%+ endif +%}"
        case nodes.For():
            head = f"{{%+ for {code_of(node.target)} in {code_of(node.iter)} +%}}"
            return head + body_code(node.body) + "{%+ endfor +%}"
    raise NotInWords(type(node).__name__)
