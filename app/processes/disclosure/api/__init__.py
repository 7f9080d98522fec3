"""Disclosure's calls: for applicants with their query code, for staff with a token."""

from app.processes.disclosure.api import cases, excess, proceedings, public, registration, searches  # noqa: F401  # calls on the blueprint of cases

BLUEPRINTS = (public.bp, registration.bp, cases.bp)
