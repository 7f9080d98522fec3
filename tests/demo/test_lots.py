"""Stories drawn by lot: the same seed draws the same, and every outcome and branch comes up."""

import random

from app.processes.disclosure.decisions import ON_HANDLING, ON_SCREENING
from app.processes.disclosure.stories.asides import ASIDES
from app.processes.disclosure.stories.branches import BRANCHES, settings
from app.processes.disclosure.stories.lots import Deck, Lots
from app.processes.disclosure.stories.organs_at_work import OrganAtWork


def draw(seed: str, count: int, drafts_itself: bool = True):
    lots = Lots(seed, [OrganAtWork("LF", drafts_itself), OrganAtWork("YM", drafts_itself)])
    return [lots.draw(number) for number in range(1, count + 1)]


def test_the_same_seed_draws_the_same_stories():
    assert draw("7", 30) == draw("7", 30)
    assert draw("7", 30) != draw("8", 30)


def test_a_hundred_stories_meet_every_outcome_and_every_branch():
    stories = draw("1", 100)
    assert {story.outcome for story in stories} == {*ON_HANDLING, *ON_SCREENING, "items_partly"}
    assert {story.clarification for story in stories} == {"", "answered", "silent", "late"}
    assert {story.extension for story in stories} == {"", "approve", "refuse"}
    assert {story.aside for story in stories} == {"", *ASIDES}
    assert {story.fee for story in stories} == {"", "paid", "silent"}
    assert {story.asks for story in stories} == {"", "third_party", "co_author_organ"}
    assert any(story.withdraw_at for story in stories)
    assert any(story.send_backs for story in stories)
    assert any(story.failed_deliveries for story in stories)
    assert {story.organ for story in stories} == {"LF", "YM"}


def test_still_unclear_is_decided_after_a_clarification_only():
    unclear = [story for story in draw("3", 120) if story.outcome == "still_unclear"]
    assert unclear
    assert {story.clarification for story in unclear} == {"answered"}


def test_an_organ_without_a_drafter_of_its_own_decides_nothing_when_screening():
    stories = draw("3", 60, drafts_itself=False)
    assert not any(story.at_screening for story in stories)
    assert {story.outcome for story in stories} <= {*ON_HANDLING, "items_partly"}


def test_every_branch_means_something_a_story_knows():
    for name, _times in BRANCHES:
        found = settings(name, random.Random(1))
        assert bool(found) == (name != "plain"), name


def test_a_deck_deals_each_card_before_any_comes_again():
    deck = Deck("abcd", random.Random(5))
    assert {deck.deal() for _ in range(4)} == set("abcd")
    assert {deck.deal() for _ in range(4)} == set("abcd")
