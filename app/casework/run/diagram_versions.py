"""Versions of diagrams: deployed once per content, checked before; new cases run on the newest."""

from sqlalchemy import func, select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.scope import require_system
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.models import DiagramVersion
from app.database import db
from app.engine.diagrams import DiagramSet, load_diagrams
from app.engine.errors import DiagramError
from app.engine.lint import check_diagrams
from app.law.errors import InvalidInput


class DiagramRefused(InvalidInput):
    """A diagram that the engine would not execute as it is drawn."""

    code = "diagram_refused"
    message = "流程图未通过检查，没有部署"


def drawn_now(process: Process) -> DiagramSet:
    """The diagrams in the process's folder, as they are on disk."""
    return load_diagrams(process.drawing.folder, process.drawing.main)


def is_deployed(diagrams: DiagramSet) -> bool:
    """Whether this very content is registered, as the newest version or an older one."""
    return db.session.get(DiagramVersion, diagrams.hash) is not None


@use_case("deploy_diagrams")
def deploy(act: Act, process_key: str, files: dict[str, bytes] | None = None) -> Result:
    """Register the files (default: those on disk) as the newest version. Raises DiagramRefused with every finding."""
    require_system(act)
    process = platform().process(process_key)
    found = drawn_now(process) if files is None else DiagramSet(process.drawing.main, files)
    try:
        findings = check_diagrams(found, process.vocabulary())
    except DiagramError as error:
        raise DiagramRefused(error.message) from error
    if findings:
        raise DiagramRefused("；".join(str(finding) for finding in findings))
    is_new = _register(act, process, found)
    act.audit(
        "diagrams.deployed", f"部署流程图 {process.title} {found.hash[:12]}{'' if is_new else '（已有）'}"
    )
    return {"process": process.key, "hash": found.hash, "is_new": is_new}


def _register(act: Act, process: Process, found: DiagramSet) -> bool:
    newest = db.session.scalar(
        select(func.max(DiagramVersion.sequence)).where(DiagramVersion.process == process.key)
    )
    known = db.session.get(DiagramVersion, found.hash)
    if known is not None and known.sequence == newest:
        return False
    if known is not None:
        known.sequence = (newest or 0) + 1
        return False
    db.session.add(
        DiagramVersion(
            hash=found.hash, process=process.key, process_id=found.process_id, sequence=(newest or 0) + 1,
            files={name: body.decode() for name, body in found.files.items()},
            deployed_at=act.now, deployed_by=act.actor.name,
        )
    )  # fmt: skip
    return True


def versions_of(process_key: str) -> list[DiagramVersion]:
    """All versions, newest first."""
    return list(
        db.session.scalars(
            select(DiagramVersion)
            .where(DiagramVersion.process == process_key)
            .order_by(DiagramVersion.sequence.desc())
        )
    )
