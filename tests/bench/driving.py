"""The office, driven by its pages alone, as people do."""

import re
from datetime import date
from uuid import uuid4

from app import timekeeping
from app.casework.letters import issuing, typesetting
from app.casework.terms.sweep import fire_due_timers
from app.database import db
from tests.desk.browsing import hidden
from tests.desk.conftest import Browser, DeskOffice
from tests.support.browsing import seen_letters

REVIEW = "T_secrecy_review"
WHY = "已逐项核对案卷和检索台账，与拟稿所写一致"
SIGNERS = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
           "T_sign_leader": "leader", REVIEW: "secrecy"}  # fmt: skip


class Pages(DeskOffice):
    """The office, driven by its pages alone. What a page refuses is shown and ends the walk."""

    def __init__(self, app) -> None:
        super().__init__()
        self.app, self.people = app, {}

    def who(self, login: str) -> Browser:
        """Signed in on this day."""
        today = (login, self.now.date())
        if today not in self.people:
            self.people[today] = Browser(self.app.test_client(), self, login)
        return self.people[today]

    def task(self, login: str, node: str, **typed: str) -> None:
        """Open the page, type, send; the mark of what was read goes with it."""
        self.later(minutes=1)
        item, number = self.item(node).id, self.number
        page = self.who(login).get(f"/desk/cases/{number}", query_string={"task": item}).text
        mark = {"signed_hash": hidden(page, "signed_hash")} if 'name="signed_hash"' in page else {}
        path, data = f"/desk/tasks/{item}/complete", {"form_key": str(uuid4()), **mark, **typed}
        self.sent(self.seen(login, path, data))

    def seen(self, login: str, path: str, data: dict[str, str]):
        """Sent, and once more where letters are shown first."""
        answer = self.who(login).post(path, data)
        shown = seen_letters(answer.text)
        return self.who(login).post(path, {**data, **shown}) if shown else answer

    def act(self, login: str, path: str, *files: tuple[str, bytes], **typed: str) -> None:
        self.later(minutes=1)
        data = {"form_key": str(uuid4()), **typed}
        self.sent(self.who(login).send(path, data, *files) if files else self.seen(login, path, data))

    def sent(self, answer) -> None:
        if answer.status_code != 302 or "/signin" in answer.location:
            raise SystemExit(f"{self.number}: {answer.status_code}\n{errors_of(answer.text)}")
        self.made()

    def made(self) -> None:
        """What was issued is typeset: nothing is delivered before."""
        db.session.rollback()
        if not self.number:
            return
        waiting = [one.id for one in issuing.letters_of(self.case) if one.document_id is None]
        with timekeeping.moved_to(self.now):
            for letter_id in waiting:
                typesetting.render_issued({"letter_id": letter_id})
        db.session.rollback()

    def signed(self) -> None:
        while node := next((one for one in self.open_nodes() if one in SIGNERS), None):
            reviewed = {"source": "made", "conclusion": "withhold"} if node == REVIEW else {}
            self.task(SIGNERS[node], node, decision="approve", opinion=WHY, **reviewed)
        self.task("reviewer", "T_issue", checked="1")

    def accepted(self) -> None:
        self.task("clerk", "T_register", title=self.case.title)
        self.task("reviewer", "T_screening", screening="accept")
        self.task("reviewer", "T_assign", unit="LF-ZRZY")

    def on_to(self, day: date) -> None:
        self.now = self.now.replace(year=day.year, month=day.month, day=day.day, hour=9, minute=0)
        fire_due_timers(self.now)


def errors_of(page: str) -> str:
    summary = re.search(r'<div class="error-summary".*?</div>', page, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", summary.group() if summary else page)[:2000]
