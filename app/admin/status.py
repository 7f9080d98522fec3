"""Page: how the system is (系统状态): jobs, database, disk, backup, calendar."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app, render_template
from sqlalchemy import select, text

from app import timekeeping
from app.admin.blueprint import bp
from app.admin.sending import requires_system
from app.casework.messages import mail
from app.casework.models import IssuedLetter
from app.casework.papers.looking import faulty_by_case
from app.casework.terms import clocks
from app.database import db, is_sqlite
from app.scheduler.clock import fault_of_clock
from app.scheduler.punctuality import jobs_and_backup
from app.web.filters import file_size

GIGABYTE = 1024**3
SCARCE = 2 * GIGABYTE
COVERAGE = (0, 1)


@bp.get("/status")
@requires_system
def show_status() -> str:
    """Everything on one page."""
    now = timekeeping.now()
    jobs, backup = jobs_and_backup(now)
    return render_template(
        "admin/status.html", jobs=jobs, database=_database(), disk=disk(), now=now,
        coverage=coverage(now), waiting_letters=waiting_letters(), backup=backup,
        clock=fault_of_clock(now, timekeeping.boot()), faulty=faulty_by_case(), mails=mails(),
    )  # fmt: skip


def coverage(now: datetime) -> list[dict[str, Any]]:
    """This year and the next: official, provisional or missing."""
    calendar, found = clocks.calendar(), []
    for year in (now.year + ahead for ahead in COVERAGE):
        known = calendar.year(year) if calendar.has_year(year) else None
        words = known.status_words if known else "缺少"
        found.append({"year": year, "words": words, "is_good": known is not None and not known.is_provisional,
                      "source": known.source if known else "不能推算期限，请导入"})  # fmt: skip
    return found


def disk() -> dict[str, Any]:
    """Room on the disk of the instance folder."""
    usage = shutil.disk_usage(Path(current_app.config["INSTANCE"]))
    return {
        "free": f"{usage.free / GIGABYTE:.0f} GB",
        "total": f"{usage.total / GIGABYTE:.0f} GB",
        "is_scarce": usage.free < SCARCE,
    }


def mails() -> dict[str, str]:
    """By what mails go out, and what does not go out without it."""
    if not mail.goes_out():
        return {"value": mail.NO_SERVER, "note": "提醒和文书都不能用邮件发出，请设置 SMTP_URL"}
    return {
        "value": "由邮件服务器发出" if current_app.config["SMTP_URL"] else "存入演示的邮件文件夹",
        "note": "",
    }


def waiting_letters() -> int:
    """Letters issued whose PDF is not made yet."""
    return db.session.scalar(select(db.func.count()).where(IssuedLetter.document_id.is_(None))) or 0


def _database() -> list[dict[str, str]]:
    if not is_sqlite():
        version = db.session.scalar(text("SHOW server_version"))
        return [{"label": "数据库", "value": f"PostgreSQL {version}"}]
    mode = str(db.session.scalar(text("PRAGMA journal_mode"))).upper()
    pages, size = db.session.scalar(text("PRAGMA page_count")), db.session.scalar(text("PRAGMA page_size"))
    return [
        {"label": "数据库", "value": f"SQLite {db.session.scalar(text('SELECT sqlite_version()'))}"},
        {
            "label": "日志方式",
            "value": "先写日志，读写互不等待" if mode == "WAL" else "写入时读取等待",
        },
        {"label": "数据库大小", "value": file_size(int(pages or 0) * int(size or 0))},
    ]
