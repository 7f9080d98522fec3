"""The look of every page: icons, static files, filters, headers, error pages."""

from flask import Flask

from app.web import (
    addresses,
    assets,
    display,
    errors,
    fields,
    filters,
    headers,
    icons,
    limits,
    request_log,
    site,
    well_formed,
)


def init_app(app: Flask) -> None:
    """Equip the application with everything that layouts and components rely on."""
    addresses.init_app(app)
    request_log.init_app(app)
    well_formed.init_app(app)
    assets.init_app(app)
    icons.init_app(app)
    filters.init_app(app)
    fields.init_app(app)
    site.init_app(app)
    display.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    limits.init_app(app)
