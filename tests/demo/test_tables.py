"""The demo's tables fit each other and the vocabulary of the processes."""

from collections import Counter

from app.demo.founding import people_rows, unit_rows
from app.law.receipt import Channel
from app.office.vocabulary import SEPARATED_ROLES, Role
from app.processes.disclosure.decisions import ON_HANDLING, ON_SCREENING
from app.processes.disclosure.stories import tables
from app.processes.disclosure.stories.story import Story
from app.processes.disclosure.vocabulary import ReplyWay


def stories() -> list[Story]:
    return [Story.read(row) for row in tables.stories()]


def test_every_story_has_a_name_of_its_own_and_known_words():
    for story in stories():
        assert story.topic in tables.topics(), story.key
        assert story.outcome in (*ON_HANDLING, *ON_SCREENING), story.key
        assert Channel(story.channel), story.key
        assert ReplyWay(story.way), story.key
        assert 1 <= story.applicant <= len(tables.applicants()), story.key
    assert max(Counter(story.key for story in stories()).values()) == 1


def test_the_stories_come_to_every_outcome_but_internal_affairs():
    told = {story.outcome for story in stories()}
    assert {*ON_HANDLING, *ON_SCREENING} - told == {"denied_internal_affairs"}


def test_organs_of_stories_and_units_of_topics_exist():
    codes = {row["code"] for row in unit_rows()}
    assert {story.organ for story in stories()} <= codes
    assert {str(topic["unit"]) for topic in tables.topics().values()} <= codes


def test_the_prefecture_has_ten_county_level_governments():
    counties = [row for row in unit_rows() if row["kind"] == "county"]
    assert len(counties) == 10
    assert all(row["document_code"] for row in counties)


def test_every_role_is_held_and_the_three_administrators_are_three_people():
    people = list(people_rows())
    assert {role for row in people for role in row["roles"]} == {role.value for role in Role}
    separated = [row["login"] for row in people if set(row["roles"]) & SEPARATED_ROLES]
    assert len(separated) == len(set(separated)) == 3
    assert max(Counter(row["login"] for row in people).values()) == 1
