"""Page: two versions of a process's diagrams side by side, with what was added, removed and changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.admin.blueprint import bp
from app.admin.diagrams import process_or_404, version_or_404
from app.admin.sending import requires_system, run, sent
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import DiagramVersion
from app.casework.run.diagram_versions import name_version, offered_of, versions_of
from app.casework.run.workflow import diagram_set
from app.engine.comparing import Difference, compare, marks_of
from app.engine.drawing import draw
from app.web.schema_fields import field_views

DRAWN = re.compile(r'<g id="([no]\d+-([^"]+))"')


class NameSchema(OfficeSchema):
    """How the office calls a version."""

    name = Text("名称", maximum=60, required=False, hint="例如“2026年机构改革后”；不填则只显示版本号")


@dataclass(frozen=True)
class Pair:
    """One drawing in both versions; None where a version has no such file."""

    name: str
    old: Markup | None
    new: Markup | None


@dataclass(frozen=True)
class Comparison:
    """`pairs`: the drawings that differ; `same`: the names of the others; `places`: element id → where it is drawn."""

    old: DiagramVersion
    new: DiagramVersion
    differences: Sequence[Difference]
    pairs: Sequence[Pair]
    same: Sequence[str]
    places: Mapping[str, str]


@bp.get("/diagrams/<key>/compare")
@requires_system
def compare_versions(key: str) -> str:
    """Any two versions, chosen in the address; at first the newest and the one before it."""
    process = process_or_404(key)
    versions = versions_of(key)
    offered = offered_of(process)
    choices = [*([offered] if offered else []), *versions]
    usual = [choices[min(place, len(choices) - 1)].hash for place in (1, 0)]
    old, new = (
        version_or_404(key, request.args.get(name) or usual[place])
        for place, name in enumerate(("old", "new"))
    )
    return render_template(
        "admin/diagram_compare.html", process=process, found=compared(old, new),
        choices=[(one.hash, one.shown) for one in choices],
    )  # fmt: skip


@bp.route("/diagrams/<key>/<version_hash>/name", methods=["GET", "POST"])
@requires_system
def name_diagrams(key: str, version_hash: str) -> ResponseReturnValue:
    """Call a version by a name."""
    process, version, schema = process_or_404(key), version_or_404(key, version_hash), NameSchema()
    back = url_for(".show_version", key=key, version_hash=version_hash)
    form = sent(
        lambda typed: run(
            name_version, process_key=key, version_hash=version_hash, **load_schema(schema, typed)
        )
    )
    if form.is_done:
        flash("已保存版本名称", "success")
        return redirect(back)
    return render_template(
        "admin/form.html", title="版本名称", sub=f"{process.title} {version.hash[:12]}", errors=form.errors,
        crumbs=[("流程图", url_for(".list_diagrams")), (version.hash[:12], back), ("版本名称", None)], back=back,
        fields=field_views(schema, form.values({"name": version.name}), form.errors), button_words="保存",
        note="名称只用于辨认，不影响办理。",
    ), form.status  # fmt: skip


def compared(old: DiagramVersion, new: DiagramVersion) -> Comparison:
    """What differs, in a list and marked on the drawings of both."""
    differences = compare(diagram_set(old), diagram_set(new))
    marks = marks_of(differences)
    pairs: list[Pair] = []
    same: list[str] = []
    for name in _names(old, new):
        if old.files.get(name) == new.files.get(name):
            same.append(name)
        else:
            before, after = (
                _drawn(old, name, marks, f"o{len(pairs)}"),
                _drawn(new, name, marks, f"n{len(pairs)}"),
            )
            pairs.append(Pair(name, before, after))
    drawings = [drawing for pair in pairs for drawing in (pair.old, pair.new) if drawing is not None]
    places = {found[1]: found[0] for drawing in drawings for found in DRAWN.findall(drawing)}
    return Comparison(old, new, differences, pairs, same, places)


def _names(*versions: DiagramVersion) -> list[str]:
    """The diagrams of both, the main one first."""
    sets = [diagram_set(one) for one in versions]
    main = sets[-1].file_of(sets[-1].process_id)
    names = {name for one in versions for name in one.files if name.endswith(".bpmn")}
    return [main, *sorted(names - {main})]


def _drawn(version: DiagramVersion, name: str, marks: dict[str, str], uid: str) -> Markup | None:
    files = diagram_set(version).files
    return Markup(draw(files[name], marks=marks, title=name, uid=uid)) if name in files else None
