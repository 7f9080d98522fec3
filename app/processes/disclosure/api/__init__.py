"""Disclosure's calls: for applicants with their query code, for staff with a token."""

from app.processes.disclosure.api import (  # noqa: F401  # calls on the blueprint of cases
    cases,
    conversions,
    excess,
    judging,
    passing_on,
    payments,
    proceedings,
    public,
    registration,
    searches,
)

BLUEPRINTS = (public.bp, registration.bp, cases.bp)
