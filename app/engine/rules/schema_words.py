"""What the XML schema of BPMN or DMN says, in Chinese: libxml2 knows English and writes every name space out."""

from __future__ import annotations

import re
from collections.abc import Callable

_SPACE = re.compile(r"\{[^}]*\}")
_ABOUT = re.compile(
    r"^Element '(?P<element>[^']*)'(?:, attribute '(?P<attribute>[^']*)')?: (?P<said>.*)$", re.DOTALL
)
MOST_NAMES = 8
Words = Callable[[re.Match[str]], str]


def _expected(found: re.Match[str]) -> str:
    names = [name.strip() for name in found["names"].split(",") if name.strip()]
    more = "等" if len(names) > MOST_NAMES else ""
    return f"应为 {'、'.join(names[:MOST_NAMES])}{more}"


_SENTENCES: tuple[tuple[re.Pattern[str], Words], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"^The attribute '.*' is not allowed", lambda found: "不允许有这一属性"),
        (r"^The attribute '(?P<name>.*)' is required but missing", lambda found: f"缺少属性 {found['name']}"),
        (
            r"^This element is not expected\. Expected is (?:one of )?\( (?P<names>.*?) \)",
            lambda found: f"不应出现在这里，{_expected(found)}",
        ),
        (r"^This element is not expected", lambda found: "不应出现在这里"),
        (
            r"^Missing child element\(s\)\. Expected is (?:one of )?\( (?P<names>.*?) \)",
            lambda found: f"缺少下级元素，{_expected(found)}",
        ),
        (
            r"^'(?P<value>.*)' is not a valid value of the (?:atomic|union|list) type '(?P<type>.*)'",
            lambda found: f"值“{found['value']}”不符合类型 {found['type']}",
        ),
        (
            r"^\[facet '.*'\] The value '(?P<value>.*?)' is not (?:an element of the set|accepted)",
            lambda found: f"值“{found['value']}”不在允许的范围内",
        ),
        (r"^Character content (?:other than whitespace )?is not allowed", lambda found: "不应含有文字"),
        (r"^Element content is not allowed", lambda found: "不应含有下级元素"),
        (r"^No matching global declaration", lambda found: "不是标准规定的根元素"),
        (r"^The type definition is abstract", lambda found: "只是抽象类型，不能直接使用"),
        (r"^(?:Duplicate key|No match found for key)", lambda found: "编号重复，或者引用的编号不存在"),
    )
)  # fmt: skip
"""The messages of libxml2's validator; what it says of facets and keys besides has the last, general sentence."""


def in_chinese(message: str) -> str:
    """One message; which element and attribute it is about, without the addresses of name spaces."""
    about = _ABOUT.match(_SPACE.sub("", message.strip()))
    if about is None:
        return "不符合标准的 XML 模式"
    attribute = f" 的属性 {about['attribute']}" if about["attribute"] else ""
    return f"不符合标准的 XML 模式：{about['element']}{attribute}：{_sentence(about['said'])}"


def _sentence(said: str) -> str:
    for pattern, words in _SENTENCES:
        if found := pattern.match(said):
            return words(found)
    return "写法不符合标准"
