"""Lists that are short on most days: when one is long it tells how many there are, and is turned."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from app.casework.models import Case, CaseRun, Consultation, IncomingPost
from app.database import db
from app.processes.disclosure.models import ReplyEvaluation
from app.steps.consultation_record import consultation_of
from tests.support.copies import copy_case

pytestmark = pytest.mark.database
DAYS = [date(2026, 1, 1) + timedelta(n) for n in range(60)]


def ids_of_copies(office) -> list[int]:
    """Sixty cases like that of the office."""
    copy_case(office.number, 60)
    return list(db.session.scalars(select(Case.id).where(Case.number != office.number).order_by(Case.id)))


def test_the_mail_room_turns_what_waits_and_what_is_to_be_confirmed(office, browser, county):
    office.register(channel="ordinary_mail", arrived_on="2026-02-27")
    ids_of_copies(office)
    post = {"organ_id": county.units["LF"].id, "way": "ordinary_mail", "logged_at": office.now}
    posts = [{**post, "arrived_on": day, "sender": f"寄件人{day:%m%d}"} for day in DAYS]
    db.session.execute(insert(IncomingPost), posts)
    db.session.commit()
    clerk = browser("clerk")
    first, second = clerk.get("/desk/post").text, clerk.get("/desk/post?waiting=2").text
    assert ("60 件" in first, "61 件" in first) == (True, True)
    assert ("寄件人0101" in first, "寄件人0301" in first) == (True, False)
    assert ("寄件人0101" in second, "寄件人0301" in second) == (False, True)
    assert ("/desk/post?waiting=2" in first, "/desk/post?unconfirmed=2" in first) == (True, True)
    assert first.count("请按此日安排") == 50
    assert clerk.get("/desk/post?unconfirmed=2").text.count("请按此日安排") == 11


def test_letters_that_ask_an_organ(office, browser):
    office.apply()
    office.assigned().consulted("", party="co_author_organ", name="元谋县人民政府")
    row = consultation_of(office.case, 1)
    told = {name: getattr(row, name) for name in ("number", "seal_id", "party", "name", "unit_id", "information",
            "asked_at", "letter_id", "sent_on")}  # fmt: skip
    db.session.execute(insert(Consultation), [{**told, "case_id": one} for one in ids_of_copies(office)])
    db.session.commit()
    clerk = browser("foreign")
    first, second = clerk.get("/desk/asked").text, clerk.get("/desk/asked?page=2").text
    assert "61 件" in first
    assert [page.count(">回复</a>") for page in (first, second)] == [50, 11]


def test_words_of_applicants_the_longest_waiting_first(office, browser):
    office.apply()
    ids = ids_of_copies(office)
    said = [
        {"case_id": one, "score": 4, "words": f"意见第{n}条", "given_at": office.now + timedelta(minutes=n),
         "decision": decision}
        for decision, some in (("", ids[:55]), ("show", ids[55:])) for n, one in enumerate(some)
    ]  # fmt: skip
    db.session.execute(insert(ReplyEvaluation), said)
    db.session.commit()
    reviewer = browser("reviewer")
    first, second = (reviewer.get(f"/desk/disclosure/evaluations?waiting={n}").text for n in (1, 2))
    assert ("55 条" in first, "5 条" in first) == (True, True)
    assert ("意见第0条" in first, "意见第49条" in first, "意见第50条" in first) == (True, True, False)
    assert ("意见第49条" in second, "意见第54条" in second) == (False, True)


def test_the_open_cases_of_a_version_of_diagrams(office, browser):
    office.apply()
    run = db.session.get_one(CaseRun, office.case.id)
    told = {"diagram_hash": run.diagram_hash, "format": run.format, "state": run.state}
    db.session.execute(insert(CaseRun), [{**told, "case_id": one} for one in ids_of_copies(office)])
    db.session.commit()
    page = browser("admin").get(f"/admin/diagrams/disclosure/{run.diagram_hash}?page=2").text
    assert "61 件" in page
    assert page.count(f"{office.number}0") == 11
