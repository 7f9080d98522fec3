"""Names around every page, from the settings: a county and a township use the same templates."""

from dataclasses import dataclass, fields
from typing import Any

from flask import Flask, current_app

from config import ConfigurationError


@dataclass(frozen=True)
class Site:
    """Set by the configuration value SITE, a dict with any of these keys (MINGBAI_SITE_ORGAN_NAME=…)."""

    organ_name: str = "楚雄彝族自治州人民政府"
    desk_title: str = "政务公开办理平台"
    portal_title: str = ""  # the brand line of the portal; empty: as the process names it
    office_name: str = "政务公开办公室"
    telephone: str = ""
    address: str = ""
    office_hours: str = "工作日 8:30—11:30，14:30—17:30"
    help_window: str = "便民服务中心可代填"
    registration: str = ""  # 备案号, 网站标识码

    @classmethod
    def from_config(cls, settings: dict[str, Any] | None) -> "Site":
        """Unknown keys are refused at start, so that a typing error in the settings does not go unseen. Raises
        ConfigurationError."""
        unknown = set(settings or {}) - {field.name for field in fields(cls)}
        if unknown:
            raise ConfigurationError(f"MINGBAI_SITE_…: unknown {sorted(unknown)}")
        return cls(**(settings or {}))


def current_site() -> Site:
    """Names of the running application."""
    return current_app.extensions["mingbai.site"]


def init_app(app: Flask) -> None:
    """Read the names and offer `site` to every page."""
    app.extensions["mingbai.site"] = Site.from_config(app.config.get("SITE"))
    app.context_processor(lambda: {"site": current_site()})
