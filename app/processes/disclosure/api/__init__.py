"""Disclosure's calls: for applicants with their query code, for staff with a token."""

from app.processes.disclosure.api import cases, public, registration

BLUEPRINTS = (public.bp, registration.bp, cases.bp)
