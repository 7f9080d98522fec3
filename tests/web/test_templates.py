"""What the content security policy and the house rules ask of every template of the product."""

import re
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
TEMPLATES = APP / "templates"
FILES = sorted([*TEMPLATES.rglob("*.html"), *(APP / "processes").rglob("templates/**/*.html")])
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def source(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_a_template_holds_nothing_inline(path):
    text = source(path)
    assert not re.search(r"\sstyle\s*=", text), "style attribute"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "event handler"
    assert "<style" not in text
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or "application/json" in script, script
    assert not re.search(r"\|\s*safe\b", text), "safe filter"
    assert "javascript:" not in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_a_form_that_posts_carries_its_token(path):
    text = source(path)
    for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
        if re.search(r"method=[\"']?post", form, re.IGNORECASE):
            assert "csrf_token" in form, form[:120]


@pytest.mark.parametrize(
    "path", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda path: path.name
)
def test_every_component_says_how_to_use_it(path):
    text = path.read_text("utf-8")
    head = COMMENT.match(text)
    assert head is not None
    macros = re.findall(r"\{% macro ([a-z]\w+)\(", text)
    undocumented = [
        name for name in macros if name not in head.group() and name not in ("lamp_words", "address")
    ]
    assert undocumented == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_a_sentence_goes_on_in_the_next_line_without_a_gap(path):
    """A line break is shown as a blank, which Chinese has not after its marks; `{# -#}` takes it away."""
    broken = re.findall(r".{0,12}[，。；、：]\n\s*[\u4e00-\u9fff“《（].{0,12}", path.read_text("utf-8"))
    assert broken == []
