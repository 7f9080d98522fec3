"""Every written case of tests/law/cases: events, the days that must come out, and why."""

import pytest

from tests.law.builders import all_cases, run_case

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_written_case_comes_out_as_expected(case):
    results = run_case(case).results()
    expected = case["expect"] | dict.fromkeys(case.get("absent", []))
    assert {key: results[key] for key in expected} == expected, case["because"]


def test_case_ids_are_unique():
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))
