"""Openings that stand twice in a row: 经核实，经核对…, one of the template and one that was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.letters.errors import Problem
from app.letters.preview import preview_html

TWICE = re.compile(r"经[一-龥]{2}，\s*经[一-龥]{1,4}")


def doubled_openings(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    """Each of them in the letter as it reads; the applicant's own words do not count."""
    quoted = {name: "……" for name, field in kind.facts.items() if field.quoted and name in facts}
    for found in TWICE.finditer(preview_html(kind, {**facts, **quoted}).striptags()):
        yield Problem("", "doubled", f"文书中写有“{found.group()}”，前一句由文书写入，请删去后一句的开头")
