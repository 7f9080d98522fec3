"""Chinese names of fields and of conditions, from the titles of the facts: one name for one piece of code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import nodes

from app.letters.fields import FactField
from app.letters.variant_expressions import passage_of
from app.letters.worded import Field, NotInWords
from app.letters.worded_code import OPERATORS, code_of
from app.letters.wording import bracketed, clause, day, quoted, sentence, title_alone

ARTICLES = "决定依据："  # 〔决定依据：第三十七条〕: the articles are written by whoever writes the text
WAYS = {  # how words are set into a sentence: filter → its name, and what it makes of an example
    "quoted": ("加引号", quoted),
    "sentence": ("成一句", sentence),
    "clause": ("接着写", clause),
    "bracketed": ("加括号", bracketed),
    "title_alone": ("作书名", title_alone),
}
RECEIVED_FACTS = {"request_content", "received_by", "received_on", "case_number", "amended_on"}
LISTED_COLUMNS = {"name", "carrier", "pages"}
LONGEST_EXAMPLE = 60
COUNTS = {"gt": "多于", "lt": "少于", "eq": "等于", "ne": "不等于", "gteq": "不少于", "lteq": "不多于"}


def titles_of(facts: Mapping[str, FactField]) -> dict[str, str]:
    """The title of each fact; one that stands twice is numbered."""
    titles: dict[str, str] = {}
    for name, one in facts.items():
        titles[name] = free_name(one.title, titles.values())
    return titles


def free_name(wanted: str, taken: Any) -> str:
    """The name itself, or with the first number that nothing has."""
    known, number, name = set(taken), 1, wanted
    while name in known:
        number += 1
        name = f"{wanted}（{number}）"
    return name


def fields_of(facts: Mapping[str, FactField], *, has_parts: bool) -> dict[str, Field]:
    """Everything that may stand in 〔 〕 of a letter with these facts, by name."""
    found: dict[str, Field] = {"称谓": Field("称谓", "you", "您")}
    if has_parts:
        found |= {one.name: one for one in _ready(facts)}
    for name, title in titles_of(facts).items():
        if name != "remedy":
            found |= {one.name: one for one in _of_fact(facts[name], title, has_parts=has_parts)}
    return found


def _ready(facts: Mapping[str, FactField]) -> Iterator[Field]:
    law = "《中华人民共和国政府信息公开条例》"
    yield Field("条例全称", "parts.regulation", f"{law}（以下简称《条例》）")
    yield Field("条例简称", "parts.regulation_short", "《条例》")
    if facts.keys() >= RECEIVED_FACTS:
        told = "本机关于2026年3月2日收到您以……方式提出的申请……"
        yield Field("收到申请的情况", "parts.received()", told, True, "收到申请的情况")
    if "inseparable" in facts:
        told = f"{law}第三十七条规定，……上述信息不能作区分处理：……"
        yield Field("不能区分处理的说明", "parts.undivided()", told, True, "不能区分处理的说明")


def _of_fact(fact: FactField, title: str, *, has_parts: bool) -> Iterator[Field]:
    sample, name = fact.sample, fact.name
    if fact.type == "date":
        yield Field(title, f"{name} | day", day(sample) if sample else "", needs=name)
    elif fact.type == "choice":
        yield Field(title, f"{name}.label", fact.options.get(sample, ""), needs=name)
    elif fact.type in ("list", "rows"):
        yield Field(f"{title}的项数", f"{name} | length", str(len(sample or ())))
        listed = fact.type == "rows" and {column.name for column in fact.columns} >= LISTED_COLUMNS
        way, macro = ("逐项列出", "listed") if listed else ("逐项编号", "numbered")
        if has_parts and (listed or fact.type == "list"):
            yield Field(f"{title}，{way}", f"parts.{macro}({name})", "每项一段", True, name)
    else:
        yield from _of_words(fact, title, has_parts=has_parts)


def _of_words(fact: FactField, title: str, *, has_parts: bool) -> Iterator[Field]:
    name, sample = fact.name, str(fact.sample or "")
    yield Field(title, name, _short(sample), needs=name)
    if fact.type in ("string", "text"):
        for way, (words, make) in WAYS.items():
            if fact.type == "string" or way != "title_alone":
                yield Field(f"{title}，{words}", f"{name} | {way}", _short(make(sample)), needs=name)
    if fact.type == "text" and has_parts:
        yield Field(f"{title}，分段", f"parts.statements({name})", _short(sentence(sample)), True, name)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1] + "…"


def articles_in(node: nodes.Node) -> str | None:
    """The articles of parts.by_articles("…"), or None for anything else."""
    if isinstance(node, nodes.Call) and passage_of(node) == ("parts", "by_articles"):
        first = node.args[0] if node.args else None
        return str(first.value) if isinstance(first, nodes.Const) else None
    return None


def subject_of(test: nodes.Node, titles: Mapping[str, str]) -> str:
    """The fact that a condition asks about, by its title."""
    name = next((each.name for each in _names(test) if each.name in titles), "")
    return titles.get(name, "") or code_of(test)


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


def told(test: nodes.Node, facts: Mapping[str, FactField], titles: Mapping[str, str]) -> str:
    """A condition in Chinese: 有…时, 没有…时, …为“…”时."""
    what = subject_of(test, titles)
    if isinstance(test, nodes.Not):
        return f"没有{what}时"
    if not isinstance(test, nodes.Compare):
        return f"有{what}时"
    operand = test.ops[0]
    if isinstance(test.expr, nodes.Filter):
        return f"{what}{COUNTS[operand.op]}一项时"
    if isinstance(operand.expr, nodes.Const) and isinstance(test.expr, nodes.Name):
        option = facts[test.expr.name].options.get(operand.expr.value, str(operand.expr.value))
        return f"{what}{'为' if operand.op == 'eq' else '不为'}“{option}”时"
    if isinstance(operand.expr, nodes.Name) and operand.op in OPERATORS:
        return f"{what}与{titles.get(operand.expr.name, operand.expr.name)}{'相同' if operand.op == 'eq' else '不同'}时"
    raise NotInWords(code_of(test))
