"""Expressions and scripts of diagrams, through a whitelist.

SpiffWorkflow hands conditions, scripts, timers, parameters and decision table cells to plain `eval` and
`exec`. Here each is compiled once through a list of allowed syntax: no attribute, no call but ten named
functions, no multiplication (memory bombs), and values stay small and flat.
"""

from __future__ import annotations

import ast
import textwrap
from functools import lru_cache
from types import CodeType
from typing import Any, Literal

LONGEST_SOURCE = 2000  # characters
LONGEST_TEXT = 10_000  # characters of a value that a script makes
LARGEST_LIST = 1000
LARGEST_INTEGER = 2**63 - 1  # what the stored state can hold


class ExpressionRefused(ValueError):
    """The source is outside the whitelist. The text is Chinese."""


def _round(value: float, digits: int = 0) -> float:
    """`round` with bounded digits: round(1, -10**9) would not end."""
    if not isinstance(digits, int) or not -12 <= digits <= 12:
        raise ExpressionRefused("round 的位数超出范围")
    return round(value, digits) if digits else round(value)


FUNCTIONS: dict[str, Any] = {
    "len": len, "min": min, "max": max, "sum": sum, "any": any, "all": all,
    "str": str, "int": int, "round": _round, "sorted": sorted,
}  # fmt: skip

_EXPRESSION: tuple[type, ...] = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub,
    ast.BinOp, ast.Add, ast.Sub, ast.Div, ast.FloorDiv,
    ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot,
    ast.Name, ast.Load, ast.Constant, ast.List, ast.Tuple, ast.Subscript, ast.IfExp, ast.Call,
)  # fmt: skip
_SCRIPT: tuple[type, ...] = (*_EXPRESSION, ast.Module, ast.Assign, ast.Store)
_FOREIGN_WORDS = {"true": "True", "false": "False", "null": "None"}  # FEEL and JavaScript


@lru_cache(maxsize=4096)
def compile_expression(source: str) -> CodeType:
    """Code of an expression; ExpressionRefused if it is not allowed."""
    return _compile(source, "eval", _EXPRESSION)


@lru_cache(maxsize=1024)
def compile_script(source: str) -> CodeType:
    """Code of a script (plain assignments only); ExpressionRefused if it is not allowed."""
    return _compile(source, "exec", _SCRIPT)


def evaluate(source: str, names: dict[str, Any]) -> Any:
    """The value of an expression. Functions come last, so that no data can shadow them."""
    return eval(compile_expression(source), {**names, **FUNCTIONS, "__builtins__": {}})


def execute(source: str, names: dict[str, Any]) -> dict[str, Any]:
    """What a script assigns, as a new dictionary."""
    assigned: dict[str, Any] = {}
    exec(compile_script(source), {**names, **FUNCTIONS, "__builtins__": {}}, assigned)
    for name, value in assigned.items():
        _check_value(name, value)
    return assigned


@lru_cache(maxsize=4096)
def parse_expression(source: str) -> ast.expr:
    """The syntax tree of an allowed expression, for the check and for the choices of a form; to be read only."""
    compile_expression(source)
    return ast.parse(source.strip(), mode="eval").body


def _compile(source: str, mode: Literal["eval", "exec"], allowed: tuple[type, ...]) -> CodeType:
    if not source or not source.strip():
        raise ExpressionRefused("表达式为空")
    if len(source) > LONGEST_SOURCE:
        raise ExpressionRefused(f"表达式超过 {LONGEST_SOURCE} 字")
    try:
        tree: Any = ast.parse(textwrap.dedent(source).strip(), mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionRefused(f"表达式写法有误：{source.strip()[:80]}") from error
    for node in ast.walk(tree):
        _check_node(node, allowed)
    return compile(tree, "<diagram>", mode)


def _check_node(node: ast.AST, allowed: tuple[type, ...]) -> None:
    if not isinstance(node, allowed):
        raise ExpressionRefused(f"表达式中不允许使用 {type(node).__name__}")
    if isinstance(node, ast.Name) and node.id.startswith("_"):
        raise ExpressionRefused(f"名称不得以下划线开头：{node.id}")
    if isinstance(node, ast.Name) and node.id in _FOREIGN_WORDS:
        raise ExpressionRefused(f"请把 {node.id} 写成 {_FOREIGN_WORDS[node.id]}")
    if isinstance(node, ast.Constant) and not isinstance(node.value, str | int | float | bool | None):
        raise ExpressionRefused("表达式中只允许文字、数字、True、False、None")
    if isinstance(node, ast.Call):
        _check_call(node)
    if isinstance(node, ast.Compare):
        _check_comparison(node)
    if isinstance(node, ast.Assign) and not all(isinstance(target, ast.Name) for target in node.targets):
        raise ExpressionRefused("脚本只能给单个名称赋值")


def _check_call(node: ast.Call) -> None:
    if not (isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS):
        raise ExpressionRefused(f"只允许调用这些函数：{'、'.join(FUNCTIONS)}")
    if node.keywords:
        raise ExpressionRefused("调用函数时不允许使用命名参数")


def _check_comparison(node: ast.Compare) -> None:
    for operator, right in zip(node.ops, node.comparators, strict=True):
        is_none = isinstance(right, ast.Constant) and right.value is None
        if isinstance(operator, ast.Is | ast.IsNot) and not is_none:
            raise ExpressionRefused("is 只能与 None 比较")


def _check_value(name: str, value: Any) -> None:
    """Scripts may only make what the state can hold and what stays small when a loop repeats it."""
    too_large = (
        (isinstance(value, str) and len(value) > LONGEST_TEXT)
        or (isinstance(value, int) and abs(value) > LARGEST_INTEGER)
        or (isinstance(value, list | tuple) and len(value) > LARGEST_LIST)
    )
    if too_large:
        raise ExpressionRefused(f"脚本给 {name} 的值过大")
    if isinstance(value, list | tuple):
        if any(isinstance(item, list | tuple) for item in value):
            raise ExpressionRefused(f"脚本给 {name} 的值不得嵌套")
        for item in value:
            _check_value(name, item)
    elif value is not None and not isinstance(value, str | int | float | bool):
        raise ExpressionRefused(f"脚本给 {name} 的值类型不允许")
