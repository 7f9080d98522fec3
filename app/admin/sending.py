"""One pattern for every form: show it; check what was sent and act; on refusal show it again with what was typed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from flask import abort, request

from app import timekeeping
from app.casework.acts.commands import Result, UseCase, perform
from app.casework.administration.scope import administers_system
from app.law.errors import RuleViolation
from app.office.permissions import Permission
from app.web.access import current_standing, requires
from app.web.acting import acting, sending_key, typed_values

ELSEWHERE = (403, 404)


@dataclass
class Sent:
    """What came of a form: nothing sent yet, done with a result, or refused with reasons."""

    typed: dict[str, Any] = field(default_factory=dict)
    result: Any = None
    is_done: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    status: int = 200

    def values(self, initial: dict[str, Any]) -> dict[str, Any]:
        """What the fields show: what was typed, at first what is known."""
        return self.typed if self.errors else initial


def sent(act: Callable[[dict[str, Any]], Any], *, only: str = "") -> Sent:
    """Run `act(typed)` for a POST. `only`: the button's name that must have been pressed."""
    if request.method != "POST" or (only and only not in request.form):
        return Sent()
    typed = typed_values()
    typed.pop(only, None)
    try:
        return Sent(typed, act(typed), is_done=True)
    except RuleViolation as refusal:
        if refusal.status in ELSEWHERE:
            raise
        return Sent(typed, errors=refusal.fields or {"": refusal.message}, status=refusal.status)


def run(use: UseCase, part: str = "", **arguments: Any) -> Result:
    """The act as a command of the signed-in person, once per form key."""
    return perform(use, actor=acting(), now=timekeeping.now(), key=sending_key(part), **arguments)


def requires_system(view: Callable[..., Any]) -> Callable[..., Any]:
    """Only for administrators of the top: settings that hold for every organ."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not administers_system(current_standing()):
            abort(403)
        return view(*args, **kwargs)

    return requires(Permission.ADMINISTER_OFFICE)(guarded)
