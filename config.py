"""Settings from the environment (twelve-factor), with safe defaults for `make run`. Secrets are never defaulted here:
they are made at first start in the instance folder (app.office.secrets)."""

import os
from collections.abc import Mapping
from datetime import date, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent
OF_SITE = "MINGBAI_SITE_"
WEBHOOKS = ("SMS_WEBHOOK_URL", "DINGTALK_WEBHOOK_URL", "WECOM_WEBHOOK_URL")
SHORTEST_TOKEN = 24  # characters
OFF_OR_ON, ON_OR_OFF = ("0", "1"), ("1", "0")  # what is meant where nothing is said stands first
PASSWORD_PROFILES = ("dengbao", "asvs")
LOG_LEVELS = ("info", "debug", "warning", "error")
DATABASES = ("sqlite", "postgresql+psycopg")
MOST_PROCESSES = 99
SQLITE_JOURNALS = ("WAL", "DELETE", "TRUNCATE", "PERSIST")
Network = IPv4Network | IPv6Network


class ConfigurationError(RuntimeError):
    """The environment asks for something that the application refuses to start with."""


def instance_folder() -> Path:
    """Where data, files and secrets live: MINGBAI_INSTANCE, or ./instance."""
    return Path(os.environ.get("MINGBAI_INSTANCE") or ROOT / "instance").resolve()


def database_url(text: str) -> str:
    """One of our two databases. Raises ConfigurationError, which shows no address: a password stands in it."""
    try:
        parts = make_url(text)
        is_ours = parts.drivername in DATABASES and parts.database not in (None, "", ":memory:")
    except (ArgumentError, ValueError):
        is_ours = False
    if not is_ours:
        raise ConfigurationError(
            "DATABASE_URL must be postgresql+psycopg://USER:PASSWORD@HOST:PORT/DATABASE or sqlite:////FOLDER/FILE"
        )
    return text


def web_address(name: str, environment: Mapping[str, str], default: str = "") -> str:
    """An address that others open or are called at. Raises ConfigurationError, which shows no address: those of
    robots are secrets."""
    given = environment.get(name) or default
    try:
        parts = urlsplit(given)
        can_be_opened = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:
        can_be_opened = False
    if given and not can_be_opened:
        raise ConfigurationError(f"{name} must begin with https:// or http:// and name a host")
    return given


def web_processes(text: str) -> int:
    """How many processes the web server has. Raises ConfigurationError."""
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_PROCESSES):
        raise ConfigurationError(f"WEB_CONCURRENCY must be a number from 1 to {MOST_PROCESSES}, not '{text}'")
    return int(text)


def log_level(text: str) -> str:
    """How much gunicorn tells of itself. Raises ConfigurationError."""
    return chosen("MINGBAI_LOG_LEVEL", LOG_LEVELS, {"MINGBAI_LOG_LEVEL": text.lower()})


def time_file() -> str | None:
    """The file that moves time in tests; refused outside of tests."""
    file = os.environ.get("MINGBAI_TIME_FILE")
    if file and os.environ.get("MINGBAI_TESTING") != "1":
        raise ConfigurationError("MINGBAI_TIME_FILE is only for tests (MINGBAI_TESTING=1)")
    return file


def proxies(text: str) -> tuple[Network, ...]:
    """The declared proxies: addresses or networks, separated by commas. Raises ConfigurationError."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise ConfigurationError(f"MINGBAI_PROXIES: {error}; give addresses or networks") from error


def proxy_hops(text: str) -> int:
    """How many declared proxies a request passes, one behind the other. Raises ConfigurationError."""
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 9):
        raise ConfigurationError(f"MINGBAI_PROXY_HOPS must be a number from 1 to 9, not '{text}'")
    return int(text)


def site(environment: Mapping[str, str]) -> dict[str, str]:
    """What stands around every page (`app.web.site`): MINGBAI_SITE_ORGAN_NAME and the like, by its name in small."""
    given = {
        name.removeprefix(OF_SITE).lower(): text
        for name, text in environment.items()
        if name.startswith(OF_SITE)
    }
    return {name: text for name, text in given.items() if text}


def chosen(name: str, choices: tuple[str, ...], environment: Mapping[str, str]) -> str:
    """The setting of this name, the first choice where nothing is said. Raises ConfigurationError for any other word:
    a switch that was mistyped must not be taken for off."""
    given = environment.get(name) or choices[0]
    if given not in choices:
        raise ConfigurationError(f"{name} must be one of {', '.join(filter(None, choices))}, not '{given}'")
    return given


def second_factor_from(text: str) -> date | None:
    """From which day administrators need a second factor; nothing said: as their page says. Raises
    ConfigurationError."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ConfigurationError(
            f"MINGBAI_SECOND_FACTOR_FROM must be a day such as 2027-01-01, not '{text}'"
        ) from error


def backups_kept(text: str) -> int:
    """How many backups stay in their folder. Raises ConfigurationError."""
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 9999):
        raise ConfigurationError(f"MINGBAI_BACKUP_KEEP must be a number from 1 to 9999, not '{text}'")
    return int(text)


def metrics_token(text: str) -> str:
    """The token for /metrics; none closes it. Raises ConfigurationError for one that can be guessed."""
    if text and (len(text) < SHORTEST_TOKEN or not text.isascii()):
        raise ConfigurationError(
            f"MINGBAI_METRICS_TOKEN needs {SHORTEST_TOKEN} characters or more: openssl rand -hex 24"
        )
    return text


def messengers(environment: Mapping[str, str]) -> dict[str, object]:
    """Gateways of messages: SMS, group robots of 钉钉 and 政务微信. Raises ConfigurationError."""
    secrets = {name: environment.get(name, "") for name in ("SMS_WEBHOOK_TOKEN", "DINGTALK_SECRET")}
    return {**secrets, **{name: web_address(name, environment) for name in WEBHOOKS}}


def from_environment() -> dict[str, object]:
    """All settings of the application as one mapping."""
    instance = instance_folder()
    chosen("MINGBAI_SQLITE_JOURNAL", ("", *SQLITE_JOURNALS), os.environ)
    chosen("MINGBAI_SQLITE", ("", "system"), os.environ)
    web_processes(os.environ.get("WEB_CONCURRENCY") or "2")
    log_level(os.environ.get("MINGBAI_LOG_LEVEL", ""))
    hosts = (host.strip() for host in os.environ.get("MINGBAI_TRUSTED_HOSTS", "").split(","))
    return {
        "INSTANCE": instance,
        "SQLALCHEMY_DATABASE_URI": database_url(
            os.environ.get("DATABASE_URL") or f"sqlite:///{instance / 'mingbai.db'}"
        ),
        "FILES_FOLDER": instance / "files",
        "FONTS_FOLDER": Path(os.environ.get("MINGBAI_FONTS") or ROOT / "fonts"),
        "DIAGRAMS_FOLDER": ROOT / "bpmn",
        "LETTER_FOLDERS": [ROOT / "letter_templates"],
        "SITE": site(os.environ),
        "BACKUP_FOLDER": os.environ.get("MINGBAI_BACKUP_FOLDER", ""),
        "BACKUP_KEEP": backups_kept(os.environ.get("MINGBAI_BACKUP_KEEP") or "14"),
        "BACKUP_COMMAND": os.environ.get("MINGBAI_BACKUP_COMMAND", ""),
        "SIGNING_URL": web_address("MINGBAI_SIGNING_URL", os.environ),  # 电子签章服务, see docs/letters.md
        "SIGNING_TOKEN": os.environ.get("MINGBAI_SIGNING_TOKEN", ""),
        "SMTP_URL": os.environ.get("SMTP_URL", ""),
        **messengers(os.environ),
        "MAILBOX_FOLDER": instance / "mailbox",
        "FOLDER_TAKES_MAIL": False,
        "RENDER_AT_ONCE": True,  # letters right after the commit, not with the next tick of the scheduler
        "PUBLIC_URL": web_address("MINGBAI_PUBLIC_URL", os.environ, "http://127.0.0.1:8000").rstrip("/"),
        "TRUSTED_HOSTS": [host for host in hosts if host] or None,
        "PROXIES": proxies(os.environ.get("MINGBAI_PROXIES", "")),
        "PROXY_HOPS": proxy_hops(os.environ.get("MINGBAI_PROXY_HOPS") or "1"),
        "METRICS_TOKEN": metrics_token(os.environ.get("MINGBAI_METRICS_TOKEN", "")),
        "TIME_FILE": time_file(),
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 512 * 1024,
        "MAX_FORM_PARTS": 200,
        "UPLOAD_LIMIT": 30 * 1024 * 1024,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": chosen("MINGBAI_HTTPS", OFF_OR_ON, os.environ) == "1",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": None,
        "PASSWORD_PROFILE": chosen("MINGBAI_PASSWORD_PROFILE", PASSWORD_PROFILES, os.environ),
        "SECOND_FACTOR_FROM": second_factor_from(os.environ.get("MINGBAI_SECOND_FACTOR_FROM", "")),
        "LOG_REQUESTS": chosen("MINGBAI_LOG_REQUESTS", ON_OR_OFF, os.environ) == "1",
        "TESTING": os.environ.get("MINGBAI_TESTING") == "1",
    }
