"""Whether the clock can be right, by what the office has written itself. Jobs at a wrong time do what cannot be undone:
alerts are raised once, and days pass that have not come. So they stop, and say so, until the clock is right or a
person has said that it is.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from app.casework.acts.act import Act
from app.casework.acts.clock_behind import CLOCK_CONFIRMED, RESTORED
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.acts.insertion import insert_once
from app.casework.backup.taking import HEARTBEAT as BACKUP
from app.casework.models import AuditEntry, JobHeartbeat
from app.casework.terms.alerts_ahead import take_back_alerts_ahead
from app.database import db
from app.scheduler import leaps
from app.timekeeping import SKEW, Boot

# No job and no act for longer: rather a clock that ran ahead than an office shut. Only a person on the machine knows.
LONGEST_SILENCE = timedelta(days=30)
CONFIRMED = "clock"
NO_JOBS = (CONFIRMED, leaps.KEPT)
"""What is noted beside the heartbeats of jobs, and is none."""
CHAIN, BEAT = AuditEntry.__table__.c, JobHeartbeat.__table__.c
BACK = "系统时间 {now} 早于最近一次后台任务的时间 {latest}：时钟倒退，或者曾经超前"
AHEAD = "系统时间 {now} 比最近的记录 {latest} 晚了 {days} 天：时钟超前，或者系统长期停用"
SET_RIGHT = "后台任务已暂停；请校正两台机器的时钟，一致以后自行恢复"
LEAP = "系统时间 {now} 在机器运行中被调{way}了 {length}（虚拟机暂停后也会如此）"
APART = "系统时间 {now} 比数据库服务器的时间{way}了 {length}"
HOW = "后台任务已暂停；请校正时钟，或者确认时间无误后运行 flask jobs confirm-clock"


def fault_of_clock(now: datetime, boot: Boot | None) -> str:
    """What is the matter, in one sentence; nothing when nothing is."""
    if (leap := leaps.leap_since_kept(boot)) is not None:
        return f"{_told(LEAP, now, leap)}。{HOW}"
    if (ahead := leaps.apart_from_server(now)) is not None:
        return f"{_told(APART, now, ahead)}。{SET_RIGHT}"
    ran = db.session.scalar(select(func.max(BEAT.succeeded_at)).where(BEAT.name != leaps.KEPT))
    if ran is not None and ran - now > SKEW:
        return f"{BACK.format(now=_words(now), latest=_words(ran))}。{HOW}"
    known = _known_until(now)
    if now - known > LONGEST_SILENCE:
        days = (now - known).days
        return f"{AHEAD.format(now=_words(now), latest=_words(known), days=days)}。{HOW}"
    return ""


def _known_until(now: datetime) -> datetime:
    """How far what was written reaches without a gap: from the last job on, by the acts that follow each other.

    The first act after a leap and a backup bear the wrong time themselves, so they say nothing for it.
    """
    ran = db.session.scalar(select(func.max(BEAT.succeeded_at)).where(BEAT.name.not_in((BACKUP, leaps.KEPT))))
    if ran is None:
        return db.session.scalar(select(CHAIN.at).order_by(CHAIN.sequence.desc()).limit(1)) or now
    if now - ran <= LONGEST_SILENCE:
        return ran
    later = select(func.max(CHAIN.at)).where(CHAIN.at <= now)
    known = db.session.scalar(later.where(CHAIN.at > ran, CHAIN.tag == RESTORED)) or ran
    while act := db.session.scalar(later.where(CHAIN.at > known, CHAIN.at <= known + LONGEST_SILENCE)):
        known = act
    return known


@use_case("confirm_clock")
def confirm_clock(act: Act, boot: Boot | None) -> Result:
    """The present time is right: heartbeats in the future are set back to it, so that each job has its turn again, and
    alerts of days to come are taken back.

    Raises CannotHappenNow while the database server's clock says otherwise.
    """
    if (apart := leaps.apart_from_server(act.now)) is not None:
        raise CannotHappenNow(f"{_told(APART, act.now, apart)}。{SET_RIGHT}")
    if boot is not None:
        leaps.keep(boot, act.today)
    ahead = update(JobHeartbeat).where(JobHeartbeat.succeeded_at > act.now)
    db.session.execute(ahead.values(succeeded_at=act.now, detail="时间已校正"))
    insert_once(JobHeartbeat, name=CONFIRMED, succeeded_at=act.now, detail="")
    db.session.execute(
        update(JobHeartbeat).where(JobHeartbeat.name == CONFIRMED).values(succeeded_at=act.now)
    )
    early = take_back_alerts_ahead(act.now)
    said = f"，收回未到日期的期限提醒 {early} 条" if early else ""
    act.audit(CLOCK_CONFIRMED, f"确认系统时间 {_words(act.now)} 无误，后台任务继续{said}")
    return {}


def _told(words: str, now: datetime, length: timedelta) -> str:
    minutes = round(abs(length).total_seconds() / 60)
    hours, days = minutes // 60, minutes // 60 // 24
    told = f"{days} 天" if days else f"{hours} 小时" if hours else f"{minutes} 分钟"
    return words.format(now=_words(now), way="快" if length > timedelta() else "慢", length=told)


def _words(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"
