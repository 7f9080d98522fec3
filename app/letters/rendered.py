"""A wording after printing: not longer than any letter, and no tag or attribute beyond those of letters.

The second net under the rules for the text: whatever slipped through them is refused here, before a page or a PDF
sees it. Parsed with the parser of the typesetter, which follows the HTML standard as browsers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

from app.letters.errors import LetterRefused, Problem
from app.letters.variant_vocabulary import ATTRIBUTES, LONGEST_REGISTER, TAGS

ESCAPED = 5  # characters at most for one: &amp;
LONGEST_HTML = (
    2 * ESCAPED * LONGEST_REGISTER
)  # facts that are too long to be issued are shown in a preview all the same
OURS = frozenset(
    {"html", "head", "body", "article", "div", "mark"}
)  # of our layouts, with `lang` and `class`
CLASS = re.compile(r"[a-z][a-z0-9-]*( [a-z][a-z0-9-]*)*")
PAGE_ONLY = {  # element of the page for the press → its attributes and their values
    "meta": {"charset": r"utf-8", "name": r"[a-z.]+", "content": r".*"},
    "title": {},
    "h1": {},
    "img": {"class": r"seal", "src": r"seal:[0-9a-f]{32}", "alt": r".*"},
    "div": {"style": r"font-size:\d{1,2}(\.\d+)?pt|margin-right:\d{1,2}(\.\d+)?em"},
}
SVG = "{http://www.w3.org/2000/svg}"
SVG_ATTRIBUTES = frozenset({"class", "viewBox", "d", "transform", "stroke"})


def bounded(chunks: Iterable[str]) -> str:
    """The printed text, given up as soon as it is longer than a letter can be. Raises LetterRefused."""
    kept: list[str] = []
    length = 0
    for chunk in chunks:
        length += len(chunk)
        if length > LONGEST_HTML:
            raise LetterRefused([Problem("", "forbidden", "文书文本印出的内容过长，不能使用")])
        kept.append(chunk)
    return "".join(kept)


def refuse_foreign_markup(html: str, *, whole_page: bool) -> None:
    """Raise LetterRefused when the printed wording holds a tag or an attribute that letters do not have."""
    if bad := next(_foreign_in(html, whole_page), ""):
        raise LetterRefused([Problem("", "forbidden", f"文书中出现了不允许的{bad}，不能使用这一文本")])


def _foreign_in(html: str, whole_page: bool) -> Iterator[str]:
    parser = HTMLParser(namespace_html_elements=False)
    parser.parse(html)
    for element in parser.tree.get_document().iter():
        yield from _foreign(element, whole_page)


def _foreign(element: Element, whole_page: bool) -> Iterator[str]:
    tag = element.tag
    if not isinstance(tag, str):
        yield "注释"
    elif whole_page and tag.startswith(SVG):
        yield from (f"属性 {name}" for name in element.attrib if name not in SVG_ATTRIBUTES)
    elif tag in TAGS or tag in OURS or (whole_page and tag in PAGE_ONLY):
        yield from (
            f"属性 {name}"
            for name, value in element.attrib.items()
            if not _is_known(tag, name, value, whole_page)
        )
    else:
        yield f"标签 <{tag}>"


def _is_known(tag: str, name: str, value: str, whole_page: bool) -> bool:
    if whole_page and name in PAGE_ONLY.get(tag, {}):
        return bool(re.fullmatch(PAGE_ONLY[tag][name], value, re.S))
    if name == "class":
        return bool(CLASS.fullmatch(value))
    if name == "lang":
        return value == "zh-CN"
    elements, pattern, _told = ATTRIBUTES.get(name, (frozenset(), None, ""))
    return pattern is not None and (not elements or tag in elements) and bool(pattern.fullmatch(value))
