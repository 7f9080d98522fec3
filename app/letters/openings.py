"""Openings that stand twice in a row: 经核实，经核对…, one of the template and one that was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.letters.errors import Problem
from app.letters.own_text import own_text

TWICE = re.compile(r"经[一-龥]{2}，\s*经[一-龥]{1,4}")


def doubled_openings(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    """Each of them in the letter as it reads; the applicant's own words do not count."""
    for found in TWICE.finditer(own_text(kind, facts)):
        yield Problem("", "doubled", f"文书中写有“{found.group()}”，前一句由文书写入，请删去后一句的开头")
