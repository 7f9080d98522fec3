"""docs/security.md names tests that exist, and no row is without a test or the reason why there is none."""

import re
from pathlib import Path

import pytest

from tests.support.named_tests import is_there

ROOT = Path(__file__).resolve().parents[2]
LINES = (ROOT / "docs/security.md").read_text(encoding="utf-8").splitlines()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in LINES
    if line.startswith("| ") and not line.startswith(("| section", "| item"))
]
STATES = {"met", "partly", "open", "elsewhere", "none"}


def test_there_are_both_lists():
    assert len(ROWS) > 80
    assert any("身份鉴别" in row[0] for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:30])
def test_a_row_has_its_test_or_its_reason(row):
    assert len(row) == 4, "four cells"
    _, state, words, shown_by = row
    assert state in STATES
    assert words
    named = re.findall(r"`(tests/[^`]+)`", shown_by)
    assert [one for one in named if not is_there(one)] == []
    assert state not in {"met", "partly"} or named, "what is said to be met is shown by a test"
