"""Numbers, telephones, addresses and codes of people stand nowhere in the open: not in the database or a backup of it,
the logs, mails to the office, pages and lists, calls, spreadsheets or figures."""

import email
import json
import logging
import re
from email import policy
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from app import timekeeping
from app.casework.backup.rows import lines_of, tables
from app.casework.messages.dispatch import dispatch_due
from app.casework.terms import sweep
from app.database import db
from app.law.outcomes import gives_information
from app.office.models import Person
from app.processes.disclosure import corrections
from tests.api.caller import Caller
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = pytest.mark.database
ONLINE = {
    "identity_document": "resident_id", "identity_number": "11010519491231002X",
    "telephone": "13987650001", "email": "sealed.reader@example.cn", "reply_way": "email",
}  # fmt: skip
ON_PAPER = {
    "identity_document": "resident_id", "identity_number": "110105194912310038",
    "telephone": "13987650002", "address": "禄丰市密封路七十七号", "reply_way": "post",
}  # fmt: skip
LATER = {"telephone": "13987650003", "address": "禄丰市更正路八十八号"}
CONSULTED = "禄丰市征询路九十九号"
SEEN = ("identity_number", "telephone", "address", "email")
WORKING = ("clerk", "reviewer", "handler", "officehead", "supervisor")
PAGES = ("", "/cases", "/calendar", "/mail-room", "/search?q=密封路", "/search?q=13987650001")
TOKEN = "0f5c9a7be4d2418896b1c3d7"


def values(*codes):
    """Every value that must not be found, also as it is written for reading."""
    given = [value for request in (ONLINE, ON_PAPER) for name, value in request.items() if name in SEEN]
    return [
        *given,
        *LATER.values(),
        CONSULTED,
        *codes,
        *(re.sub("(.{4})(?!$)", r"\1-", code) for code in codes),
    ]


def found(text, wanted):
    """Those that stand in it, as they are or escaped as in JSON."""
    return [one for one in wanted if one in text or json.dumps(one)[1:-1] in text]


@pytest.fixture
def lived(app, tmp_path, monkeypatch, caplog):
    """Two requests to their end, corrected, answered by mail and by post; one that is overdue, told to the office."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setitem(app.config, "MAILBOX_FOLDER", tmp_path / "mailbox")
    monkeypatch.setitem(app.config, "METRICS_TOKEN", TOKEN)
    online, paper = Office(), Office()
    online.apply(**ONLINE)
    paper.now = online.now
    paper.register(**ON_PAPER)
    for field, value in LATER.items():
        paper.run(corrections.correct_request, paper.person("clerk"), case_id=paper.case.id, field=field,
                  data={field: value, "reason": "与申请书不一致"})  # fmt: skip
    online.issued()
    paper.issued()
    waits = Office(now=online.now)
    waits.apply(**ONLINE)
    waits.registered()
    db.session.execute(update(Person).values(email=Person.login + "@office.example"))
    db.session.commit()
    for server, days in (("smtp://127.0.0.1:1", 0), ("", 0), ("", 40), ("", 1)):  # nobody is there at first
        monkeypatch.setitem(app.config, "SMTP_URL", server)
        online.later(days=days, minutes=10)
        with timekeeping.moved_to(online.now):
            sweep.raise_alerts(online.now)
            dispatch_due(online.now)
    assert gives_information(online.case.outcome)
    return online, paper


def rows():
    db.session.rollback()
    with db.engine.connect() as connection:
        for table in tables(connection):
            for line in lines_of(connection, table):
                yield table.name, line.decode()


def test_neither_in_the_database_nor_in_its_backup(lived):
    online, _paper = lived
    wanted, lines = values(online.code), [*rows()]
    told = {(table, one) for table, line in lines for one in found(line, wanted)}
    assert told == set()
    assert any(found(line, ["申请人甲"]) for _table, line in lines), "what is not sealed would be seen"


def test_nor_in_a_log_or_a_mail_to_the_office(lived, tmp_path, caplog):
    online, _paper = lived
    wanted = values(online.code)
    logged = "\n".join(record.getMessage() for record in caplog.get_records("setup"))
    assert "outbox message" in logged
    assert found(logged, wanted) == []
    told, to = [], set()
    for file in (tmp_path / "mailbox").iterdir():
        message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
        to.add(message["To"])
        if message["To"] != ONLINE["email"]:
            told += found(f"{message['Subject']} {message.get_body().get_content()}", wanted)
    assert told == []
    assert len(to) > 2
    assert ONLINE["email"] in to


def test_nor_on_a_page_in_a_list_a_call_a_spreadsheet_or_the_figures(app, lived):
    online, paper = lived
    wanted, told = values(online.code), []
    for login in WORKING:
        browser = Browser(app.test_client(), online.now).sign_in(login)
        cases = [f"/desk/cases/{office.number}" for office in (online, paper)]
        for path in [*(f"/desk{page}" for page in PAGES), "/board", *cases]:
            text = browser.get(path).text.replace(path.partition("q=")[2] or "\0", "")
            told += [(login, path, one) for one in found(text, wanted)]
    caller = Caller(app.test_client(), online.now)
    for path in ("/cases", *(f"/cases/{office.number}" for office in (online, paper))):
        told += [(path, one) for one in found(caller.call("GET", path, "clerk").text, wanted)]
    figures = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert figures.status_code == 200
    told += found(figures.text, wanted)
    clerk = Browser(app.test_client(), online.now).sign_in("clerk")
    with clerk._at_the_moment():
        sheet = load_workbook(BytesIO(clerk.client.post("/desk/cases/export").data)).active
    cells = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert online.number in cells
    told += found(cells, wanted)
    assert told == []
