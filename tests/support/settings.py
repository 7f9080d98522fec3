"""Settings of the application under test."""

from pathlib import Path


def settings_for(instance: Path, url: str) -> dict[str, object]:
    """As in production, but in a folder of its own and with cheap hashing of passwords and query codes."""
    return {
        "TESTING": True,
        "INSTANCE": instance,
        "SQLALCHEMY_DATABASE_URI": url,
        "FILES_FOLDER": instance / "files",
        "MAILBOX_FOLDER": instance / "mailbox",
        "FOLDER_TAKES_MAIL": True,
        "RENDER_AT_ONCE": False,
        "ARGON2_TIME": 1,
        "ARGON2_MEMORY": 8,
        "ARGON2_THREADS": 1,
        "QUERY_CODE_COST": (1, 8),
        "WTF_CSRF_ENABLED": False,
        "SERVER_NAME": None,
        "LOG_REQUESTS": False,
    }
