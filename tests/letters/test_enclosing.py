"""附件说明: what is enclosed is named in order, and the letter speaks of enclosures exactly when there are some."""

import hashlib

import pytest

from app.law.outcomes import GIVES_INFORMATION, OUTCOMES
from app.letters import preview_html
from app.letters.circumstances import Circumstances
from app.letters.enclosing import enclosing_problems, says_it_encloses
from app.letters.letter_check import check_doubts, check_letter
from app.letters.templating import letter_html

GRANTED = Circumstances(outcome="granted")
FILE = {
    "name": "补贴发放明细",
    "medium": "electronic",
    "filename": "补贴发放明细.xlsx",
    "sha256": "0" * 64,
}
PAPER = {"name": "资金拨付凭证", "medium": "paper", "pages": 3}


def codes(kind, facts, case=GRANTED):
    return [problem.code for problem in enclosing_problems(kind, facts, case)]


def test_letters_of_a_decision_that_gives_information_carry_enclosures_and_no_other_decision_does(catalogue):
    """redo_reply repeats whatever was decided."""
    able = {kind.kind for kind in catalogue if "enclosures" in kind.facts}
    assert able == {OUTCOMES[code].letter_kind for code in GIVES_INFORMATION} | {"redo_reply"}


def test_several_are_numbered_in_their_order_and_one_is_not(granted):
    facts = granted.sample_facts()
    two = letter_html(granted, facts | {"enclosures": [PAPER, FILE]})
    assert '<p class="attachment numbered">附件：1．资金拨付凭证</p>' in two
    assert '<p class="attachment numbered further">2．补贴发放明细</p>' in two
    assert '<p class="attachment">附件：补贴发放明细</p>' in letter_html(
        granted, facts | {"enclosures": [FILE]}
    )
    assert "附件：" not in letter_html(granted, facts | {"enclosures": []})
    assert "附件：补贴发放明细" in preview_html(granted, facts | {"enclosures": [FILE]})


@pytest.mark.parametrize("enclosed", [[FILE], [PAPER]])
def test_a_file_or_a_paper_copy_keeps_the_word(granted, enclosed):
    assert codes(granted, granted.sample_facts() | {"enclosures": enclosed}) == []


def test_a_letter_that_promises_an_enclosure_and_has_none_is_refused(catalogue, granted):
    assert codes(granted, granted.sample_facts() | {"enclosures": []}) == ["nothing_enclosed"]
    partly = catalogue.kind("reply_partly_granted")
    assert codes(partly, partly.sample_facts() | {"enclosures": []}) == ["nothing_enclosed"]


@pytest.mark.parametrize(
    ("enclosed", "provision", "found"),
    [([FILE], "attached", ["fewer_enclosed"]), ([FILE, PAPER], "attached", []), ([FILE], "other_way", [])],
)
def test_fewer_enclosed_than_listed_is_for_who_signs(granted, enclosed, provision, found):
    """One table may hold several of what is listed; a letter of two items with one file was signed unseen."""
    items = [{"name": name, "carrier": "电子文件"} for name in ("补贴发放明细", "资金拨付凭证")]
    facts = granted.sample_facts() | {"items": items, "enclosures": enclosed, "provision": provision}
    doubted = [one.code for check in check_doubts(granted, facts, GRANTED) for one in check.problems]
    assert doubted == found


@pytest.mark.parametrize(
    ("words", "promised"),
    [
        ("材料随本告知书一并提供", True),
        ("复印件随本告知书寄送", True),
        ("请到本机关政务公开科查阅", False),
        ("该材料不随本告知书提供，请到本机关查阅", False),
        ("因材料较多，无法随本告知书一并提供，请到本机关查阅", False),
    ],
)
def test_it_is_the_words_that_count_whoever_wrote_them(granted, words, promised):
    typed = {"provision": "other_way", "access_way": words, "enclosures": []}
    assert says_it_encloses(granted, granted.sample_facts() | typed) is promised


def test_the_applicants_own_words_promise_nothing(granted):
    typed = {"provision": "other_way", "access_way": "到本机关查阅", "enclosures": []}
    asked = {"request_content": "请将明细随本告知书一并提供"}
    assert codes(granted, granted.sample_facts() | typed | asked) == []


@pytest.mark.parametrize("outcome", sorted(set(OUTCOMES) - set(GIVES_INFORMATION)))
def test_nothing_is_enclosed_with_a_decision_that_gives_nothing(granted, outcome):
    case = Circumstances(outcome=outcome)
    assert codes(granted, granted.sample_facts() | {"enclosures": [FILE]}, case) == ["not_given"]


def test_a_name_with_somebodys_number_is_refused_and_a_hash_is_no_number(granted):
    hashes = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(60)]
    many = [FILE | {"name": f"明细{number}", "sha256": one} for number, one in enumerate(hashes)]
    found = {check.code: check.problems for check in check_letter(
        granted, granted.sample_facts() | {"enclosures": many}, GRANTED)}  # fmt: skip
    assert found["personal_data"] == ()
    named = [FILE | {"name": "11010519491231002X的明细"}]
    found = {check.code: check.problems for check in check_letter(
        granted, granted.sample_facts() | {"enclosures": named}, GRANTED)}  # fmt: skip
    assert [problem.code for problem in found["personal_data"]] == ["personal_data"]
