"""Codes that can be read aloud and typed, and the three verdicts on a PDF."""

import hashlib
import io
import random

import pikepdf
import pytest

from app.letters import new_verification_code, normalise_code, render
from app.letters.reading import NotOurLetter, Verdict, read_letter, verify
from app.letters.verification import ALPHABET


class TestCodes:
    def test_a_code_has_three_groups_of_four_readable_signs(self):
        code = new_verification_code()
        assert [len(group) for group in code.split("-")] == [4, 4, 4]
        assert set(code) <= set(ALPHABET) | {"-"}
        assert not set("01OIL") & set(ALPHABET)

    def test_it_may_be_typed_in_small_letters_without_dashes(self):
        code = new_verification_code()
        assert normalise_code(code.lower().replace("-", " ")) == code

    def test_any_single_wrong_sign_is_noticed(self):
        code = new_verification_code(random.Random(7).choice)
        for place, sign in enumerate(code):
            for other in ALPHABET:
                if sign not in ("-", other):
                    assert normalise_code(code[:place] + other + code[place + 1 :]) is None

    def test_two_neighbours_exchanged_are_noticed(self):
        signs = new_verification_code(random.Random(7).choice).replace("-", "")
        for place in range(len(signs) - 1):
            if signs[place] != signs[place + 1]:
                swapped = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
                assert normalise_code(swapped) is None

    @pytest.mark.parametrize("typed", ["", "7F3K", "0000-0000-0000", "<script>", "7F3K-92QD-X4AS-7F3K"])
    def test_what_is_no_code_is_none(self, typed):
        assert normalise_code(typed) is None

    def test_the_sample_code_is_a_good_one(self, granted):
        code = granted.sample_facts()["verification_code"]
        assert normalise_code(code) == code


@pytest.fixture(scope="module")
def pdf(catalogue):
    kind = catalogue.kind("reply_granted")
    return render(kind, kind.sample_facts())


class TestVerdicts:
    def test_the_issued_file_is_genuine(self, pdf):
        register = {"7F3K-92QD-X4AS": hashlib.sha256(pdf).hexdigest()}
        assert verify(pdf, register.get)[0] is Verdict.GENUINE

    def test_a_changed_file_is_altered(self, pdf):
        register = {"7F3K-92QD-X4AS": hashlib.sha256(pdf).hexdigest()}
        with pikepdf.open(io.BytesIO(pdf)) as document:
            document.pages[0].rotate(90, relative=True)
            changed = io.BytesIO()
            document.save(changed)
        assert verify(changed.getvalue(), register.get)[0] is Verdict.ALTERED

    def test_a_file_that_no_register_knows_is_unknown(self, pdf):
        assert verify(pdf, {}.get)[0] is Verdict.UNKNOWN

    def test_the_letters_data_are_read(self, pdf):
        assert read_letter(pdf).code == "7F3K-92QD-X4AS"

    @pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7 broken", b"%PDF-" + b"0" * 100])
    def test_another_file_is_not_ours(self, data):
        with pytest.raises(NotOurLetter):
            read_letter(data)
