"""成批打印: letters of one's own organ in one file, for the person who asked only."""

import io
import re

import pikepdf
import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.letters import printing
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import Fate, dispatch_due
from app.casework.models import AuditEntry, PrintJob
from app.database import db
from app.law.errors import NotAllowed

pytestmark = pytest.mark.database


def work(office):
    """The worker: sets the letters and makes what was ordered."""
    db.session.rollback()
    with timekeeping.moved_to(office.now):
        done = dispatch_due(office.later(minutes=1).now)
    assert done[Fate.FAILED] == 0
    return done


@pytest.fixture
def letters(office):
    """Receipts of two cases, one of them to be posted, as PDF."""
    found = []
    office.apply()
    office.registered()
    found.append(letters_of(office.case)[-1].id)
    office.register()
    found.append(letters_of(office.case)[-1].id if letters_of(office.case) else None)
    if found[-1] is None:
        office.registered()
        found[-1] = letters_of(office.case)[-1].id
    work(office)
    return found


def order(clerk, ids, **more):
    answer = clerk.post("/desk/letters/print", {"form_key": "key-1", "ids": ids, **more})
    assert answer.status_code == 302
    return re.search(r"/desk/letters/print/([0-9a-f-]{36})", answer.location).group(1)


class TestChoosing:
    def test_the_list_shows_letters_with_a_pdf_and_can_be_narrowed(self, browser, letters):
        clerk = browser("clerk")
        page = clerk.get("/desk/letters/print").text
        assert all(f'name="ids" value="{one}"' in page for one in letters)
        for query in ("from=2030-01-01", "until=2020-01-01", "kind=reply_granted"):
            assert "没有符合条件的文书" in clerk.get(f"/desk/letters/print?{query}").text

    def test_letters_of_another_organ_are_neither_shown_nor_printed(self, office, browser, letters):
        foreign = browser("foreign")
        page = foreign.get("/desk/letters/print")
        assert page.status_code == 200
        assert 'name="ids"' not in page.text
        with pytest.raises(NotAllowed):
            perform(printing.start_printing, actor=office.person("foreign"), now=office.now, letter_ids=letters,
                    has_envelopes=False)  # fmt: skip

    def test_who_does_not_deliver_letters_may_not_print_them(self, browser, letters):
        assert browser("handler").get("/desk/letters/print").status_code == 403

    def test_nothing_chosen_is_said(self, browser, letters):
        clerk = browser("clerk")
        answer = clerk.post("/desk/letters/print", {"form_key": "key-2"})
        assert answer.location.endswith("/desk/letters/print")
        assert "请选择1至200份文书" in clerk.get("/desk/letters/print").text


class TestTheJob:
    def test_it_runs_is_followed_and_gives_the_file_to_its_owner_only(self, office, browser, letters):
        clerk = browser("clerk")
        job = order(clerk, letters)
        page = clerk.get(f"/desk/letters/print/{job}").text
        assert 'hx-trigger="every 2s"' in page
        assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
        assert clerk.get(f"/desk/letters/print/{job}/file").status_code == 404
        work(office)
        page = clerk.get(f"/desk/letters/print/{job}").text
        assert "已完成 2 / 2" in page
        assert "every 2s" not in page
        answer = clerk.get(f"/desk/letters/print/{job}/file")
        with pikepdf.open(io.BytesIO(answer.data)) as book:
            assert len(book.pages) == 4  # one page each, a blank one behind
        reviewer = browser("reviewer")
        paths = (f"/desk/letters/print/{job}", f"/desk/letters/print/{job}/file")
        assert {reviewer.get(path).status_code for path in paths} == {404}
        assert reviewer.post(f"/desk/letters/print/{job}/cancel").status_code == 404
        assert (
            "成批打印文书 2 份"
            in db.session.scalars(select(AuditEntry.summary).where(AuditEntry.tag == "letters.printed")).one()
        )

    def test_envelopes_are_added_for_what_goes_by_post(self, office, browser, letters):
        clerk = browser("clerk")
        job = order(clerk, letters, envelopes="1")
        work(office)
        assert db.session.get(PrintJob, job).message == ""
        with pikepdf.open(io.BytesIO(clerk.get(f"/desk/letters/print/{job}/file").data)) as book:
            assert len(book.pages) == 6

    def test_an_address_on_record_of_any_kind_stops_no_job(self, office, browser, letters):
        office.register(name="扎西བཀྲ་ཤིས🏠", address=("XXX村____" * 30)[:200])
        office.registered()
        work(office)
        job = order(browser("clerk"), [*letters, letters_of(office.case)[-1].id], envelopes="1")
        work(office)
        assert db.session.get(PrintJob, job).message == ""

    def test_it_can_be_cancelled(self, office, browser, letters):
        clerk = browser("clerk")
        job = order(clerk, letters)
        assert clerk.post(f"/desk/letters/print/{job}/cancel").status_code == 302
        work(office)
        assert "已取消，没有生成文件" in clerk.get(f"/desk/letters/print/{job}").text
        assert clerk.get(f"/desk/letters/print/{job}/file").status_code == 404
        assert not printing.file_of(job).exists()

    def test_it_is_thrown_away_after_a_day(self, office, browser, letters):
        job = order(browser("clerk"), letters)
        work(office)
        assert printing.drop_old_jobs(office.now) == 0
        office.later(days=2)
        assert printing.drop_old_jobs(office.now) == 1
        assert not printing.file_of(job).exists()
        assert db.session.get(PrintJob, job) is None
