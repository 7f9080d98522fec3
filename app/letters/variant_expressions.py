"""What may stand in the braces of a wording: facts with their filters, ready passages, plain choices."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import nodes

from app.letters.errors import Problem
from app.letters.fields import FactField
from app.letters.variant_vocabulary import FILTERS, NAMED_WORDS, PASSAGES, WORDS

YOU = FactField("you", "称谓", "string", max_length=3)


def problem_at(line: int, sentence: str) -> Problem:
    """A finding that names its line in the text."""
    return Problem("", "forbidden", f"第 {line} 行：{sentence}")


def passage_of(call: nodes.Call) -> tuple[str, str] | None:
    """The ready passage that is called, or None when it is anything else."""
    name = call.node
    if isinstance(name, nodes.Getattr) and isinstance(name.node, nodes.Name):
        key = (name.node.name, name.attr)
        return key if key in PASSAGES else None
    return None


class Expressions:
    """Judges what stands in {{ … }} and in conditions; the names in reach are those of the facts, `you` and a row."""

    def __init__(self, facts: Mapping[str, FactField]):
        self.names = {name: field for name, field in facts.items() if name != "remedy"} | {"you": YOU}
        self.facts = facts
        self.imported: set[str] = set()
        self.in_loop = False
        self.problems: list[Problem] = []

    def refuse(self, node: nodes.Node, sentence: str) -> None:
        """The tree gives no line to the frame around `autoescape`; what stands in it has one."""
        line = node.lineno or next((each.lineno for each in node.iter_child_nodes() if each.lineno), 1)
        self.problems.append(problem_at(line, sentence))

    def field(self, node: nodes.Node) -> FactField | None:
        """The declared fact, or column of the row in hand, that is named; None for anything else."""
        if isinstance(node, nodes.Name):
            return self.names.get(node.name)
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            row = self.names.get(node.node.name)
            if row is not None and row.type == "row":
                return next((column for column in row.columns if column.name == node.attr), None)
        return None

    def printed(self, node: nodes.Node) -> None:
        """Refuse what {{ … }} may not print."""
        if isinstance(node, nodes.Call):
            self._call(node)
        elif isinstance(node, nodes.CondExpr):
            self.test(node.test)
            for side in (node.expr1, node.expr2):
                if side is None:
                    self.refuse(node, "行内条件须写明 else")
                elif not _is_text(side):
                    self._value(side)
        else:
            self._value(node)

    def _value(self, node: nodes.Node) -> None:
        field = self.field(node)
        if isinstance(node, nodes.Filter):
            self._filter(node)
        elif field is not None and field.type == "choice":
            self.refuse(node, f"要素 {field.name} 是选项，印出时写 {field.name}.label")
        elif field is not None and field.type not in WORDS:
            self.refuse(
                node, f"要素 {field.name} 不能直接印出：日期须加 | day 等，多项和表格须用 for 或者 parts"
            )
        elif field is None and not self._is_named_word(node):
            self._unknown(node)

    def _is_named_word(self, node: nodes.Node) -> bool:
        """choice.label, parts.regulation, loop.index."""
        if not isinstance(node, nodes.Getattr):
            return False
        if node.attr == "label":
            field = self.field(node.node)
            return field is not None and field.type == "choice"
        if is_name(node.node, "parts") and "parts" in self.imported:
            return node.attr in NAMED_WORDS
        return self.in_loop and is_name(node.node, "loop") and node.attr == "index"

    def _unknown(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Name):
            is_remedy = node.name == "remedy"
            told = "救济告知由系统写入，不得在模板中使用" if is_remedy else f"没有名为 {node.name} 的要素"
            self.refuse(node, told)
        elif isinstance(node, nodes.Getattr):
            self.refuse(node, f"模板中不得取 {node.attr}，只能取表格要素的列和选项要素的 label")
        elif isinstance(node, nodes.Call):
            self.refuse(node, "此处不得调用函数、方法或者现成段落")
        elif isinstance(node, nodes.Const):
            self.refuse(node, "文字请直接写在正文中，不得写在花括号内")
        else:
            self.refuse(node, "花括号内只能写要素、过滤器和现成段落，不得拼接、运算或者截取")

    def _filter(self, node: nodes.Filter) -> None:
        if node.name not in FILTERS:
            return self.refuse(node, f"不得使用过滤器 {node.name}，只能使用 {'、'.join(FILTERS)}")
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return self.refuse(node, f"过滤器 {node.name} 不得带参数")
        field = self.field(node.node) if node.node is not None else None
        if field is None:
            return self.refuse(node, f"过滤器 {node.name} 之前须是一个要素")
        if field.type not in FILTERS[node.name]:
            self.refuse(node, f"过滤器 {node.name} 不适用于要素 {field.name}")

    def _call(self, node: nodes.Call) -> None:
        key = passage_of(node)
        if key is None or key[0] not in self.imported:
            known = "、".join(".".join(each) for each in PASSAGES)
            return self.refuse(node, f"不得调用函数或者方法，只能使用已引入的 {known}")
        if self.in_loop:
            return self.refuse(node, "循环之内不得使用 parts、form 的段落")
        wanted, _place = PASSAGES[key]
        if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != len(wanted):
            return self.refuse(node, f"{'.'.join(key)} 的括号内须是 {len(wanted)} 项")
        for what, argument in zip(wanted, node.args, strict=True):
            self._argument(".".join(key), what, argument)

    def _argument(self, passage: str, what: str, node: nodes.Expr) -> None:
        field = self.field(node)
        if what == "words":
            if not _is_text(node):
                self._value(node)
        elif what == "options":
            if not (self._is_options(node) or _is_list_of_words(node)):
                self.refuse(node, f"{passage} 中须是 options 加选项要素的名称，或者文字对照")
        elif what == "choice" and _is_text(node):
            pass
        elif field is None or field.type not in (("string", "text") if what == "text" else (what,)):
            self.refuse(node, f"{passage} 的括号内须是类型相符的要素")

    def _is_options(self, node: nodes.Expr) -> bool:
        if not (isinstance(node, nodes.Getattr) and is_name(node.node, "options")):
            return False
        return node.attr in self.facts and self.facts[node.attr].type == "choice"

    def test(self, node: nodes.Node) -> None:
        """A choice with an option of it, a day with a day, a count with one; a fact or not; first and last of a row."""
        if isinstance(node, nodes.Not):
            return self.test(node.node)
        if isinstance(node, nodes.Compare):
            return self._compare(node)
        if self.field(node) is None and not (self.in_loop and _is_first_or_last(node)):
            if isinstance(node, (nodes.Name, nodes.Getattr, nodes.Call)):
                self._unknown(node)
            else:
                self.refuse(node, "条件只能是要素有无、选项要素与选项相比、项数与 1 相比，不得组合或者运算")

    def _compare(self, node: nodes.Compare) -> None:
        operand = node.ops[0]
        value = operand.expr.value if isinstance(operand.expr, nodes.Const) else None
        field, other = self.field(node.expr), self.field(operand.expr)
        is_equality = len(node.ops) == 1 and operand.op in ("eq", "ne")
        if is_equality and field is not None and other is not None and field.type == other.type == "date":
            return
        if is_equality and field is not None and field.type == "choice":
            if value not in field.options:
                self.refuse(node, f"要素 {field.name} 没有这个选项，可以写 {'、'.join(field.options)}")
        elif (
            len(node.ops) == 1
            and isinstance(node.expr, nodes.Filter)
            and node.expr.name == "length"
            and value == 1
        ):
            self._filter(node.expr)
        else:
            self.refuse(node, "只能把选项要素与它的选项、日期要素与日期要素、项数（length）与 1 相比")


def is_name(node: nodes.Node | None, name: str) -> bool:
    """Whether this is that bare name."""
    return isinstance(node, nodes.Name) and node.name == name


def _is_first_or_last(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Getattr) and is_name(node.node, "loop") and node.attr in ("first", "last")


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def _is_list_of_words(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Dict) and all(
        _is_text(pair.key) and _is_text(pair.value) for pair in node.items
    )
