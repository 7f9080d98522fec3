"""Addresses of static files with a piece of the file's hash, so that browsers may keep them for a year."""

import hashlib
import os
from pathlib import Path

from flask import Flask, request, url_for

VERSION_LENGTH = 8


class Assets:
    """Knows the static folder and the version (eight digits of SHA-256) of each file in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._versions: dict[str, tuple[int, str]] = {}
        self._addresses: dict[tuple[str, str, str], str] = {}

    def exists(self, filename: str) -> bool:
        """Whether the file is there; vendor files are absent before set-up."""
        return (self.folder / filename).is_file()

    def version(self, filename: str) -> str:
        """Version of the file, empty when it is missing. Computed anew only when the file changes on disk."""
        path = f"{self.folder}/{filename}"
        try:
            changed = os.stat(path).st_mtime_ns
        except FileNotFoundError:
            return ""
        known = self._versions.get(filename)
        if known is None or known[0] != changed:
            known = (changed, hashlib.sha256(Path(path).read_bytes()).hexdigest()[:VERSION_LENGTH])
            self._versions[filename] = known
        return known[1]

    def url(self, filename: str) -> str:
        """Address of the file with `v=`, for pages; put together once, for a page has a dozen of them."""
        asked = (request.script_root, filename, self.version(filename))
        if asked not in self._addresses:
            self._addresses[asked] = url_for("static", filename=filename, v=asked[2] or None)
        return self._addresses[asked]


def page_url(path: str) -> str:
    """Address of a fixed page such as /desk, also when the application is mounted below a prefix."""
    return request.script_root + path


def init_app(app: Flask) -> None:
    """Offer `asset_url(name)`, `has_asset(name)` and `page_url(path)` to templates."""
    assets = Assets(Path(app.static_folder or ""))
    app.extensions["mingbai.assets"] = assets
    app.jinja_env.globals.update(asset_url=assets.url, has_asset=assets.exists, page_url=page_url)
