"""What an auditor (审计管理员) reads of the log: the organ of their post and all below it, and nothing beside."""

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from app.casework.acts import audit
from app.casework.acts.audit import BrokenLink
from app.casework.administration.scope import top_units
from app.casework.models import AuditEntry, Case
from app.database import db
from app.office.permissions import AtOrgan, Permission, allows
from app.office.standing import Standing
from app.office.vocabulary import Role


def reads_everything(standing: Standing) -> bool:
    """Whether the person audits the top, and so also what concerns no single organ."""
    tops = [AtOrgan(top.id) for top in top_units(standing.on)]
    return bool(tops) and all(allows(Permission.READ_AUDIT, standing, top, standing.on) for top in tops)


def readable_lines(standing: Standing) -> ColumnElement[bool]:
    """Lines of a case by the case's organ, other lines by the organ that they concern; agrees with READ_AUDIT."""
    if reads_everything(standing):
        return true()
    organs = frozenset().union(*(post.below for post in standing.posts if post.role is Role.AUDITOR))
    return or_(
        AuditEntry.case_id.in_(select(Case.id).where(Case.organ_id.in_(organs))),
        and_(AuditEntry.case_id.is_(None), AuditEntry.organ_id.in_(organs)),
    )


def check_chain(standing: Standing) -> tuple[bool, str]:
    """Walk the whole chain: whether it holds, and what this auditor may know of it.

    A chain holds or breaks as a whole; where, and how many lines there are, is told only of lines within reach.
    """
    broken = audit.verify()
    if broken is not None:
        return False, _where(broken, standing)
    if reads_everything(standing):
        return True, f"完整，共 {audit.head()[0]} 条"
    within = select(func.count()).select_from(AuditEntry).where(readable_lines(standing))
    return True, f"完整，其中您可以查看的 {db.session.scalar(within)} 条"


def _where(broken: BrokenLink, standing: Standing) -> str:
    line = select(AuditEntry.sequence).where(AuditEntry.sequence == broken.sequence, readable_lines(standing))
    if reads_everything(standing) or db.session.scalar(line) is not None:
        return f"第 {broken.sequence} 条：{broken.what}"
    return "不完整，断裂处不在您可以查看的记录中，请告知上级的审计管理员"
