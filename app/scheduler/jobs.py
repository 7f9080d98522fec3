"""The jobs: small, given the present, safe to run twice and late."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from app.casework.acts.commands import transaction
from app.casework.annual.watch import watch_reports
from app.casework.contract.platform import platform
from app.casework.letters.printing import drop_old_jobs
from app.casework.messages.dispatch import Fate, dispatch_due
from app.casework.messages.outbox import Way
from app.casework.messages.rounds import LONGEST, Round
from app.casework.papers.looking import look_at_some
from app.casework.papers.unclaimed import sweep_unclaimed
from app.casework.publications.review import tell_of_reviews
from app.casework.search.keeping import bring_up_some
from app.casework.store.files import file_store
from app.casework.terms.calendar_compare import compare_calendars
from app.casework.terms.calendar_watch import watch_calendar
from app.casework.terms.digest import send_digests
from app.casework.terms.past_notices import settle_notices
from app.casework.terms.reckoning import carry_on
from app.casework.terms.sweep import fire_due_timers, raise_alerts
from app.database import refresh_statistics
from app.office.second_step import drop_waiting
from app.office.sessions import drop_old_sessions
from app.office.throttle import drop_old_counters
from app.steps.consultation_silence import record_silences
from app.web.chosen_files import drop_old
from app.web.filters import file_size

LEFTOVERS_AGE = timedelta(days=1)
MESSENGERS = {Way.SMS: "短信", Way.DINGTALK: "钉钉", Way.WECOM: "政务微信"}


class Line(StrEnum):
    """Which jobs may wait for each other. A server that does not answer holds up what goes to it alone."""

    OFFICE = "office"
    MAIL = "mail"
    MESSAGE = "message"


@dataclass(frozen=True)
class Job:
    """`run(now)` answers what was done, in Chinese. `daily_at`: once a day, not before this office time.

    Jobs of one line follow each other; a line waits for no other.
    """

    name: str
    title: str
    run: Callable[[datetime], str]
    daily_at: time | None = None
    line: Line = Line.OFFICE


def reckonings(now: datetime) -> str:
    return f"重新推算 {carry_on(now)} 件"


def alerts(now: datetime) -> str:
    return f"新增预警 {raise_alerts(now)} 条"


def timers(now: datetime) -> str:
    return f"到期自动办理 {fire_due_timers(now)} 个环节"


def outbox(now: datetime) -> str:
    return _brought_out(now, Way.OTHERS)


def mails(now: datetime) -> str:
    return _brought_out(now, Way.MAILS)


def messages(now: datetime) -> str:
    """Each gateway has its part of the time."""
    return "；".join(
        f"{title}：{_brought_out(now, way, Round(now, LONGEST / len(MESSENGERS)))}"
        for way, title in MESSENGERS.items()
    )


def _brought_out(now: datetime, way: Way, this: Round | None = None) -> str:
    done = dispatch_due(now, way, this)
    failed = done[Fate.FAILED] + done[Fate.DEAD]
    nowhere = f"，没有地址 {done[Fate.NO_ADDRESS]} 条" if done[Fate.NO_ADDRESS] else ""
    return f"发出 {done[Fate.SENT]} 条，失败 {failed} 条，待核实 {done[Fate.UNCERTAIN]} 条{nowhere}"


def files(now: datetime) -> str:
    looked_at = look_at_some(now)
    return f"核对文件 {looked_at.files} 份，缺失、损坏或者无法读取 {looked_at.faulty} 份"


def digest(now: datetime) -> str:
    return f"生成每日提醒 {send_digests(now)} 份"


def calendar(now: datetime) -> str:
    return f"提醒导入放假安排 {watch_calendar(now)} 份"


def comparison(now: datetime) -> str:
    days = compare_calendars(now)
    return f"与对照来源不一致 {days} 天" if days else "与对照来源一致"


def reviews(now: datetime) -> str:
    return f"提醒评估公开内容 {tell_of_reviews(now)} 份"


def annual_reports(now: datetime) -> str:
    return f"提醒公布年度报告 {watch_reports(now)} 份"


def silences(now: datetime) -> str:
    return f"登记征求意见逾期未复 {record_silences(now)} 份"


def leftovers(now: datetime) -> str:
    files = file_store().sweep_leftovers(now - LEFTOVERS_AGE)
    unclaimed = sweep_unclaimed(now - LEFTOVERS_AGE)
    with transaction():
        drop_old_sessions(now)
        drop_waiting(now)
        drop_old_counters(now)
    printed = drop_old_jobs(now)
    dropped = sum(
        tidy(now) for process in platform().processes.values() for tidy in process.work.housekeeping
    )
    waiting = drop_old(now)
    return (
        f"清理未写完的临时文件 {files} 个、没有登记的文件 {unclaimed.files} 个（{file_size(unclaimed.size)}）、"
        f"待重新提交的附件 {waiting} 个、过期草稿 {dropped} 份、打印文件 {printed} 份"
    )


def notices(now: datetime) -> str:
    return f"已随办件结束的提醒 {settle_notices(now)} 条"


def words(_now: datetime) -> str:
    return f"升级以前的办件编入字词索引 {bring_up_some()} 件"


def statistics(now: datetime) -> str:
    with transaction():
        is_done = refresh_statistics()
    return "已更新查询统计" if is_done else "查询统计由数据库自行更新"


JOBS: dict[str, Job] = {
    job.name: job
    for job in (
        Job("reckonings", "期限重新推算", reckonings),
        Job("alerts", "期限预警", alerts),
        Job("timers", "到期环节", timers),
        Job("silences", "征求意见逾期登记", silences),
        Job("files", "文件核对", files),
        Job("digest", "每日提醒", digest, daily_at=time(7, 30)),
        Job("calendar", "放假安排检查", calendar, daily_at=time(7, 30)),
        Job("comparison", "工作日历对照", comparison, daily_at=time(7, 30)),
        Job("reviews", "公开内容评估", reviews, daily_at=time(7, 30)),
        Job("annual_reports", "年度报告期限", annual_reports, daily_at=time(7, 30)),
        Job("leftovers", "临时文件清理", leftovers, daily_at=time(3, 0)),
        Job("notices", "已结束办件的提醒", notices, daily_at=time(3, 0)),
        Job("statistics", "查询统计更新", statistics, daily_at=time(3, 0)),
        Job("words", "办件字词索引", words),
        Job("outbox", "文书生成", outbox),
        Job("mails", "邮件发送", mails, line=Line.MAIL),
        Job("messages", "短信和群消息发送", messages, line=Line.MESSAGE),
    )
}
"""In the order of one tick: due moments before what warns of them, what adds messages before what brings them out."""
