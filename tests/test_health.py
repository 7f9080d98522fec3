"""The figures of /metrics are for the monitor alone."""

import pytest

pytestmark = pytest.mark.database
TOKEN = "0f5c9a7be4d2418896b1c3d7"


def ask(client, token: str = "", peer: str = "127.0.0.1", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        named["Authorization"] = f"Bearer {token}"
    return client.get("/metrics", headers=named, environ_overrides={"REMOTE_ADDR": peer})


@pytest.mark.parametrize("token", ["", TOKEN, "x"])
def test_without_a_token_in_the_settings_it_is_closed_also_on_loopback(client, token):
    assert ask(client, token).status_code == 404


def test_the_monitor_brings_its_token_from_wherever_it_calls(client, monkeypatch):
    monkeypatch.setitem(client.application.config, "METRICS_TOKEN", TOKEN)
    for peer in ("127.0.0.1", "198.51.100.1"):
        answer = ask(client, TOKEN, peer)
        assert answer.status_code == 200
        assert "mingbai_overdue_cases" in answer.text


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "0", "日志"])
def test_another_token_and_a_forged_address_open_nothing(client, monkeypatch, token):
    monkeypatch.setitem(client.application.config, "METRICS_TOKEN", TOKEN)
    assert ask(client, token.encode().decode("latin-1"), X_Forwarded_For="127.0.0.1").status_code == 404
