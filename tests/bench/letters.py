"""Figure 5: setting letters, against bare WeasyPrint on the same HTML with the same fonts.

Ours checks and freezes the facts, fills the template, justifies Chinese lines, tags the letter and writes PDF/A-3a and
PDF/UA-1 with its facts inside. Bare is `HTML(...).write_pdf()`: no checks, no justification, no archive variant. The
worker process, as the application uses it, is measured for speed and for memory.
"""

import time
from typing import Any

from weasyprint import HTML
from weasyprint.images import RasterImage
from weasyprint.layout import inline

from app.letters import Catalogue, Drawn, justification, pictures
from app.letters.catalogue import LetterKind
from app.letters.facts import freeze
from app.letters.fetching import LockedFetcher, seal_address
from app.letters.fitting import STANDARD_PITCH
from app.letters.press import BASE_URL, LetterPress, get_press
from app.letters.qr import qr_svg
from app.letters.seals import draw_test_seal
from app.letters.templating import letter_html
from app.letters.workshop import LETTERS_PER_WORKER, Workshop
from tests.bench.completions import timed
from tests.bench.figures import Figure, median, milliseconds
from tests.bench.progress import steps
from tests.bench.server import busy, resident

KIND = "reply_denied_process"
PAIRS, LONG_PAIRS = 15, 40
LETTERS, LONG_LETTERS = 120, LETTERS_PER_WORKER - 1  # with the first one, all that a worker ever makes
WARM = 40  # letters after which memory must stay as it is
MOST_TIMES_BARE = 1.15
LEAST_PER_SECOND = 5.0
MOST_GROWTH = 10.0  # per cent
BLOCK = 20


def measure(is_long: bool) -> list[Figure]:
    """Ratio, speed, memory."""
    kind = Catalogue().kind(KIND)
    facts, seal = two_pages(kind), draw_test_seal("禄丰市人民政府")
    return [
        *_against_bare(kind, facts, seal, LONG_PAIRS if is_long else PAIRS),
        *_in_the_worker(kind, facts, seal, LONG_LETTERS if is_long else LETTERS),
    ]


def two_pages(kind: LetterKind) -> dict[str, Any]:
    """Invented facts that fill two pages, with text enough on the second."""
    return {
        **kind.sample_facts(),
        "request_content": "禄丰市金山镇2024年度耕地地力保护补贴发放明细及其审批材料，" * 12,
    }


def _against_bare(kind: LetterKind, facts: dict[str, Any], seal: bytes, pairs: int) -> list[Figure]:
    press, drawn = get_press(), Drawn(seal=seal)
    pages = len(press.pages(kind, facts, drawn))
    assert pages == 2, pages
    ours: list[float] = []
    bare: list[float] = []
    for number in steps("letter against bare", range(pairs + 3), pairs + 3):
        both = (ours, bare) if number >= 3 else ([], [])  # the first ones warm everything up
        with timed(both[0]):
            press.render(kind, facts, drawn)
        _bare(press, kind, facts, seal, both[1])
    ratio = median([mine / its for mine, its in zip(ours, bare, strict=True)])
    return [
        milliseconds("letter_ms", "two-page letter with seal, warm", ours),
        milliseconds("letter_bare_ms", "bare WeasyPrint on the same HTML", bare),
        Figure("letter", "letter, by bare WeasyPrint", ratio, "×", MOST_TIMES_BARE, note="median of pairs"),
    ]


def _bare(
    press: LetterPress, kind: LetterKind, facts: dict[str, Any], seal: bytes, taken: list[float]
) -> None:
    frozen = freeze(kind, facts)
    qr = qr_svg(frozen["verification_url"])
    text = letter_html(kind, frozen, pitch=STANDARD_PITCH, seal=seal_address(seal), qr=qr)
    fetcher = LockedFetcher([press._font_folder], [seal])
    inline.justify_line = justification._justify_on_spaces
    RasterImage._get_png_data = staticmethod(pictures._encode_anew)
    try:
        with timed(taken):
            HTML(string=text, base_url=BASE_URL, url_fetcher=fetcher).write_pdf(
                stylesheets=press._stylesheets["letter"], font_config=press._font_configuration
            )
    finally:
        justification.install()
        pictures.install()


def _in_the_worker(kind: LetterKind, facts: dict[str, Any], seal: bytes, letters: int) -> list[Figure]:
    workshop, drawn = Workshop(), Drawn(seal=seal)
    try:
        workshop.render(kind, facts, drawn)
        assert workshop._worker
        worker, sizes = workshop._worker.pid, []
        used, began = busy(worker), time.perf_counter()
        for _ in steps("letters in the worker", range(letters), letters):
            workshop.render(kind, facts, drawn)
            sizes.append(resident(worker))
        used, passed = busy(worker) - used, time.perf_counter() - began
    finally:
        workshop.close()
    return [_speed(letters, used, passed), _growth(sizes)]


def _speed(letters: int, used: float, passed: float) -> Figure:
    note = f"{letters} letters in {used:.1f} s of processor time; {letters / passed:.1f} /s on this shared machine"
    title = "letters of a worker in a second of one core"
    return Figure("letters_per_second", title, letters / used, "/s", least=LEAST_PER_SECOND, note=note)


def _growth(sizes: list[float]) -> Figure:
    """The last letters against the first ones that were warm; medians, since what is free comes and goes."""
    early, late = median(sizes[WARM : WARM + BLOCK]), median(sizes[-BLOCK:])
    note = f"{early:.0f} MB after {WARM + BLOCK}, {late:.0f} MB after {len(sizes)}"
    title = "growth of the letter worker's memory"
    return Figure("letters_growth", title, 100 * (late / early - 1), "%", MOST_GROWTH, note=note)
