"""Every letter of the catalogue is issued by some path, or waits by name for the part that brings it."""

from app.letters import Catalogue
from tests.architecture.letter_paths import APP, kinds_named_in, unissued
from tests.architecture.test_nothing_waits_unseen import WAITING


def test_every_kind_is_issued_by_some_path():
    """A kind that a new part brings without its step, or one whose step is taken away, is named here."""
    assert sorted(unissued()) == sorted(WAITING["letters"]) == []


def test_what_a_step_issues_is_found_by_every_way_of_naming_it():
    disclosure = APP / "processes" / "disclosure"
    assert {"clarification_notice", "extension_notice"} <= kinds_named_in(disclosure / "operations.py")
    assert {"fee_notice", "fee_payment_confirmation"} <= kinds_named_in(disclosure / "fee_operations.py")
    consulted = kinds_named_in(APP / "steps" / "consultation_letters.py")
    assert {"third_party_consultation", "organ_consultation", "third_party_opinion_slip"} <= consulted
    assert "signature_sheet" in kinds_named_in(APP / "processes" / "interpretation" / "letters.py")


def test_what_is_only_mentioned_is_not_issued():
    rules = kinds_named_in(APP / "processes" / "disclosure" / "serving.py")
    assert rules & {kind.kind for kind in Catalogue()} == set()
