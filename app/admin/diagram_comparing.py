"""Pages: two versions of a process's diagrams side by side; the name of a version."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.admin.blueprint import bp
from app.admin.diagram_views import compared
from app.admin.diagrams import process_or_404, version_or_404
from app.admin.sending import requires_system, run, sent
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.run.diagram_versions import name_version, offered_of, versions_of
from app.casework.run.workflow import diagram_set
from app.web.schema_fields import field_views


class NameSchema(OfficeSchema):
    """How the office calls a version."""

    name = Text("名称", maximum=60, required=False, hint="例如“2026年机构改革后”；不填则只显示版本号")


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
        "admin/diagram_compare.html", process=process, old=old, new=new,
        found=compared(diagram_set(old), diagram_set(new)),
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
