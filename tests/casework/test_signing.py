"""Which way an organ's letters are signed, and that the signed bytes are the record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.letters.issuing import find_issued, letters_of
from app.casework.letters.signers import FOLDER, signer_for
from app.casework.messages.dispatch import dispatch_due
from app.casework.messages.outbox import MAX_ATTEMPTS, RENDER
from app.casework.models import AuditEntry, OutboxMessage
from app.casework.papers.documents import read_document
from app.database import db
from app.letters.reading import Verdict, verify
from app.letters.signing import CertificateSigner, ServiceSigner
from tests.letters.test_signing import service
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("letters_wait")]


@pytest.fixture
def settings(app):
    before = {name: app.config[name] for name in ("SIGNING_URL", "SIGNING_TOKEN")}
    yield app.config
    app.config.update(before)


def issued_and_brought_out():
    office = Office()
    office.register()
    office.do("clerk", "T_register", title=office.case.title)
    letter = letters_of(office.case)[0]
    with timekeeping.moved_to(office.now):
        dispatch_due(office.now)
    db.session.expire_all()
    return letter


def test_nobody_signs_where_nothing_is_set_up(app):
    assert signer_for("LF") is None


def test_the_organs_certificate_goes_before_the_service(settings, tmp_path):
    settings.update(SIGNING_URL="https://sign.example.invalid/", SIGNING_TOKEN="t")
    assert signer_for("LF") == ServiceSigner("https://sign.example.invalid/", "LF", "t")
    folder = settings["INSTANCE"] / FOLDER
    folder.mkdir()
    file = folder / "LF.p12"
    file.write_bytes(b"")
    file.with_suffix(".password").write_bytes(b"secret\n")
    try:
        assert signer_for("LF") == CertificateSigner(file, b"secret")
        assert isinstance(signer_for("YM"), ServiceSigner)
        assert isinstance(signer_for("../LF"), ServiceSigner)
        assert "secret" not in repr(signer_for("LF"))
    finally:
        file.unlink()
        file.with_suffix(".password").unlink()
        folder.rmdir()


def test_the_signed_bytes_are_the_record(settings):
    with service(lambda body: (200, body + b"\n% signed\n", {})) as (address, _seen):
        settings["SIGNING_URL"] = address
        letter = issued_and_brought_out()
    kept = read_document(letter.document)
    assert kept.endswith(b"% signed\n")
    assert verify(kept, find_issued)[0] is Verdict.GENUINE
    line = db.session.scalar(select(AuditEntry).where(AuditEntry.tag == "letter.rendered"))
    assert line.detail["signed_with"] == "电子签章服务"


def test_a_service_that_is_away_for_three_days_loses_no_letter(settings):
    with service(lambda body: (503, b"", {})) as (address, _seen):
        settings["SIGNING_URL"] = address
        letter = issued_and_brought_out()
        begun = only(RENDER).not_before
        for hours in range(1, 73, 6):
            dispatch_due(begun + timedelta(hours=hours))
    waiting = only(RENDER)
    assert (waiting.state, waiting.last_error) == ("pending", "NotNow：电子签章服务回应状态 503")
    assert waiting.attempts < MAX_ATTEMPTS
    with service(lambda body: (200, body + b"\n% signed\n", {})) as (address, _seen):
        settings["SIGNING_URL"] = address
        dispatch_due(begun + timedelta(hours=73))
    db.session.expire_all()
    assert letter.document is not None


def only(kind):
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind)).one()


def test_a_letter_that_was_not_signed_is_not_put_out_unsigned(settings):
    with service(lambda body: (503, b"", {})) as (address, _seen):
        settings["SIGNING_URL"] = address
        letter = issued_and_brought_out()
    assert letter.document is None
