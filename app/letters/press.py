"""The press: frozen facts → PDF bytes. The only module of the house that runs WeasyPrint.

One press per process and font folder: fonts and stylesheet are read once, memory stays flat. WeasyPrint
tells of missing glyphs through its log only, so one letter is set at a time: `render` holds a lock and may
be called from any thread.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from app.letters import justification, pictures
from app.letters.archival import VARIANT, write_archive
from app.letters.catalogue import LAYOUTS, LetterKind
from app.letters.drawn import Drawn
from app.letters.errors import LetterRefused, Problem, RenderingFailed
from app.letters.facts import freeze
from app.letters.fetching import LockedFetcher, seal_address
from app.letters.fitting import CLOSER_FORM, STANDARD_PITCH, TIGHTER_PITCHES, may_save_a_page
from app.letters.fonts import FONT_FOLDER, faces_in
from app.letters.printable import print_note, printed
from app.letters.qr import qr_svg
from app.letters.templating import letter_html

justification.install()
pictures.install()
BASE_URL = LAYOUTS.as_uri() + "/"


class LetterPress:
    """Sets letters with the fonts of one folder. Get it from `get_press()`, not by hand."""

    def __init__(self, fonts: Path = FONT_FOLDER):
        self._faces = faces_in(fonts)
        self._font_folder = fonts
        self._lock = threading.Lock()
        with _no_other_fonts():
            self._font_configuration = FontConfiguration()
        self._own_faces = self._stylesheet("".join(_face_rule(*face) for face in self._faces.items()))
        self._styles: dict[tuple[Path, str], CSS] = {}
        for name in ("letter", "form"):
            self._style(LAYOUTS, name)

    def _style(self, layouts: Path, name: str) -> list[CSS]:
        """Fonts and style; the styles of an earlier program are read when a letter of it has to be made."""
        if (layouts, name) not in self._styles:
            self._styles[layouts, name] = self._stylesheet((layouts / f"{name}.css").read_text("utf-8"))
        return [self._own_faces, self._styles[layouts, name]]

    def _stylesheet(self, text: str) -> CSS:
        fetcher = LockedFetcher([self._font_folder])
        return CSS(string=text, font_config=self._font_configuration, url_fetcher=fetcher, base_url=BASE_URL)

    def render(self, kind: LetterKind, facts: Mapping[str, Any], drawn: Drawn | None = None) -> bytes:
        """The archive copy of the letter. Raises LetterRefused rather than print anything wrong or blank."""
        frozen = freeze(kind, facts)
        with self._lock, _no_missing_glyphs():
            document = self._document(kind, frozen, drawn or Drawn())
            return write_archive(document, kind, frozen)

    def pages(self, kind: LetterKind, facts: Mapping[str, Any], drawn: Drawn | None = None) -> list[Any]:
        """The laid-out pages, for tests that count and measure."""
        with self._lock, _no_missing_glyphs():
            return self._document(kind, freeze(kind, facts), drawn or Drawn()).pages

    def report(self, page: str) -> bytes:
        """A page of our own making, in the style of reports; what no font has is named at its foot."""
        note, page = print_note([page]), printed(page)
        if note:
            page = page.replace("</body>", f"<p>{note}</p></body>")
        with self._lock, _no_missing_glyphs():
            fetcher = LockedFetcher([self._font_folder])
            made: bytes = HTML(string=page, base_url=BASE_URL, url_fetcher=fetcher).write_pdf(
                stylesheets=self._style(LAYOUTS, "report"), font_config=self._font_configuration
            )
            return made

    def _document(self, kind: LetterKind, frozen: Mapping[str, Any], drawn: Drawn) -> Any:
        document = self._laid_out(kind, frozen, drawn, STANDARD_PITCH)
        if kind.format == "letter":
            return self._fitted(document, kind, frozen, drawn)
        if kind.format == "form" and len(document.pages) > 1:
            closer = self._laid_out(kind, frozen, drawn, CLOSER_FORM)
            return closer if len(closer.pages) < len(document.pages) else document
        return document

    def _fitted(self, document: Any, kind: LetterKind, frozen: Mapping[str, Any], drawn: Drawn) -> Any:
        """The same with the widest lines that save a page, or as it is when none does."""
        for pitch, lines_saved in TIGHTER_PITCHES.items():
            if may_save_a_page(document.pages, lines_saved):
                tighter = self._laid_out(kind, frozen, drawn, pitch)
                if len(tighter.pages) < len(document.pages):
                    return tighter
        return document

    def _laid_out(self, kind: LetterKind, frozen: Mapping[str, Any], drawn: Drawn, pitch: str) -> Any:
        text = letter_html(
            kind,
            frozen,
            pitch=pitch,
            seal=seal_address(drawn.seal) if drawn.seal else None,
            qr=qr_svg(frozen["verification_url"]) if "verification_url" in frozen else "",
        )
        fetcher = LockedFetcher([self._font_folder], [drawn.seal] if drawn.seal else [])
        style = "letter" if kind.format in ("letter", "redhead") else "form"
        return HTML(string=text, base_url=BASE_URL, url_fetcher=fetcher).render(
            stylesheets=self._style(kind.layouts, style), font_config=self._font_configuration, **VARIANT
        )


def _face_rule(family: str, file: Path) -> str:
    return f'@font-face{{font-family:"{family}";src:url("{file.resolve().as_uri()}")}}'


@contextmanager
def _no_other_fonts() -> Iterator[None]:
    """Fontconfig loads an empty list: only the @font-face fonts of the press may ever be used.

    The variable is taken back at once. Programs started later, a browser for one, need the system's fonts.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(LAYOUTS / "fonts-none.conf")
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="No fonts configured")
            yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@cache
def get_press(fonts: Path = FONT_FOLDER) -> LetterPress:
    """The press of this process."""
    press = LetterPress(fonts)
    atexit.register(get_press.cache_clear)  # its fonts are put away while Python can still do so
    return press


@contextmanager
def _no_missing_glyphs() -> Iterator[None]:
    """Turn what WeasyPrint only logs (a .notdef box, a picture not loaded) into an error."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    if missing := [line for line in lines if ".notdef" in line]:
        raise LetterRefused([Problem("", "missing_glyph", f"文书中有字体不含的字符：{missing[0][:120]}")])
    if failed := [line for line in lines if "Failed to load" in line]:
        raise RenderingFailed(f"文书用到的文件无法读取：{failed[0][:120]}")
