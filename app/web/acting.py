"""What a page needs to hand an act to `perform`: who acts, what was typed, and the key of this sending."""

from collections.abc import Mapping
from typing import Any

from flask import g, request

from app import timekeeping
from app.casework.acts.actor import Actor, of_person
from app.casework.acts.commands import UseCase, perform, rehearse
from app.casework.models import Case
from app.law.errors import RuleViolation
from app.web.typed import OURS

LONGEST_KEY = 60


def acting() -> Actor:
    """The signed-in person."""
    return of_person(g.person)


def sending_key(part: str = "") -> str | None:
    """The one-time key of this form, in a name space of its sender; None when the form had none.

    `part` tells the acts of one batch apart.
    """
    key = request.form.get("form_key", "")
    if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        return None
    return f"desk:{g.person.id}:{key}{':' + part if part else ''}"


def attempt(use: UseCase, case: Case, refused_files: str = "", **arguments: Any) -> dict[str, str]:
    """Do what a form asks of this case. What is wrong, by field (without one: under ""); empty when it was done.

    `refused_files`: what is wrong with files that were chosen; then nothing is done.
    """
    if refused_files:
        return faults_beside({"files": refused_files}, use, case_id=case.id, **arguments)
    try:
        perform(use, actor=acting(), now=timekeeping.now(), key=sending_key(), case_id=case.id, **arguments)
    except RuleViolation as refused:
        return errors_of(refused)
    return {}


def faults_beside(
    problems: Mapping[str, str], use: UseCase, actor: Actor | None = None, **arguments: Any
) -> dict[str, str]:
    """What is wrong with a form of which files were refused, all at once: `problems` of the files, by field, and what
    the act says of all the rest. It is rehearsed with the good files, so nothing of it is done.
    """
    try:
        rehearse(use, actor=actor or acting(), now=timekeeping.now(), look=lambda act: None, **arguments)
    except RuleViolation as refused:
        return {**refused.fields, **problems}
    return dict(problems)


def errors_of(refused: RuleViolation) -> dict[str, str]:
    """What is wrong, by field; without one under ""."""
    return dict(refused.fields) or {"": refused.message}


def typed_values() -> dict[str, Any]:
    """What was typed, without the fields that belong to every form."""
    return {name: value for name, value in request.form.items() if name not in OURS}
