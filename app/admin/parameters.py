"""Pages: the legal parameters, and the change of one with its effect on open cases shown before."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin import parameter_fields
from app.admin.blueprint import bp
from app.admin.sending import requires_system, run, sent
from app.casework.administration.effects import Move, moves_of_open_cases
from app.casework.administration.parameters import change_parameter
from app.casework.contract.forms import load_schema
from app.casework.models import ParameterChange
from app.casework.terms import clocks
from app.database import db
from app.law.errors import InvalidInput, InvalidParameters
from app.law.parameters import Change, Held, Parameter, ParameterStatus, check_is_offered
from app.web.acting import typed_values
from app.web.filters import plain_date
from app.web.schema_fields import field_views

ORDER = {ParameterStatus.UNVERIFIED: 0, ParameterStatus.PARTIAL: 1, ParameterStatus.VERIFIED: 2}


@dataclass(frozen=True)
class Shown:
    """A parameter as it holds today, with the office's latest change, and what comes."""

    entry: Parameter
    words: str
    change: ParameterChange | None
    coming: tuple[Held, ...] = ()

    @property
    def coming_words(self) -> list[str]:
        """自 2027-01-01 起 15 工作日."""
        return [held_words(self.entry, held) for held in self.coming]

    @property
    def is_open(self) -> bool:
        """Nobody has checked it: neither we nor the office."""
        return self.entry.status is not ParameterStatus.VERIFIED and self.change is None


@bp.get("/parameters")
@requires_system
def list_parameters() -> str:
    """All of them, the unverified ones first."""
    return render_template("admin/parameters.html", shown=shown_parameters())


@bp.route("/parameters/<key>", methods=["GET", "POST"])
@requires_system
def change_one(key: str) -> ResponseReturnValue:
    """First the effect is shown, then it is confirmed, or mended with what was typed."""
    entry = _entry(key)
    if "again" in request.form:
        return _page(entry, typed_values(), {})
    form = sent(lambda typed: _change(entry, typed))
    if form.is_done and "confirm" not in request.form:
        return _preview_page(entry, form.typed, form.result)
    if form.is_done:
        return _changed(entry, form.result)
    present = {**parameter_fields.typed_of(entry), "valid_from": timekeeping.today().isoformat()}
    return _page(entry, form.values(present), form.errors), form.status


def _changed(entry: Parameter, result: dict[str, Any]) -> ResponseReturnValue:
    """To the list; to the progress while open cases are left."""
    flash(f"已修改“{entry.title}”，{result['moved']} 件在办办件的期限有变化", "success")
    if result["left"]:
        return redirect(url_for(".show_reckoning", reckoning_id=result["reckoning"]))
    return redirect(url_for(".list_parameters", _anchor=entry.key))


def shown_parameters() -> list[Shown]:
    """Those that a rule uses, in the order in which somebody should look at them."""
    rows = db.session.scalars(db.select(ParameterChange).order_by(ParameterChange.id))
    changes = {change.key: change for change in rows}
    today = timekeeping.today()
    shown = [
        Shown(entry, parameter_fields.in_words(entry), changes.get(entry.key), _coming(entry.key, today))
        for entry in clocks.parameters_on(today)
        if entry.is_offered
    ]
    return sorted(shown, key=lambda one: (not one.is_open, ORDER[one.entry.status]))


def _coming(key: str, today: date) -> tuple[Held, ...]:
    return tuple(held for held in clocks.parameters().held(key) if held.since and held.since > today)


def held_words(entry: Parameter, held: Held) -> str:
    """The value of an entry with the day from which it holds."""
    since = f"自 {plain_date(held.since)} 起" if held.since else "一直"
    return f"{since} {parameter_fields.in_words(replace(entry, value=held.value))}"


def _entry(key: str) -> Parameter:
    """The entry, if it is offered."""
    try:
        entry = clocks.parameters_on(timekeeping.today()).entry(key)
        check_is_offered(entry)
    except InvalidParameters:
        abort(404)
    return entry


def _change(entry: Parameter, typed: dict[str, Any]) -> Any:
    """The preview, or with `confirm` the act. Raises InvalidInput beside the field."""
    confirmed = typed.pop("confirm", None)
    if not parameter_fields.is_changeable(entry):
        raise InvalidInput(fields={"": "这一项随产品版本更新，不能在这里修改"})
    values = load_schema(parameter_fields.schema_of(entry), typed)
    held = Held(values["valid_from"], parameter_fields.value_of(entry, values), values["source"], is_own=True)
    if confirmed:
        return run(
            change_parameter, parameter=entry.key, value=held.value, source=held.source, valid_from=held.since
        )
    changed = clocks.parameters().with_change(Change(entry.key, held))
    return held, moves_of_open_cases(clocks.calendar(), changed)


def _page(entry: Parameter, typed: dict[str, Any], errors: dict[str, str]) -> str:
    history = db.session.scalars(
        db.select(ParameterChange).where(ParameterChange.key == entry.key).order_by(ParameterChange.id.desc())
    ).all()
    is_changeable = parameter_fields.is_changeable(entry)
    fields = field_views(parameter_fields.schema_of(entry), typed, errors) if is_changeable else []
    return render_template(
        "admin/parameter.html", entry=entry, words=parameter_fields.in_words(entry), fields=fields, errors=errors,
        history=history, is_changeable=is_changeable,
        held=[held_words(entry, one) for one in clocks.parameters().held(entry.key)],
    )  # fmt: skip


def _preview_page(entry: Parameter, typed: dict[str, Any], result: tuple[Held, list[Move]]) -> str:
    held, moves = result
    assert held.since is not None
    before = clocks.parameters_on(held.since).entry(entry.key)
    after = parameter_fields.in_words(replace(entry, value=held.value))
    return render_template(
        "admin/parameter_preview.html", entry=entry, before=parameter_fields.in_words(before), after=after,
        source=held.source, since=held.since, typed=typed, moves=moves,
    )  # fmt: skip
