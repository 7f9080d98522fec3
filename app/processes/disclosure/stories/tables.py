"""The tables of the stories in `data/`, read once: topics, applicants, answers, the demo county's requests."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> Mapping[str, Any]:
    """One file of `data/` as it is written."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def topics() -> Mapping[str, Mapping[str, Any]]:
    """What is asked for, by topic."""
    return table("topics")


def applicants() -> list[Mapping[str, str]]:
    """Who asks; the stories count them from 1."""
    return list(table("applicants")["applicants"])


def answers(outcome: str) -> Mapping[str, str]:
    """What a drafter writes for this outcome; empty where the letter's sample serves."""
    found: Mapping[str, str] = table("answers").get(outcome, {})
    return found


def stories() -> list[Mapping[str, Any]]:
    """The demo county's requests, as they are written."""
    return list(table("stories")["stories"])
