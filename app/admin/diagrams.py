"""Pages: the diagrams of each process, their versions and drawings; checking new files and proposing them."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from app.admin import diagram_views
from app.admin.blueprint import bp
from app.admin.diagram_upload import findings_of, together, uploaded_files
from app.admin.sending import requires_system, run, sent
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.models import Case, CaseRun, DiagramVersion
from app.casework.models.cases import CaseState
from app.casework.run.diagram_versions import (
    NotOffered,
    offered_of,
    propose_diagrams,
    propose_offered,
    versions_of,
)
from app.casework.run.workflow import diagram_set
from app.casework.work.paging import paged
from app.database import db
from app.engine.diagrams import DiagramSet
from app.engine.lint import Finding
from app.web.page_number import page_number

PROPOSED = "检查通过，已提交复核：另一名系统管理员或者安全管理员同意后启用"


@dataclass(frozen=True)
class Checked:
    """What a check of uploaded files found; `proposal`: what now waits for a second person, if it was asked for."""

    diagrams: DiagramSet
    findings: list[Finding]
    proposal: int | None = None


@bp.get("/diagrams")
@requires_system
def list_diagrams() -> str:
    """The processes with their newest version and open cases."""
    open_cases = _cases_by_version(Case.state == CaseState.OPEN)
    rows = []
    for process in platform().processes.values():
        versions = versions_of(process.key)
        running = sum(open_cases.get(version.hash, 0) for version in versions)
        offered = offered_of(process)
        rows.append({"process": process, "versions": versions, "open": running, "offered": offered})
    return render_template("admin/diagrams.html", rows=rows)


@bp.route("/diagrams/<key>", methods=["GET", "POST"])
@requires_system
def show_diagrams(key: str) -> ResponseReturnValue:
    """The versions of a process; the upload of files, checked before they wait for a second person."""
    process = process_or_404(key)
    form = sent(lambda typed: _check(process, typed))
    if form.is_done and form.result.proposal is not None:
        flash(PROPOSED, "success")
        return redirect(url_for(".show_proposed", proposal_id=form.result.proposal))
    checked: Checked | None = form.result if form.is_done else None
    return render_template(
        "admin/diagram_versions.html", process=process, versions=versions_of(key), checked=checked, errors=form.errors,
        offered=offered_of(process),
        open=_cases_by_version(Case.state == CaseState.OPEN), all=_cases_by_version(), typed=form.typed,
    ), (422 if checked and checked.findings else form.status)  # fmt: skip


@bp.get("/diagrams/<key>/<version_hash>")
@requires_system
def show_version(key: str, version_hash: str) -> str:
    """The drawings of one version, and the open cases that run on it."""
    process, version = process_or_404(key), version_or_404(key, version_hash)
    on_it = (
        select(Case).join(CaseRun).where(CaseRun.diagram_hash == version_hash, Case.state == CaseState.OPEN)
    )
    return render_template(
        "admin/diagram.html", process=process, version=version, cases=paged(on_it, page_number(), Case.id),
        drawings=diagram_views.drawings(diagram_set(version), "d"),
        is_offered=offered_of(process) is version, current=next(iter(versions_of(key)), None),
    )  # fmt: skip


@bp.post("/diagrams/<key>/<version_hash>/choose")
@requires_system
def choose_diagrams(key: str, version_hash: str) -> Response:
    """Propose to put the offered version in force."""
    process_or_404(key)
    try:
        made = run(propose_offered, process_key=key, version_hash=version_hash)
    except NotOffered as refusal:
        flash(refusal.message, "warning")
        return redirect(url_for(".show_diagrams", key=key))
    flash(PROPOSED, "success")
    return redirect(url_for(".show_proposed", proposal_id=made["proposal"]))


def version_or_404(key: str, version_hash: str) -> DiagramVersion:
    """A version of this process, in force or offered, or the page that says there is none."""
    found = db.session.get(DiagramVersion, version_hash)
    if found is None or found.process != process_or_404(key).key:
        abort(404)
    return found


def _check(process: Process, typed: dict[str, Any]) -> Checked:
    """Check, and propose to deploy when that was asked for and nothing was found."""
    versions = versions_of(process.key)
    files = uploaded_files(request.files.getlist("files"))
    diagrams = together(process, files, versions[0] if versions else None, "alone" in typed)
    findings = findings_of(process, diagrams)
    if findings or "deploy" not in typed:
        return Checked(diagrams, findings)
    result = run(propose_diagrams, process_key=process.key, files=diagrams.files)
    return Checked(diagrams, [], proposal=result["proposal"])


def process_or_404(key: str) -> Process:
    """The process of this key, or the page that says there is none."""
    found = platform().processes.get(key)
    if found is None:
        abort(404)
    return found


def _cases_by_version(*conditions: Any) -> dict[str, int]:
    query = select(CaseRun.diagram_hash, func.count()).join(Case, Case.id == CaseRun.case_id)
    rows = db.session.execute(query.where(*conditions).group_by(CaseRun.diagram_hash))
    return dict(rows.tuples().all())
