"""Settings that cannot be meant stop the start, and say which it is without showing a password."""

import runpy

import pytest

from config import ConfigurationError, from_environment
from tests.support.starts import ROOT


def refusal(monkeypatch, name, text):
    monkeypatch.setenv(name, text)
    with pytest.raises(ConfigurationError) as refused:
        from_environment()
    assert str(refused.value).startswith(name)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("text", [
    "nonsense", "mysql://a:hidden@db/x", "postgresql://a:hidden@db/x", "postgresql+psycopg://a:hidden@db:port/x",
    "postgresql+psycopg://a:hidden@db", "sqlite://", "sqlite:///:memory:",
])  # fmt: skip
def test_a_database_that_is_none_of_ours_stops_the_start(monkeypatch, text):
    assert "hidden" not in refusal(monkeypatch, "DATABASE_URL", text)


@pytest.mark.parametrize(
    "text", ["sqlite:////srv/office.db", "postgresql+psycopg://a:b%40c@db:5432/x?sslmode=require"]
)
def test_our_two_databases_are_taken_as_they_are_written(monkeypatch, text):
    monkeypatch.setenv("DATABASE_URL", text)
    assert from_environment()["SQLALCHEMY_DATABASE_URI"] == text


@pytest.mark.parametrize("name", ["MINGBAI_PUBLIC_URL", "MINGBAI_SIGNING_URL", "SMS_WEBHOOK_URL"])
@pytest.mark.parametrize("text", ["zwgk.example.cn", "ftp://zwgk.example.cn", "https://", "http://[::1"])
def test_an_address_that_nobody_can_open_stops_the_start(monkeypatch, name, text):
    assert text not in refusal(monkeypatch, name, text).replace("https://", "", 1)


def test_letters_and_mails_go_on_behind_the_public_address(monkeypatch):
    """A slash at its end would stand twice in the address that a letter's code is read as, for good."""
    monkeypatch.setenv("MINGBAI_PUBLIC_URL", "https://zwgk.example.cn/ask/")
    assert from_environment()["PUBLIC_URL"] == "https://zwgk.example.cn/ask"


def test_blanks_between_host_names_belong_to_none(monkeypatch):
    monkeypatch.setenv("MINGBAI_TRUSTED_HOSTS", "zwgk.example.cn, 10.0.0.5 ,")
    assert from_environment()["TRUSTED_HOSTS"] == ["zwgk.example.cn", "10.0.0.5"]


@pytest.mark.parametrize(
    ("name", "texts"),
    [("WEB_CONCURRENCY", ["0", "-3", "two", "1000"]), ("MINGBAI_LOG_LEVEL", ["loud", "0"])],
)
def test_what_the_web_server_cannot_take_stops_it_and_every_command(monkeypatch, name, texts):
    for text in texts:
        words = refusal(monkeypatch, name, text)
        with pytest.raises(SystemExit, match=words):
            runpy.run_path(str(ROOT / "gunicorn.conf.py"))


def test_what_the_web_server_is_told_it_takes(monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", "4")
    monkeypatch.setenv("MINGBAI_LOG_LEVEL", "WARNING")
    told = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    assert (told["workers"], told["loglevel"]) == (4, "warning")
