"""Sealed fields: they open in their place only; blind indexes; masks."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.office.masks import mask, mask_id_number, mask_telephone
from app.office.sealed import SealBroken, Sealer
from app.office.secrets import Secrets

KEYS = Secrets(*(bytes(range(start, start + 32)) for start in (0, 32, 64, 96)))
SEALER = Sealer(KEYS)
PLACE = ("applicant", 7, "id_number")
NUMBER = "532331199001014514"


@given(text=st.text(max_size=200))
def test_what_was_sealed_opens_in_its_place(text):
    assert SEALER.open(SEALER.seal(text, *PLACE), *PLACE) == text


def test_the_envelope_names_version_and_key_and_never_repeats():
    first, second = SEALER.seal(NUMBER, *PLACE), SEALER.seal(NUMBER, *PLACE)
    assert first.startswith("v1|1|")
    assert first.count("|") == 3
    assert first != second
    assert NUMBER not in first


@pytest.mark.parametrize(
    "place", [("applicant", 8, "id_number"), ("applicant", 7, "telephone"), ("person", 7, "id_number")]
)
def test_a_value_that_was_moved_does_not_open(place):
    with pytest.raises(SealBroken, match="不在原来的位置"):
        SEALER.open(SEALER.seal(NUMBER, *PLACE), *place)


@pytest.mark.parametrize(
    "envelope", ["", "v1|1|abc", "v2|1|YWFh|YWFh", "v1|9|YWFh|YWFh", "v1|1|YWFh|YWFh", NUMBER]
)
def test_what_is_no_envelope_of_ours_does_not_open(envelope):
    with pytest.raises(SealBroken):
        SEALER.open(envelope, *PLACE)


def test_one_changed_sign_breaks_the_seal():
    envelope = SEALER.seal(NUMBER, *PLACE)
    position = len(envelope) - 5
    other = "A" if envelope[position] != "A" else "B"
    with pytest.raises(SealBroken):
        SEALER.open(envelope[:position] + other + envelope[position + 1 :], *PLACE)


def test_a_former_key_still_opens():
    newer = Sealer(
        dataclasses.replace(
            KEYS, data_key=bytes(range(1, 33)), data_key_id="2", former_data_keys={"1": KEYS.data_key}
        )
    )
    old = SEALER.seal(NUMBER, *PLACE)
    assert newer.open(old, *PLACE) == NUMBER
    assert newer.seal(NUMBER, *PLACE).split("|")[1] == "2"


def test_equal_values_have_one_blind_index_however_they_are_written():
    index = SEALER.blind_index("53233119900101451X", "id_number")
    assert index == SEALER.blind_index(" 532331 19900101-451ｘ", "id_number")
    assert len(index) == 32


def test_a_blind_index_depends_on_purpose_and_key():
    other = Sealer(dataclasses.replace(KEYS, index_key=bytes(range(1, 33))))
    found = {
        SEALER.blind_index(NUMBER, "id_number"),
        SEALER.blind_index(NUMBER, "telephone"),
        other.blind_index(NUMBER, "id_number"),
    }
    assert len(found) == 3


@pytest.mark.parametrize(
    ("masked", "shown"),
    [
        (mask_id_number(NUMBER), "5323**********4514"),
        (mask_id_number("1234"), "****"),
        (mask_telephone("13887654321"), "138****4321"),
        (mask_telephone("6123"), "****"),
    ],
)
def test_a_mask_shows_enough_to_recognise(masked, shown):
    assert masked == shown


@given(text=st.text(max_size=30), head=st.integers(0, 5), tail=st.integers(0, 5))
def test_a_mask_keeps_the_length(text, head, tail):
    assert len(mask(text, head, tail)) == len(text)
