"""What the demo tells of public concern: words that the forms take, and a paper that opens."""

import io

import pikepdf

from app.law.concerns import KINDS, LEVELS, PASSED_TO, SOURCES, STATEMENT_KINDS
from app.processes.response.stories.lots import BRANCHES, Lots
from app.processes.response.stories.papers import signed_paper
from app.processes.response.stories.story import told, topic_of


def test_every_story_speaks_in_known_words():
    assert len({story.key for story in told()}) == len(told()) >= 8
    for story in told():
        topic = topic_of(story)
        assert topic["source"] in SOURCES, story.key
        assert topic["kind"] in KINDS, story.key
        assert topic["level"] in LEVELS, story.key
        assert topic.get("passed_to", "police") in PASSED_TO, story.key
        assert {text["kind"] for text in topic["statements"]} <= set(STATEMENT_KINDS), story.key


def test_the_same_seed_draws_the_same_concerns_and_every_branch_comes_up():
    drawn = [Lots("1", ["LF"]).draw(number) for number in range(1)]
    assert drawn == [Lots("1", ["LF"]).draw(0)]
    lots = Lots("1", ["LF"])
    many = [lots.draw(number) for number in range(120)]
    assert {story.judgement for story in many} == {"answer", "pass_on", "watch", "none"}
    assert any(story.by_voice for story in many)
    assert any(story.corrects for story in many)
    assert any(story.together for story in many)
    assert any(story.lower for story in many)
    assert len(BRANCHES) > 5


def test_the_paper_of_the_demo_is_a_page_that_opens():
    with pikepdf.open(io.BytesIO(signed_paper("LFR-2026-0001").data)) as paper:
        assert len(paper.pages) == 1
