"""Pages: the legal parameters, and the change of one with its effect on open cases shown before."""

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

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
from app.law.parameters import Parameter, ParameterStatus
from app.web.schema_fields import field_views

ORDER = {ParameterStatus.UNVERIFIED: 0, ParameterStatus.PARTIAL: 1, ParameterStatus.VERIFIED: 2}


@dataclass(frozen=True)
class Shown:
    """A parameter with the office's latest change."""

    entry: Parameter
    words: str
    change: ParameterChange | None

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
    """First the effect is shown, then it is confirmed."""
    entry = _entry(key)
    form = sent(lambda typed: _change(entry, typed))
    if form.is_done and "confirm" not in request.form:
        value, source, moves = form.result
        return _preview_page(entry, form.typed, value, source, moves)
    if form.is_done:
        flash(f"已修改“{entry.title}”，{form.result['moved']} 件在办办件的期限有变化", "success")
        return redirect(url_for(".list_parameters", _anchor=key))
    return _page(entry, form.values(parameter_fields.typed_of(entry)), form.errors), form.status


def shown_parameters() -> list[Shown]:
    """In the order in which somebody should look at them."""
    rows = db.session.scalars(db.select(ParameterChange).order_by(ParameterChange.id))
    changes = {change.key: change for change in rows}
    shown = [
        Shown(entry, parameter_fields.in_words(entry), changes.get(entry.key))
        for entry in clocks.parameters()
    ]
    return sorted(shown, key=lambda one: (not one.is_open, ORDER[one.entry.status]))


def _entry(key: str) -> Parameter:
    try:
        return clocks.parameters().entry(key)
    except InvalidParameters:
        abort(404)


def _change(entry: Parameter, typed: dict[str, Any]) -> Any:
    """The preview, or with `confirm` the act. Raises InvalidInput beside the field."""
    confirmed = typed.pop("confirm", None)
    if not parameter_fields.is_changeable(entry):
        raise InvalidInput(fields={"": "这一项随产品版本更新，不能在这里修改"})
    values = load_schema(parameter_fields.schema_of(entry), typed)
    value, source = parameter_fields.value_of(entry, values), values["source"]
    if confirmed:
        return run(change_parameter, parameter=entry.key, value=value, source=source)
    changed = clocks.parameters().with_overrides({entry.key: value})
    return value, source, moves_of_open_cases(clocks.calendar(), changed)


def _page(entry: Parameter, typed: dict[str, Any], errors: dict[str, str]) -> str:
    history = db.session.scalars(
        db.select(ParameterChange).where(ParameterChange.key == entry.key).order_by(ParameterChange.id.desc())
    ).all()
    is_changeable = parameter_fields.is_changeable(entry)
    fields = field_views(parameter_fields.schema_of(entry), typed, errors) if is_changeable else []
    return render_template(
        "admin/parameter.html", entry=entry, words=parameter_fields.in_words(entry), fields=fields, errors=errors,
        history=history, is_changeable=is_changeable,
    )  # fmt: skip


def _preview_page(entry: Parameter, typed: dict[str, Any], value: Any, source: str, moves: list[Move]) -> str:
    after = parameter_fields.in_words(replace(entry, value=value))
    return render_template(
        "admin/parameter_preview.html", entry=entry, before=parameter_fields.in_words(entry), after=after,
        source=source, typed=typed, moves=moves,
    )  # fmt: skip
