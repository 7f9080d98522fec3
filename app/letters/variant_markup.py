"""What the text of a variant may consist of: the few tags that letters use, and template code that only prints facts.

The text is written by administrators and shown on pages of ours, so everything not named here is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

TAGS = "p|br|strong|table|thead|tbody|tr|th|td|col|colgroup|caption|ul|ol|li|h2|span"
ATTRIBUTES = "class|scope|colspan|rowspan"
LONGEST = 20_000  # characters; the longest of the house has some 1,100
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
ALLOWED_TAG = re.compile(rf"</?({TAGS})(\s+({ATTRIBUTES})=\"[^\"<>]*\")*\s*/?>")

IN_TEXT = {
    r"\bstyle\s*=": "不得使用 style 属性",
    r"\bon\w+\s*=": "不得使用事件属性",
    r"(href|src)\s*=": "不得引用地址",
    r"行政复议|诉讼": "救济告知由规则生成，不得写在模板中",
    r"_{2,}|×{2,}|【\s*】": "模板中有未填的空缺",
}
IN_CODE = {
    r"\|\s*(safe|xmlattr|urlize|tojson|attr)\b": "不得使用 safe、xmlattr、urlize 等绕过转义的过滤器",
    r"\bautoescape\b": "不得关闭转义",
    r"\b(range|lipsum|cycler|joiner|namespace)\s*\(": "不得使用生成内容的函数",
    r"\*|\bcenter\b|\bindent\b": "不得在模板中重复或者填充文字",
}


def faults_of(text: str) -> Iterator[str]:
    """Why this text may not be used, in Chinese; nothing when it may."""
    if len(text) > LONGEST:
        yield f"模板最长 {LONGEST} 字，现为 {len(text)} 字"
        return
    yield from (reason for pattern, reason in IN_TEXT.items() if re.search(pattern, text, re.I))
    code = "\n".join(CODE.findall(text))
    yield from (reason for pattern, reason in IN_CODE.items() if re.search(pattern, code, re.I))
    rest = ALLOWED_TAG.sub("", CODE.sub("", text))
    if "<" in rest or ">" in rest:
        yield f"不得使用引用外部内容、脚本或者表单的标签，只能使用 {TAGS.replace('|', '、')}"
