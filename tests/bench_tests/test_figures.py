"""The benchmark's own arithmetic: percentiles, goals, and that a missed goal is written and fails."""

import json

import pytest

from tests.bench.figures import Figure, Samples, percentile, ratio, spread
from tests.bench.goals import GOALS, POSTGRES, SQLITE, Goal, goal_of
from tests.bench.pages import reached
from tests.bench.parts import PARTS, Part, unmeasured
from tests.bench.report import keep


def test_the_95th_of_a_hundred_is_not_the_greatest():
    assert percentile(range(1, 101)) == 95
    assert percentile(range(1, 21)) == 19
    assert percentile([7.0]) == 7.0
    assert percentile([3, 1, 2], share=0.5) == 2


def test_few_samples_have_no_p95():
    assert spread(list(range(1, 20))) == "greatest 19.0 of 19"
    assert spread(list(range(1, 21))) == "p95 19.0 of 20"


def test_a_ratio_is_of_processor_time():
    """Waiting for the disk is the same on both sides and would hide the application."""
    ours, base = Samples(wall=[110.0] * 3, cpu=[10.0] * 3), Samples(wall=[101.0] * 3, cpu=[1.0] * 3)
    found = ratio("complete_desk_by_bare", "desk, by bare", ours, base, SQLITE)
    assert found.value == 10.0
    assert "wall 1.09 ×" in found.note
    assert not found.is_good


@pytest.mark.parametrize(("value", "is_good"), [(20.0, True), (20.01, False)])
def test_a_limit_is_reached_at_itself(value, is_good):
    assert Figure("page_register", "register", value, "ms CPU").is_good is is_good


def test_a_goal_of_one_database_does_not_bind_the_other():
    assert goal_of("crowd_throughput", POSTGRES) == Goal(least=1.8, only_on=POSTGRES)
    assert goal_of("crowd_throughput", SQLITE) is None
    assert Figure("crowd_throughput", "8 clients", 1.0, "×", database=SQLITE).is_good


def test_the_first_pattern_that_fits_counts():
    assert goal_of("page_inbox") == Goal(most=15)
    assert goal_of("page_case_growth") == Goal(most=1.2)
    assert goal_of("page_list_overdue") == Goal(most=20)
    assert goal_of("complete_noop") is None


def test_every_goal_belongs_to_a_part():
    answered = {name for part in PARTS.values() for name in part.goals}
    assert answered == set(GOALS)


def test_a_goal_that_nothing_answered_is_told():
    part = Part("One", "one", ("start", "growth_*", "crowd_throughput"))
    figures = [Figure("growth_inbox", "inbox", 1.0, "×", database=SQLITE)]
    assert unmeasured(part, figures, [SQLITE]) == [f"start {SQLITE}"]
    assert unmeasured(part, figures, [SQLITE, POSTGRES]) == [
        f"start {SQLITE}", f"start {POSTGRES}", f"growth_* {POSTGRES}", f"crowd_throughput {POSTGRES}",
    ]  # fmt: skip


def test_a_part_of_one_database_answers_without_its_name():
    part = Part("One", "one", ("start",), on_both=False)
    assert unmeasured(part, [Figure("start", "web server", 2.0, "s")], [SQLITE, POSTGRES]) == []
    assert unmeasured(part, [], [POSTGRES]) == ["start"]


def test_a_later_page_is_reached_by_the_links_of_its_list():
    pages = {
        "/cases": '<a href="/cases?page=1">1</a> <a href="/cases?older=7&amp;page=2">2</a>',
        "/cases?older=7&page=2": '<a href="/cases?page=3&amp;older=3">3</a> <a href="/cases?page=30">30</a>',
        "/cases?page=3&older=3": "the last one",
    }
    assert reached(pages.__getitem__, "/cases", 1) == "/cases"
    assert reached(pages.__getitem__, "/cases", 3) == "/cases?page=3&older=3"
    assert reached(pages.__getitem__, "/cases", 100) == "/cases?page=3&older=3"


def test_a_missed_goal_is_written_as_failed_and_other_parts_are_kept(tmp_path):
    keep("letters", [Figure("letter", "letter, by bare WeasyPrint", 1.05, "×")], tmp_path)
    keep("process", [Figure("start", "web server", 14.7, "s")], tmp_path)
    keep("process", [Figure("start", "web server", 2.6, "s", "two workers", SQLITE)], tmp_path)
    parts = json.loads((tmp_path / "bench.json").read_text("utf-8"))["parts"]
    assert list(parts) == [name for name in PARTS if name in ("process", "letters")]
    assert parts["process"]["figures"][0]["good"] is False
    assert {"measured_on", "machine", "versions"} <= parts["process"].keys()
    text = (tmp_path / "bench.md").read_text("utf-8")
    assert "| web server (SQLite) | 2.6 s | ≤ 2.5 | **FAILED** | two workers |" in text
    assert "| letter, by bare WeasyPrint | 1.05 × | ≤ 1.15 | ok |  |" in text
    assert "14.7" not in text
