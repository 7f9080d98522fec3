"""The letter as it reads: what was kept is what would be read anew."""

from datetime import date

import pytest

from app.letters import Catalogue, preview_html
from app.letters.own_text import own_text

KINDS = list(Catalogue())


@pytest.mark.parametrize("kind", KINDS, ids=[kind.kind for kind in KINDS])
def test_the_same_draft_reads_the_same_a_second_time(kind):
    facts = kind.sample_facts()
    as_days = {name: date.fromisoformat(value) if kind.facts[name].type == "date" else value
               for name, value in facts.items()}  # fmt: skip
    quoted = {name for name, field in kind.facts.items() if field.quoted}
    anew = preview_html(kind, {**facts, **dict.fromkeys(quoted & facts.keys(), "……")}).striptags()
    assert own_text(kind, facts) == own_text(kind, facts) == own_text(kind, as_days) == anew


def test_another_fact_is_another_letter():
    kind = Catalogue().kind("reply_granted")
    facts = kind.sample_facts()
    before = own_text(kind, facts)
    assert "金山镇玉龙潭" in own_text(kind, {**facts, "contact": "金山镇玉龙潭办公室"})
    assert own_text(kind, facts) == before


def test_a_value_that_no_record_holds_is_a_blank_as_in_the_preview():
    kind = Catalogue().kind("reply_granted")
    facts = {**kind.sample_facts(), "contact": object()}
    assert "〔" in own_text(kind, facts)
