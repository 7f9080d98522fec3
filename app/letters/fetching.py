"""The only door through which WeasyPrint gets files: the fonts, and the seal that our code hands in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.letters.pictures import without_palette

SEAL_SCHEME = "seal"


class FetchRefused(ValueError):
    """A letter asked for something that is neither a font of ours nor the seal."""


def seal_address(seal: bytes) -> str:
    """A fixed address by content: it reaches the bytes of the PDF, and a path would differ by machine."""
    return f"{SEAL_SCHEME}:{hashlib.sha256(seal).hexdigest()[:32]}"


class LockedFetcher(URLFetcher):
    """Plain files below the given folders and the given seals; no http, ftp, data, redirects or links out."""

    def __init__(self, folders: Iterable[Path], seals: Iterable[bytes] = ()):
        super().__init__(allowed_protocols={"file", SEAL_SCHEME}, allow_redirects=False)
        self._roots = tuple(os.path.realpath(folder) + os.sep for folder in folders)
        self._seals = {seal_address(seal): without_palette(seal) for seal in seals}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in self._seals:
            message = EmailMessage()
            message["Content-Type"] = "image/png"
            return URLFetcherResponse(url, self._seals[url], message)
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            raise FetchRefused(f"refused address: {url[:80]}")
        if not os.path.realpath(unquote(parts.path)).startswith(self._roots):
            raise FetchRefused(f"refused path: {url[:80]}")
        return super().fetch(url, headers)
