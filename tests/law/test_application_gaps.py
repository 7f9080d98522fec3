"""What an application lacks of 条例第二十九条: each requirement by itself, and all together."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.application_gaps import Gap, Stated, gaps_of, items_of, needs_reason, words_of

WHOLE = Stated(True, True, True, True, True, True, True, "post")
BARE = Stated(False, False, False, False, False, False, False, "")


def test_nothing_is_missing_from_a_whole_application():
    assert gaps_of(WHOLE) == ()
    assert words_of(()) == ""


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"has_identity_document": False}, Gap.IDENTITY),
        ({"has_identity_number": False, "identity_number_fits": False}, Gap.IDENTITY),
        ({"identity_number_fits": False}, Gap.IDENTITY_MISFIT),
        ({"says_form": False}, Gap.FORM),
        ({"reply_way": ""}, Gap.WAY),
        ({"has_address": False}, Gap.ADDRESS),
        ({"has_email": False, "reply_way": "email"}, Gap.EMAIL),
    ],
)
def test_each_lack_is_one_gap(changes, gap):
    assert gaps_of(replace(WHOLE, **changes)) == (gap,)


def test_one_way_to_be_reached_is_enough():
    assert Gap.CONTACT in gaps_of(BARE)
    for name in ("has_telephone", "has_address", "has_email"):
        assert Gap.CONTACT not in gaps_of(replace(BARE, **{name: True}))


def test_a_wish_left_open_binds_nobody_to_a_reason():
    assert not needs_reason(gaps_of(replace(WHOLE, says_form=False, reply_way="")))
    assert needs_reason(gaps_of(BARE))


statements = st.builds(
    Stated, **{one.name: st.booleans() for one in fields(Stated) if one.name != "reply_way"},
    reply_way=st.sampled_from(["", "post", "email", "in_person", "portal"]),
)  # fmt: skip


@given(statements)
def test_what_is_missing_is_asked_for_once_each(stated):
    gaps = gaps_of(stated)
    assert len(set(gaps)) == len(items_of(gaps)) == len(gaps)
    assert not {Gap.IDENTITY, Gap.IDENTITY_MISFIT} <= set(gaps)


def test_a_guardian_is_asked_for_proof_of_guardianship_and_for_no_signature_of_the_child():
    gaps = gaps_of(replace(WHOLE, lacks_authority=True))
    assert gaps == (Gap.AUTHORITY,)
    (asked,) = items_of(gaps)
    by_agent, by_guardian = asked.split("；")
    assert "授权委托书" in by_agent
    assert "授权委托书" not in by_guardian
    assert "监护人代未成年人" in by_guardian
    assert "证明监护关系的材料" in by_guardian
    assert "监护" in words_of(gaps)
