"""Versions of diagrams: registered once per content, checked before; new cases run on the newest.

A release does not put its diagrams over those that the county drew itself: it offers them. At the pages two persons
put a version in force (`administration.second_person`).
"""

from sqlalchemy import func, select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.administration.proposing import SecondPersonNeeded, propose
from app.casework.administration.scope import require_system
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.models import DiagramVersion, Proposal
from app.casework.models.proposals import ProposedAct
from app.database import db
from app.engine.diagrams import DiagramSet, load_diagrams
from app.engine.errors import DiagramError
from app.engine.lint import check_diagrams
from app.law.errors import InvalidInput, RuleViolation


class DiagramRefused(InvalidInput):
    """A diagram that the engine would not execute as it is drawn."""

    code = "diagram_refused"
    message = "流程图未通过检查，没有部署"


class NotOffered(RuleViolation):
    """The version was put in force meanwhile, or the program brings another one now."""

    code = "diagram_not_offered"
    message = "这一版流程图不是待启用的版本，请返回流程图页面查看现状"


class NotNew(RuleViolation):
    """The files are the version in force."""

    code = "diagram_not_new"
    message = "与现用的版本相同，不需要部署"


def drawn_now(process: Process) -> DiagramSet:
    """The diagrams in the process's folder, as they are on disk."""
    return load_diagrams(process.drawing.folder, process.drawing.main)


def needs_taking_in(process: Process) -> bool:
    """Whether the diagrams on disk are not known yet as those of a release."""
    known = db.session.get(DiagramVersion, drawn_now(process).hash)
    return known is None or not known.is_delivered


@use_case("deploy_diagrams")
def deploy(act: Act, process_key: str, files: dict[str, bytes] | None = None) -> Result:
    """Register the files (default: those on disk) as the newest version: by command alone, on the machine itself.

    Raises DiagramRefused with every finding, SecondPersonNeeded for a person of the office.
    """
    if act.actor.person_id is not None:
        raise SecondPersonNeeded
    process = platform().process(process_key)
    found = drawn_now(process) if files is None else DiagramSet(process.drawing.main, files)
    _require_sound(process, found)
    is_new = _put_in_force(act, process, found)
    act.audit(
        "diagrams.deployed", f"部署流程图 {process.title} {found.hash[:12]}{'' if is_new else '（已有）'}"
    )
    return {"process": process.key, "hash": found.hash, "is_new": is_new}


@use_case("take_in_release")
def take_in_release(act: Act, process_key: str) -> Result:
    """The diagrams that came with this program: in force at once, but only offered to a county that draws its own.

    What was ever registered stays where it is in the order. Raises DiagramRefused.
    """
    require_system(act)
    process = platform().process(process_key)
    found = drawn_now(process)
    known = db.session.get(DiagramVersion, found.hash)
    if known is not None:
        known.is_delivered = True
    else:
        _require_sound(process, found)
        _take_in(act, process, found)
    return {"process": process.key, "hash": found.hash}


def _take_in(act: Act, process: Process, found: DiagramSet) -> None:
    versions = versions_of(process.key)
    if versions and not versions[0].is_delivered:
        _add(act, process, found, sequence=0)
        act.audit(
            "diagrams.offered",
            f"程序随带的新版流程图 {process.title} {found.hash[:12]} 已登记，未启用，仍用本地版本",
        )
    else:
        _put_in_force(act, process, found)
        act.audit("diagrams.deployed", f"部署流程图 {process.title} {found.hash[:12]}")


@use_case("propose_diagrams")
def propose_diagrams(act: Act, process_key: str, files: dict[str, bytes]) -> Result:
    """提交复核：部署流程图. Raises DiagramRefused with every finding, NotNew."""
    require_system(act)
    process = platform().process(process_key)
    found = DiagramSet(process.drawing.main, files)
    _require_sound(process, found)
    if (newest := versions_of(process.key)) and newest[0].hash == found.hash:
        raise NotNew
    values = {"process": process.key, "files": {name: body.decode() for name, body in found.files.items()}}
    words = f"部署流程图 {process.title} {found.hash[:12]}"
    return {"proposal": propose(act, ProposedAct.DEPLOY_DIAGRAMS, values, words).id}


@use_case("propose_offered_diagrams")
def propose_offered(act: Act, process_key: str, version_hash: str) -> Result:
    """提交复核：启用程序随带的流程图. Raises NotOffered when it no longer is offered."""
    require_system(act)
    process = platform().process(process_key)
    version = offered_of(process)
    if version is None or version.hash != version_hash:
        raise NotOffered
    values = {"process": process.key, "files": dict(version.files)}
    words = f"启用程序随带的流程图 {process.title} {version.hash[:12]}"
    return {"proposal": propose(act, ProposedAct.DEPLOY_DIAGRAMS, values, words).id}


def carry_out(act: Act, proposal: Proposal) -> None:
    """What two persons want goes in force for new cases, if this program can run it. Raises DiagramRefused."""
    process, found = proposed_diagrams(proposal)
    _require_sound(process, found)
    _put_in_force(act, process, found, by=f"{proposal.proposed_by.name}、{act.actor.name}")
    act.audit("diagrams.deployed", f"部署流程图 {process.title} {found.hash[:12]}")


def proposed_diagrams(proposal: Proposal) -> tuple[Process, DiagramSet]:
    """The process and the files that wait for the second person. Raises NotFound."""
    process = platform().processes.get(proposal.values.get("process", ""))
    if process is None:
        raise NotFound
    files = {name: text.encode() for name, text in proposal.values["files"].items()}
    return process, DiagramSet(process.drawing.main, files)


@use_case("name_diagrams")
def name_version(act: Act, process_key: str, version_hash: str, name: str) -> Result:
    """Call a version by a name; an empty one takes it away. The name changes nothing that runs. Raises NotFound."""
    require_system(act)
    process, version = platform().process(process_key), db.session.get(DiagramVersion, version_hash)
    if version is None or version.process != process.key:
        raise NotFound
    version.name = name
    act.audit("diagrams.named", f"流程图 {process.title} {version.hash[:12]} 命名为“{name or '（无）'}”")
    return {"process": process.key, "hash": version.hash}


def offered_of(process: Process) -> DiagramVersion | None:
    """What this release brought and nobody has put in force."""
    known = db.session.get(DiagramVersion, drawn_now(process).hash)
    return known if known is not None and known.sequence == 0 else None


def _require_sound(process: Process, found: DiagramSet) -> None:
    try:
        findings = check_diagrams(found, platform().vocabulary_of(process))
    except DiagramError as error:
        raise DiagramRefused(error.message) from error
    if findings:
        raise DiagramRefused("；".join(str(finding) for finding in findings))


def _put_in_force(act: Act, process: Process, found: DiagramSet, by: str = "") -> bool:
    """Give the version the greatest number. Whether it was not registered before."""
    newest = db.session.scalar(
        select(func.max(DiagramVersion.sequence)).where(DiagramVersion.process == process.key)
    )
    known = db.session.get(DiagramVersion, found.hash)
    if known is None:
        _add(act, process, found, sequence=(newest or 0) + 1, by=by)
        return True
    if known.sequence == 0 or known.sequence != newest:
        known.sequence = (newest or 0) + 1
    return False


def _add(act: Act, process: Process, found: DiagramSet, sequence: int, by: str = "") -> None:
    db.session.add(
        DiagramVersion(
            hash=found.hash, process=process.key, process_id=found.process_id, sequence=sequence,
            files={name: body.decode() for name, body in found.files.items()},
            deployed_at=act.now, deployed_by=by or act.actor.name, is_delivered=found.hash == drawn_now(process).hash,
        )
    )  # fmt: skip


def versions_of(process_key: str) -> list[DiagramVersion]:
    """All versions that are or were in force, newest first."""
    return list(
        db.session.scalars(
            select(DiagramVersion)
            .where(DiagramVersion.process == process_key, DiagramVersion.sequence > 0)
            .order_by(DiagramVersion.sequence.desc())
        )
    )
