"""Inline SVG icons, read once at start from the vendor folder.

An icon only decorates: every place that uses one also says it in words, so a missing file yields nothing.
"""

import re
from pathlib import Path

from flask import Flask
from markupsafe import Markup

ICON_FOLDER = "vendor/bootstrap-icons"
_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_NAME = re.compile(r"[a-z0-9-]+\Z")


def read_icons(folder: Path) -> dict[str, Markup]:
    """Every SVG of the folder by its name, as markup for a page. An absent folder gives an empty set.

    The files are those of our vendor list, compared with their checksums at set-up.
    """
    found: dict[str, Markup] = {}
    for path in sorted(folder.glob("*.svg")) if folder.is_dir() else []:
        match = _BODY.search(path.read_text("utf-8"))
        if match and _NAME.match(path.stem):
            drawing = " ".join(match.group(1).split())
            found[path.stem] = Markup(
                f'<svg class="icon" width="16" height="16" fill="currentColor" viewBox="0 0 16 16" '
                f'aria-hidden="true" focusable="false">{drawing}</svg>'
            )
    return found


def init_app(app: Flask) -> None:
    """Offer `icon(name)` to templates."""
    known = read_icons(Path(app.static_folder or "") / ICON_FOLDER)

    def icon(name: str | None) -> Markup:
        return known.get(name or "", Markup(""))

    app.extensions["mingbai.icons"] = known
    app.jinja_env.globals["icon"] = icon
