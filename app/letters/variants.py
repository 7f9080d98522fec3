"""An organ's own wording of a standard kind (county variant): a new version, checked against the standard text.

A variant changes the template only. Facts, articles, remedy class and format stay those of the standard kind, and
whatever the standard letter says of a fact or an article the variant must say too.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError

from app.letters.catalogue import LetterKind, read_kind
from app.letters.errors import Problem
from app.letters.preview import preview_html

FORBIDDEN = {
    r"\|\s*safe\b": "不得使用 safe 过滤器",
    r"autoescape": "不得关闭转义",
    r"\bstyle\s*=": "不得使用 style 属性",
    r"<\s*(script|link|style|img|iframe|object|embed|svg|meta|base)\b": "不得使用引用外部内容或者脚本的标签",
    r"\bon\w+\s*=": "不得使用事件属性",
    r"(href|src)\s*=": "不得引用地址",
    r"行政复议|诉讼": "救济告知由规则生成，不得写在模板中",
    r"_{2,}|×{2,}|【\s*】": "模板中有未填的空缺",
}


@dataclass(frozen=True)
class ChangedLine:
    """One line of the comparison: "same", "added" or "removed", and its text."""

    change: str
    text: str


def write_variant(root: Path, standard: LetterKind, html: str) -> LetterKind:
    """Keep a wording as a folder named by its content, so that a version once used never changes."""
    version = hashlib.sha256(html.encode()).hexdigest()[:16]
    folder = root / version / standard.kind
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "letter.toml").write_bytes((standard.folder / "letter.toml").read_bytes())
    (folder / "letter.html").write_text(html, "utf-8")
    return read_kind(folder)


def check_variant(variant: LetterKind, standard: LetterKind) -> list[Problem]:
    """Why the variant may not be used; an empty list means that it may be put up for approval."""
    html = (variant.folder / "letter.html").read_text("utf-8")
    problems = [
        Problem("", "forbidden", reason)
        for pattern, reason in FORBIDDEN.items()
        if re.search(pattern, html, re.I)
    ]
    if problems:
        return problems
    try:
        text = _text_of(variant)
    except (TemplateError, ValueError, TypeError, KeyError, AttributeError) as error:
        return [Problem("", "template", f"模板有误：{error}")]
    return list(_what_is_missing(text, standard))


def difference(standard: str, variant: str) -> list[ChangedLine]:
    """Line by line, for the page on which the second person approves."""
    names = {"  ": "same", "+ ": "added", "- ": "removed"}
    lines = difflib.ndiff(standard.splitlines(), variant.splitlines())
    return [ChangedLine(names[line[:2]], line[2:]) for line in lines if line[:2] in names]


def _what_is_missing(text: str, standard: LetterKind) -> list[Problem]:
    wanted = _text_of(standard)
    missing = []
    for name, sample in standard.sample_facts().items():
        title = standard.facts[name].title
        if any(word in wanted and word not in text for word in _words_of(sample)):
            missing.append(Problem(name, "missing_fact", f"正文中没有{title}"))
    for article in re.findall(
        r"第[一二三四五六七八九十]+条(?:第[一二三四五六七八九十]+款|第（[一二三四五六七]）项)?", wanted
    ):
        if article not in text:
            missing.append(Problem("", "missing_article", f"正文中没有依据{article}"))
    return missing


def _words_of(sample: object) -> list[str]:
    """How a sample value shows in the text: dates in Chinese, lists by their items."""
    if isinstance(sample, str):
        day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", sample)
        return [f"{day[1]}年{int(day[2])}月{int(day[3])}日"] if day else [_plain(sample)]
    if isinstance(sample, list):
        return [word for item in sample for word in _words_of(item)]
    if isinstance(sample, dict):
        return [word for item in sample.values() for word in _words_of(item)]
    return [str(sample)]


def _text_of(kind: LetterKind) -> str:
    return _plain(re.sub(r"<[^>]+>", "", str(preview_html(kind, kind.sample_facts()))))


def _plain(text: str) -> str:
    return re.sub(r"[\s。；“”‘’]", "", text)
