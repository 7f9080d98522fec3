"""What a restore must not bring back to life: leave that may have been taken back after the backup, letters that may
have gone out since.

It is done in the transaction that brings the rows, after they were compared with the backup: no moment, and no kill,
lies between the data and this. What was ended or sent after the backup is known to nobody, so it holds for all.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, update
from sqlalchemy.sql.dml import UpdateBase

from app.casework.contract.platform import platform
from app.casework.models import OutboxMessage
from app.casework.models.outbox import OutboxPolicy, OutboxState
from app.office.models import ApiToken, SignInSession

BECAUSE = "restored"
DOUBT = "系统由备份恢复，备份之后是否已发出须由人核实"


@dataclass(frozen=True)
class Ended:
    """How many there were that are no good any more, and messages that wait for a person now."""

    sessions: int
    tokens: int
    grants: int
    messages: int

    def __str__(self) -> str:
        return (
            f"已结束登录会话 {self.sessions} 个、作废接口令牌 {self.tokens} 个和网上查询许可 {self.grants} 个，"
            f"外发消息转为待核实 {self.messages} 条"
        )


def end(connection: Connection, now: datetime) -> Ended:
    """End them, each in its own table; a process names the tables of leave that it gives to browsers."""
    sessions, tokens, messages = SignInSession.__table__, ApiToken.__table__, OutboxMessage.__table__

    def done(statement: UpdateBase) -> int:
        return connection.execute(statement).rowcount

    open_sessions = update(SignInSession).where(sessions.c.ended_at.is_(None))
    good_tokens = update(ApiToken).where(tokens.c.revoked_at.is_(None))
    on_their_way = messages.c.state.in_([OutboxState.PENDING, OutboxState.SENDING])
    doubtful = update(OutboxMessage).where(messages.c.policy == OutboxPolicy.ASK, on_their_way)
    grants = [table for process in platform().processes.values() for table in process.public.grants]
    return Ended(
        sessions=done(open_sessions.values(ended_at=now, ended_because=BECAUSE)),
        tokens=done(good_tokens.values(revoked_at=now)),
        grants=sum(done(delete(table)) for table in grants),
        messages=done(doubtful.values(state=OutboxState.UNCERTAIN, lease_token=None, last_error=DOUBT)),
    )
