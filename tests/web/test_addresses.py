"""Client addresses come through declared proxies only."""

import pytest
from flask import Flask

from app.office.password_rules import PROFILES
from app.web import addresses
from config import ConfigurationError, from_environment, metrics_token, proxies, proxy_hops

PROXY, STRANGER = "10.9.0.1", "203.0.113.7"


def seen(peer: str, *, declared: str = "", hops: int = 1, **headers: str) -> tuple[str, str, str]:
    """Address, scheme and leftover X-Forwarded-For of a request as a view sees them."""
    app = Flask("edge")
    app.config.update(PROXIES=proxies(declared), PROXY_HOPS=hops)
    addresses.init_app(app)

    @app.get("/")
    def tell():
        from flask import request

        forwarded = request.headers.get("X-Forwarded-For", "")
        return {"seen": [addresses.client_address(), request.scheme, forwarded]}

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = app.test_client().get("/", headers=named, environ_overrides={"REMOTE_ADDR": peer})
    return tuple(answer.json["seen"])


@pytest.mark.parametrize("peer", [STRANGER, "127.0.0.1", "::1", PROXY])
def test_without_a_declared_proxy_no_header_is_believed_not_even_from_loopback(peer):
    assert seen(peer, X_Forwarded_For="198.51.100.1", X_Forwarded_Proto="https") == (peer, "http", "")


def test_a_declared_proxy_says_where_the_client_is_and_how_it_came():
    found = seen(PROXY, declared="10.9.0.0/16", X_Forwarded_For="198.51.100.1", X_Forwarded_Proto="https")
    assert found[:2] == ("198.51.100.1", "https")


def test_who_is_not_the_declared_proxy_is_not_believed():
    found = seen(STRANGER, declared="10.9.0.0/16", X_Forwarded_For="198.51.100.1", X_Forwarded_Proto="https")
    assert found == (STRANGER, "http", "")


def test_what_a_client_wrote_before_the_proxy_counts_for_nothing():
    assert seen(PROXY, declared=PROXY, X_Forwarded_For="127.0.0.1, 198.51.100.1")[0] == "198.51.100.1"


def test_two_proxies_one_behind_the_other_are_two_hops():
    chain = "127.0.0.1, 198.51.100.1, 10.8.0.1"
    assert seen(PROXY, declared=PROXY, hops=2, X_Forwarded_For=chain)[0] == "198.51.100.1"
    assert seen(PROXY, declared=PROXY, hops=2, X_Forwarded_For="198.51.100.1")[0] == PROXY


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("198.51.100.1:50123", "198.51.100.1"),
        ("[2001:db8::7]:50123", "2001:db8::7"),
        ("2001:DB8:0::7", "2001:db8::7"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("no-address", "unknown"),
        ("'; drop table case;--", "unknown"),
    ],
)
def test_an_address_has_one_form_however_it_was_written(written, address):
    assert seen(PROXY, declared=PROXY, X_Forwarded_For=written)[0] == address


@pytest.mark.parametrize("text", ["proxy.example", "10.9.0.1/16", "10.9.0"])
def test_a_mistyped_proxy_stops_the_start(text):
    with pytest.raises(ConfigurationError, match="MINGBAI_PROXIES"):
        proxies(text)


@pytest.mark.parametrize("text", ["0", "-1", "two", "10"])
def test_a_mistyped_number_of_hops_stops_the_start(text):
    with pytest.raises(ConfigurationError, match="MINGBAI_PROXY_HOPS"):
        proxy_hops(text)


@pytest.mark.parametrize(("name", "good"), [
    ("MINGBAI_HTTPS", {"": False, "0": False, "1": True}),
    ("MINGBAI_LOG_REQUESTS", {"": True, "0": False, "1": True}),
    ("MINGBAI_PASSWORD_PROFILE", {"": "dengbao", **{name: name for name in PROFILES}}),
    ("MINGBAI_SQLITE_JOURNAL", dict.fromkeys(("", "WAL", "DELETE"))),
    ("MINGBAI_SQLITE", dict.fromkeys(("", "system"))),
])  # fmt: skip
def test_a_switch_that_was_mistyped_stops_the_start(monkeypatch, name, good):
    key = {"MINGBAI_HTTPS": "SESSION_COOKIE_SECURE"}.get(name, name.removeprefix("MINGBAI_"))
    for text, meant in good.items():
        monkeypatch.setenv(name, text)
        assert from_environment().get(key) == meant
    for text in ("true", "yes", "on", "wal", "2", "dengbao2", "x"):
        monkeypatch.setenv(name, text)
        with pytest.raises(ConfigurationError, match=name):
            from_environment()


def test_a_token_for_the_monitor_that_can_be_guessed_stops_the_start():
    with pytest.raises(ConfigurationError, match="24"):
        metrics_token("secret")
    assert metrics_token("") == ""
