"""Template → words: what a wording says as text with fields, its conditions and loops as named parts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes

from app.letters.catalogue import LetterKind
from app.letters.worded import CLOSING, LABELS, SUBHEADING, TABLE, Locked, NotInWords, Passage, Piece, Worded
from app.letters.worded_code import body_code, code_of
from app.letters.worded_names import ARTICLES, articles_in, fields_of, free_name, subject_of, titles_of, told

READER = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)  # reads as letters are printed
TAG = re.compile(r"(<[^<>]+>)")
OPENINGS = {"<p>": "", '<p class="level-1">': f"〔{SUBHEADING}〕"}
YEAR = re.compile(r"〔\d{4}〕")  # of a document number: the only text in these brackets


def read(template: str, kind: LetterKind, frame: Worded | None = None) -> Worded:
    """The wording in words. `frame`: the standard, whose names are kept for the same conditions wherever they stand.

    Raises NotInWords for a text that cannot be shown without loss, jinja2.TemplateSyntaxError for none at all.
    """
    tree = READER.parse(template)
    return _Reader(kind, tree, frame).worded


def read_or_none(template: str, kind: LetterKind, frame: Worded | None = None) -> Worded | None:
    """The same, or None for a text that cannot be shown in words: it was written as code."""
    try:
        return read(template, kind, frame)
    except (NotInWords, TemplateSyntaxError, RecursionError):
        return None


def says_the_same(one: str, other: str, kind: LetterKind) -> bool:
    """Whether two texts differ in nothing but how their code is set out."""
    first = read_or_none(one, kind)
    second = read_or_none(other, kind, first)
    return (
        first is not None
        and second is not None
        and (first.frame, first.texts) == (second.frame, second.texts)
    )


class _Reader:
    """Goes through the blocks of one wording."""

    def __init__(self, kind: LetterKind, tree: nodes.Template, frame: Worded | None):
        imports = list(tree.find_all(nodes.Import))
        self.facts, self.titles, self.frame = kind.facts, titles_of(kind.facts), frame
        self.worded = Worded(
            head="{% extends layout %}\n" + "".join(_import(node) for node in imports),
            fields=fields_of(kind.facts, has_parts=any(node.target == "parts" for node in imports)),
        )
        self.by_code = {one.code: one.name for one in self.worded.fields.values()}
        for block in tree.find_all(nodes.Block):
            self._block(block)
        if kind.format == "letter" and "ending" not in self.worded.pieces:
            self._closing()

    def _block(self, block: nodes.Block) -> None:
        if block.name == TABLE:
            self.worded.blocks.append((TABLE, body_code(block.body)))
        elif block.name in LABELS:
            self.worded.blocks.append((block.name, ""))
            self._piece(block.name, LABELS[block.name], block.body, is_block=block.name == "text")
        else:
            raise NotInWords(block.name)

    def _closing(self) -> None:
        """The closing of the layout, in a box like any other."""
        self.worded.blocks.append(("ending", ""))
        self.worded.pieces["ending"] = Piece("ending", LABELS["ending"], False, CLOSING)

    def _piece(self, key: str, label: str, body: Sequence[nodes.Node], *, is_block: bool) -> None:
        piece = self.worded.pieces[key] = Piece(key, label, is_block)
        piece.text = "\n".join(self._lines(body, key)) if is_block else self._stretch(_parts(body), key)

    def _lines(self, body: Sequence[nodes.Node], key: str) -> Iterator[str]:
        """Paragraphs, and what stands between them."""
        paragraph: list[str | nodes.Node] | None = None
        opening = ""
        for part in _parts(body):
            if paragraph is not None and part != "</p>":
                paragraph.append(part)
            elif paragraph is not None:
                yield opening + self._stretch(paragraph, key)
                paragraph = None
            elif isinstance(part, nodes.Node):
                yield f"〔{self._named(part, key, is_block=True)}〕"
            elif part in OPENINGS:
                paragraph, opening = [], OPENINGS[part]
            elif part.strip():
                raise NotInWords(part)

    def _stretch(self, parts: Sequence[str | nodes.Node] | Iterator[str | nodes.Node], key: str) -> str:
        words = []
        for part in parts:
            if isinstance(part, nodes.Node):
                words.append(f"〔{self._named(part, key, is_block=False)}〕")
            elif TAG.fullmatch(part) or re.search("[〔〕]", YEAR.sub("", part)):
                raise NotInWords(part)
            else:
                words.append(re.sub(r"[ \t]*\n[ \t]*", " ", html.unescape(part)))
        return "".join(words).strip(" ")

    def _named(self, node: nodes.Node, key: str, *, is_block: bool) -> str:
        if isinstance(node, nodes.If):
            branches = [(each.test, each.body) for each in (node, *node.elif_)]
            return self._passage(branches, node.else_, key, is_block=is_block)
        if isinstance(node, nodes.For):
            return self._fixed(node, key, is_block=is_block)
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            return self._passage(
                [(node.test, _printed(node.expr1))], _printed(node.expr2), key, is_block=False
            )
        if (articles := articles_in(node)) is not None:
            return ARTICLES + articles
        name = self.by_code.get(code_of(node))
        if name is None or self.worded.fields[name].is_block != is_block:
            raise NotInWords(code_of(node))
        return name

    def _passage(
        self,
        branches: Sequence[tuple[nodes.Node, Sequence[nodes.Node]]],
        other: Sequence[nodes.Node],
        key: str,
        *,
        is_block: bool,
    ) -> str:
        tests = tuple(code_of(test) for test, _body in branches) + (("",) if other else ())
        labels = [told(test, self.facts, self.titles) for test, _body in branches] + ["其他情形"]
        about = subject_of(branches[0][0], self.titles)
        wanted = labels[0].removesuffix("时") if len(tests) == 1 else f"分情形：{about}"
        passage = self._same_passage(tests, key) or self._new_passage(wanted, key, tests, is_block)
        self.worded.passages[passage.name] = passage
        bodies = [body for _test, body in branches] + ([other] if other else [])
        for each, label, body in zip(passage.keys, labels, bodies, strict=False):
            self._piece(each, f"〔{passage.name}〕{label}", body, is_block=is_block)
        return passage.name

    def _same_passage(self, tests: tuple[str, ...], key: str) -> Passage | None:
        known = self.frame.passages.values() if self.frame else ()
        same = (one for one in known if (one.tests, one.within) == (tests, key))
        return next((one for one in same if one.name not in self.worded.passages), None)

    def _new_passage(self, wanted: str, key: str, tests: tuple[str, ...], is_block: bool) -> Passage:
        name = free_name(wanted, [*self.worded.passages, *self.worded.fields, *self.worded.locked])
        number = 1 + len(self.worded.passages) + (len(self.frame.passages) if self.frame else 0)
        keys = tuple(f"p{number}-{branch}" for branch in range(1, len(tests) + 1))
        return Passage(name, key, is_block, tests, keys)

    def _fixed(self, loop: nodes.For, key: str, *, is_block: bool) -> str:
        code = body_code([loop])
        taken = [*self.worded.locked, *self.worded.fields]
        name = free_name(f"固定：{subject_of(loop.iter, self.titles)}", taken)
        known = self.frame.locked.values() if self.frame else ()
        same = next((one for one in known if one.code == code and one.name not in self.worded.locked), None)
        words = (data.data for data in loop.find_all(nodes.TemplateData))
        shown = "……".join(filter(None, (html.unescape(TAG.sub("", each)).strip() for each in words)))
        fixed = same or Locked(name, key, is_block, code, shown)
        self.worded.locked[fixed.name] = fixed
        return fixed.name


def _import(node: nodes.Import) -> str:
    context = " with context" if node.with_context else ""
    return f"{{% import {code_of(node.template)} as {node.target}{context} %}}\n"


def _parts(body: Sequence[nodes.Node]) -> Iterator[str | nodes.Node]:
    """Tags, words and pieces of code one after the other."""
    for node in body:
        for part in node.nodes if isinstance(node, nodes.Output) else [node]:
            if isinstance(part, nodes.TemplateData):
                yield from (words for words in TAG.split(part.data) if words)
            else:
                yield part


def _printed(value: nodes.Expr) -> list[nodes.Node]:
    """A side of an inline condition as a body of its own."""
    if isinstance(value, nodes.Const):
        return [nodes.Output([nodes.TemplateData(html.escape(str(value.value)))])]
    return [nodes.Output([value])]
