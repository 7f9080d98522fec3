"""A scheduler in a process of its own, whose job says `at work` at its N-th turn and ends when told to.

Usage: python -m tests.scheduler.scheduler_process DATABASE_URL N
"""

import sys
from datetime import datetime

from flask import Flask

from app.database import db
from app.scheduler import process, runner
from app.scheduler.jobs import Job


class Work:
    """Quick at first; in its N-th turn it waits. Whatever begins after that is said too."""

    def __init__(self, waits_at: int):
        self.turns, self.waits_at = 0, waits_at

    def __call__(self, _now: datetime) -> str:
        self.turns += 1
        if self.turns == self.waits_at:
            print("at work", flush=True)
            sys.stdin.readline()
            print("done", flush=True)
        return "完成"

    def next(self, _now: datetime) -> str:
        if self.turns >= self.waits_at:
            print("must not begin", flush=True)
        return "完成"


def main(url: str, waits_at: str) -> None:
    app = Flask("scheduler_process")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    work = Work(int(waits_at))
    runner.JOBS.clear()
    runner.JOBS.update(work=Job("work", "工作", work), next=Job("next", "后续", work.next))
    process.run_forever(app, every_seconds=0.05)
    print("stopped", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
