"""Our own style sheets and scripts keep to what Chromium 86 knows."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "app" / "static"
STYLES = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

TOO_NEW_STYLE = {
    r"color-mix\(": "111", r":has\(": "105", r":is\(": "88", r":where\(": "88", r"(?<![-\w])inset\s*:": "87",
    r"@layer": "99", r"@container": "105", r"\d[dsl]v[hw]\b": "108", r"aspect-ratio\s*:": "88",
    r"accent-color": "93", r"::file-selector-button": "89", r"@scope": "118", r"text-wrap": "114",
    r"scrollbar-gutter": "94", r"oklch|oklab|\blab\(|\blch\(": "111", r"overflow\s*:\s*clip": "90",
    r"@media\s*\([^)]*[<>]=?": "104", r"^\s*&": "112", r"transition-behavior": "117",
}  # fmt: skip
TOO_NEW_SCRIPT = {
    r"Object\.hasOwn": "93", r"structuredClone": "98", r"\.at\(": "92", r"\.replaceAll\(": "ES2021",
    r"\?\?=|\|\|=|&&=": "ES2021", r"\?\.[\w(\[]": "ES2020", r"\?\?": "ES2020", r"Promise\.any": "ES2021",
    r"^\s*#\w+": "ES2022", r"\beval\(": "forbidden by the policy", r"new Function": "forbidden by the policy",
    r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write": "markup from text",
    r"\.style\b|setAttribute\('style'": "forbidden by the policy", r"catch\s*\{": "ES2019",
}  # fmt: skip


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_keeps_to_the_floor(path):
    text = COMMENT.sub("", path.read_text("utf-8"))
    found = [f"{p} ({since})" for p, since in TOO_NEW_STYLE.items() if re.search(p, text, re.MULTILINE)]
    assert found == []
    assert "@import" not in text
    assert "url(" not in text


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_reads_what_a_field_of_that_name_would_hide(path):
    """`form.method` is the field called method where a form has one: attributes are asked for as attributes."""
    text = COMMENT.sub("", path.read_text("utf-8"))
    shadowed = "method|action|id|name|target|submit|reset|length"
    assert re.findall(rf"\bform\.(?:{shadowed})\b", text) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_keeps_to_the_floor(path):
    text = COMMENT.sub("", path.read_text("utf-8"))
    found = [f"{p} ({since})" for p, since in TOO_NEW_SCRIPT.items() if re.search(p, text, re.MULTILINE)]
    assert found == []
    assert len(text.splitlines()) < 150


def test_braces_of_every_style_sheet_close():
    for path in STYLES:
        text = COMMENT.sub("", path.read_text("utf-8"))
        assert text.count("{") == text.count("}"), path.name


def test_bootstrap_keeps_its_word_mark():
    for path in STYLES:
        assert not re.search(r"\.mark\b(?!-)", path.read_text("utf-8")), path.name
