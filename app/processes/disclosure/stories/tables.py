"""The tables of the stories in `data/`, read once: topics, applicants, answers, the demo county's requests."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.demo.tables import table

DATA = Path(__file__).parent / "data"


def topics() -> Mapping[str, Mapping[str, Any]]:
    """What is asked for, by topic."""
    return table("topics", DATA)


def applicants() -> list[Mapping[str, str]]:
    """Who asks; the stories count them from 1."""
    return list(table("applicants", DATA)["applicants"])


def answers(outcome: str) -> Mapping[str, str]:
    """What a drafter writes for this outcome; empty where the letter's sample serves."""
    found: Mapping[str, str] = table("answers", DATA).get(outcome, {})
    return found


def stories() -> list[Mapping[str, Any]]:
    """The demo county's requests, as they are written."""
    return list(table("stories", DATA)["stories"])
