"""What the demo tells of public concern: words that the forms take, and a paper that opens."""

import io
from datetime import date, timedelta

import pikepdf
import pytest

from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.database import db
from app.demo.disk import without_waiting_for_the_disk
from app.demo.living import Office as Life
from app.demo.plan import Plan
from app.demo.present import letters_later
from app.law.concerns import KINDS, LEVELS, PASSED_TO, SOURCES, STATEMENT_KINDS
from app.processes.response.records import published_of
from app.processes.response.stories.lots import BRANCHES, Lots
from app.processes.response.stories.papers import signed_paper
from app.processes.response.stories.story import Story, told, topic_of

FIRST = date(2026, 3, 2)


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


@pytest.mark.database
def test_a_story_that_begins_with_a_first_word_gives_the_response_before_it_ends(app, county):
    life = Life(FIRST, Plan(clocks.calendar()))
    story = Story(key="flood", topic="flood", organ="LF")
    with letters_later(), without_waiting_for_the_disk():
        for number in range(25):
            life.live(FIRST + timedelta(days=number), [story] if number == 0 else ())
    [case] = db.session.query(Case).all()
    assert [one.kind for one in published_of(case)] == ["first", "answer"]
    assert (case.state, life.desk.troubles) == (CaseState.ARCHIVED, {})
