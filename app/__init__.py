"""明白 Mingbai: the office in which a county runs its 政务公开 work. `create_app` puts the house together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

    from app.casework.contract.process import Process


def create_app(settings: Mapping[str, Any] | None = None, *, guests: Iterable[Process] = ()) -> Flask:
    """The application. `settings` override the environment; `guests` are processes beyond the house's own.

    Raises ConfigurationError, SecretsRefused, BrokenLetterKind or CardRefused with one clear line
    rather than start with something half working.
    """
    from app import assembly  # here, so that `app.law` alone can be used without web and database

    app = assembly.new_flask(settings)
    assembly.open_database(app)
    assembly.load_secrets(app)
    assembly.dress_pages(app)
    assembly.register_platform(app, guests)
    assembly.register_branches(app)
    assembly.check_diagrams_on_disk(app)
    assembly.register_outbox(app)
    assembly.register_blueprints(app)
    assembly.check_cards(app)
    assembly.register_commands(app)
    return app
