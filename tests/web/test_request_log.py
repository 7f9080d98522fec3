"""What an administrator reads of each request, and what never stands there."""

import json

import pytest

from app import create_app
from app.database import db
from tests.support.settings import settings_for


@pytest.fixture
def lines(prepared, capsys):
    """The log lines of some requests, read from the error stream."""
    app = create_app({**settings_for(prepared.instance, prepared.url), "LOG_REQUESTS": True})

    def of(*requests):
        capsys.readouterr()
        for path in requests:
            app.test_client().get(path).close()
        return [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]

    yield of
    with app.app_context():
        db.engine.dispose()


def test_a_request_is_one_line_without_its_address(lines):
    (line,) = lines("/progress?number=LF-2026-0001&code=ABCD-EFGH-JKLM")
    assert line.keys() == {"event", "at", "method", "view", "status", "milliseconds", "person"}
    assert (line["event"], line["method"], line["status"], line["person"]) == ("request", "GET", 200, None)
    assert line["view"] == "disclosure_portal.progress"
    assert line["milliseconds"] > 0


def test_an_unknown_address_has_a_status_and_no_view(lines):
    (line,) = lines("/nothing/here")
    assert (line["status"], line["view"], line["person"]) == (404, "", None)


def test_files_of_the_look_and_the_pulse_are_left_out(lines):
    assert lines("/healthz", "/static/css/base.css") == []


def test_a_failure_is_logged_without_the_address_that_could_forge_a_line(app, monkeypatch, caplog):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def broken(**_values):
        raise KeyError("a fault")

    monkeypatch.setitem(app.view_functions, "portal.verified", broken)
    answer = app.test_client().get("/verify/A%0a2026-03-02 ERROR forged")
    assert answer.status_code == 500
    assert "portal.verified" in caplog.text
    assert "forged" not in caplog.text
