"""A scheduler in a process of its own, whose job says `at work` at its N-th turn and ends when told to.

Usage: python -m tests.scheduler.scheduler_process DATABASE_URL N [mail]. With `mail` the job at work is one of the
mails, and a job of the office says `office` at each of its turns.
"""

import logging
import sys
from datetime import datetime

from flask import Flask

from app.database import db
from app.scheduler import process, runner
from app.scheduler.jobs import Job, Line


def say(words: str) -> None:
    """One write for a whole line: the lines of jobs speak at the same time, and `print` writes its end apart."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def office(_now: datetime) -> str:
    say("office")
    return "完成"


class Work:
    """Quick at first; in its N-th turn it waits. Whatever begins after that is said too."""

    def __init__(self, waits_at: int):
        self.turns, self.waits_at = 0, waits_at

    def __call__(self, _now: datetime) -> str:
        self.turns += 1
        if self.turns == self.waits_at:
            say("at work")
            sys.stdin.readline()
            say("done")
        return "完成"

    def next(self, _now: datetime) -> str:
        if self.turns >= self.waits_at:
            say("must not begin")
        return "完成"


def main(url: str, waits_at: str, line: str = Line.OFFICE) -> None:
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    app = Flask("scheduler_process")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    work = Work(int(waits_at))
    runner.JOBS.clear()
    runner.JOBS["work"] = Job("work", "工作", work, line=Line(line))
    runner.JOBS["next"] = Job("next", "后续", work.next if line == Line.OFFICE else office)
    process.run_forever(app, every_seconds=0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
