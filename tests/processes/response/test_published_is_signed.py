"""What the public reads is what was signed, byte for byte, whatever was written, sent back and written again."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.casework.publications.content import Content
from app.casework.texts.contents import body_content
from app.casework.texts.signatures import standing_signatures
from app.casework.texts.versions import current_versions
from app.processes.response.records import statements_of
from app.processes.response.wording import content_of, normal, text_of
from tests.support import databases
from tests.support.concerns import KNOWN, WORD, Responding

TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Co", "Cs", "Cn")) | st.just("\n"), min_size=1, max_size=60
)


@given(headline=TEXTS, body=TEXTS)
def test_nothing_is_added_left_out_or_changed(headline, body):
    text = normal(headline, body)
    assert text_of(content_of(text)) == text
    assert body_content(text_of(content_of(text))).hash == body_content(text).hash
    assert normal(*text.partition("\n")[::2]) == text


STEPS = st.lists(
    st.tuples(st.sampled_from(["head", "leader", "desk", "go"]), st.integers(0, 3)), min_size=1, max_size=5
)


@pytest.mark.database
@settings(max_examples=6)
@given(steps=STEPS)
@example(steps=[("go", 0), ("head", 1), ("go", 2)])
@example(
    steps=[("head", 0), ("head", 1), ("go", 0)]
)  # the text comes back as it was: two versions of one hash
def test_any_sequence_of_drafts_and_refusals_publishes_what_stands_signed(prepared, steps):
    with databases.fresh(prepared) as app, app.app_context():
        office = Responding(now=KNOWN).registered().judged()
        for who, number in steps:
            _round(office, who, number)
        for statement in statements_of(office.case):
            if statement.published_at is not None:
                check_is_what_was_signed(office, statement)


def _round(office: Responding, who: str, number: int) -> None:
    """One draft, refused by one of them, or published and followed by the next."""
    said = any(one.published_at is not None for one in statements_of(office.case))
    kind = "follow_up" if said else "first"  # 首次发布 comes first, and once
    office.drafted(kind=kind, body=f"第{number}种写法。\n  第二段 {number} 　\n\n")
    if who == "head":
        office.do("officehead", "T_sign_office", decision="send_back", opinion="核实")
        return
    office.do("officehead", "T_sign_office", decision="approve")
    if who == "leader":
        office.do("leader", "T_sign_leader", decision="send_back", opinion="改写")
        return
    office.do("leader", "T_sign_leader", decision="approve")
    if who == "desk":
        office.do("reviewer", "T_publish", decision="send_back", opinion="补充")
        return
    office.published().followed("further")


def check_is_what_was_signed(office: Responding, statement) -> None:
    shown = statement.publication.text
    version = current_versions(office.case)[statement.slot]
    assert version.content_hash == shown.signed_hash
    assert text_of(Content.from_mapping(shown.content)) == version.content["text"]
    assert body_content(text_of(Content.from_mapping(shown.content))).hash == shown.signed_hash
    agreed = [one.opinion.node for one in standing_signatures(office.case, office.now.date())
              if one.agrees and version.id in {text.id for text in one.opinion.texts}]  # fmt: skip
    assert {"T_sign_office", "T_sign_leader"} <= set(agreed)
    assert WORD["headline"] in version.content["text"]
