"""Whatever people write: printed as they wrote it, or refused with the reason; never wrong, never long."""

import re
import subprocess
import time
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.letters import LetterRefused, check_facts, preview_html, render
from app.letters.printable import printed

COMMON = st.sampled_from("公开申请明细表张王李赵年月日第条（）《》“”，。；、：一二三0123456789ABCxyz .-/〔〕")
RARE = st.sampled_from("𬭎㛃䶮喆堃赟镕玥淏㑇𠮷𪚥䲜")
HOSTILE = st.sampled_from(
    [
        "\u202e",
        "\u200b",
        "\x00",
        "\x1b",
        "\ue123",
        "🙂",
        "\ufeff",
        "\u0301",
        "ي",
        "\U000e0041",
        "\u2028",
        "\ufdd0",
    ]
)
MARKUP = st.sampled_from(
    ["<script>alert(1)</script>", "</p></body>", '<img src="file:///etc/passwd">', "{{ 7*7 }}", "{% raw %}", "&lt;",
     "&#x202e;", "<td colspan=100000>", "]]>", "@import url(http://127.0.0.1/)", "\\000041", "'\""]
)  # fmt: skip
PIECES = st.lists(st.one_of(COMMON, COMMON, COMMON, RARE, MARKUP), max_size=60).map("".join)
NASTY = st.lists(st.one_of(COMMON, COMMON, RARE, MARKUP, HOSTILE), max_size=40).map("".join)
LONG = st.integers(1, 2000).map(
    lambda length: ("请公开二〇二四年度补贴发放明细、标准及凭证。" * 120)[:length]
)


def printed_text(pdf):
    """The text of the PDF without white space, page numbers and the contact line."""
    text = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return squeezed(re.sub(r"^—\s*\d+\s*—$", "", text, flags=re.MULTILINE))


def squeezed(text):
    return re.sub(r"[\s\u3000\u00a0\x0c]", "", unicodedata.normalize("NFC", text))


def print_or_refuse(kind, facts):
    """The text, or None when refused; at most 10 seconds either way."""
    started = time.monotonic()
    text, reasons = None, []
    try:
        text = printed_text(render(kind, facts))
    except LetterRefused as refusal:
        reasons = [problem.message for problem in refusal.problems]
    assert (text is None) == bool(reasons)
    assert all(reasons)
    assert time.monotonic() - started < 10
    return text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.one_of(PIECES, NASTY), content=st.one_of(PIECES, NASTY, LONG))
@example(name="申" * 100, content="公开" * 1000)
@example(name="𬭎㛃䶮喆堃赟镕玥淏㑇", content="一\n二\n三")
@example(name="W" * 100, content="W" * 2000)
@example(name="http://example.gov.cn/" + "a" * 70, content="。" * 2000)
@example(name="（" * 100, content="“" * 500 + "”" * 500)
def test_what_is_printed_is_what_was_written(granted, name, content):
    facts = granted.sample_facts() | {"applicant_name": name, "request_content": content}
    text = print_or_refuse(granted, facts)
    assert (text is None) == bool(check_facts(granted, facts))
    if text is not None:
        assert squeezed(printed(name).strip()) in text
        for line in printed(content).split("\n"):
            assert squeezed(line).rstrip("。.；;").translate(QUOTES) in text.translate(QUOTES)


QUOTES = str.maketrans("“”‘’", "''''")  # quotation marks are nested by rule, so they may change their kind


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(PIECES.filter(lambda text: text.strip()), min_size=1, max_size=60), organ=PIECES)
@example(names=["某项信息的名称很长" * 20] * 60, organ="禄丰市人民政府办公室")
@example(names=["甲"], organ="局")
@example(names=["甲"], organ="楚雄彝族自治州" * 8)
def test_lists_and_names_of_any_length(granted, names, organ):
    items = [{"name": name[:200], "carrier": "纸质"} for name in names]
    facts = granted.sample_facts() | {"items": items, "organ_name": organ}
    text = print_or_refuse(granted, facts)
    assert (text is None) == bool(check_facts(granted, facts))
    if text is not None:
        assert text.count("（纸质）") >= len(items)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.dictionaries(
    st.sampled_from(["organ_name", "issued_on", "items", "remedy", "provision", "telephone", "nonsense"]),
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | NASTY,
                 lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NASTY, inner, max_size=3), max_leaves=6),
))  # fmt: skip
def test_values_of_any_type_are_problems_never_errors(granted, facts):
    changed = granted.sample_facts() | facts
    for problem in check_facts(granted, changed):
        assert problem.message
    assert "<script" not in preview_html(granted, changed)


@pytest.mark.parametrize("count", [20_001, 100_000])
def test_more_than_a_letter_may_hold_is_refused_at_once(catalogue, count):
    kind = catalogue.kind("reply_plain")
    started = time.monotonic()
    assert print_or_refuse(kind, kind.sample_facts() | {"findings": "文" * count}) is None
    assert time.monotonic() - started < 2
