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
from app.letters.catalogue import LAYOUTS, LetterKind
from app.letters.facts import freeze
from app.letters.fetching import LockedFetcher, seal_address
from app.letters.fitting import STANDARD_PITCH, TIGHTER_PITCHES, may_save_a_page
from app.letters.press import BASE_URL, LetterPress, get_press
from app.letters.qr import qr_svg
from app.letters.seals import draw_test_seal
from app.letters.templating import letter_html
from app.letters.workshop import LETTERS_PER_WORKER, Workshop
from tests.bench.figures import Figure, Samples, median, processor_time
from tests.bench.processor import Meter, this_process, used
from tests.bench.progress import steps
from tests.bench.server import resident
from tests.bench.setting import Setting

KIND = "reply_denied_process"
SENTENCE = "禄丰市金山镇2024年度耕地地力保护补贴发放明细及其审批材料，"
Facts = dict[str, Any]
MOST_LETTERS = LETTERS_PER_WORKER - 1  # with the first one, all that a worker ever makes
WARM = 40  # letters after which memory must stay as it is
BLOCK = 20
meter = Meter(this_process)


def measure(setting: Setting) -> list[Figure]:
    """Ratio, speed, memory."""
    kind, seal = Catalogue().kind(KIND), draw_test_seal("禄丰市人民政府")
    facts, again = two_pages(kind, seal)
    return [
        *_against_bare(kind, facts, again, seal, setting.of(3, 15, 40)),
        *_in_the_worker(kind, facts, seal, setting.of(WARM + BLOCK, 120, MOST_LETTERS)),
    ]


def two_pages(kind: LetterKind, seal: bytes) -> tuple[Facts, Facts]:
    """Invented facts that fill two pages by themselves, and such that do so when they are laid out again, tighter."""
    press, drawn = get_press(), Drawn(seal=seal)
    sized = [{**kind.sample_facts(), "request_content": SENTENCE * times} for times in range(1, 40)]

    def is_laid_out_again(facts: Facts) -> bool:
        pages = press._laid_out(kind, freeze(kind, facts), drawn, STANDARD_PITCH).pages
        return any(may_save_a_page(pages, lines) for lines in TIGHTER_PITCHES.values())

    def are_two_pages(facts: Facts) -> bool:
        return len(press.pages(kind, facts, drawn)) == 2

    of_two = [(facts, is_laid_out_again(facts)) for facts in sized if are_two_pages(facts)]
    by_itself = next(facts for facts, is_again in of_two if not is_again)
    return by_itself, next(facts for facts, is_again in of_two if is_again)


def _against_bare(kind: LetterKind, facts: Facts, again: Facts, seal: bytes, pairs: int) -> list[Figure]:
    press, drawn = get_press(), Drawn(seal=seal)
    ours, bare, twice = Samples(), Samples(), Samples()
    for number in steps("letter against bare", range(pairs + 3), pairs + 3):
        if number == 3:  # the first ones warm everything up
            ours, bare, twice = Samples(), Samples(), Samples()
        with meter.measured(ours):
            press.render(kind, facts, drawn)
        _bare(press, kind, facts, seal, bare)
        with meter.measured(twice):
            press.render(kind, again, drawn)
    pairs_of = [mine / its for mine, its in zip(ours.cpu, bare.cpu, strict=True)]
    return [
        processor_time("letter_ms", "two-page letter with seal, warm", ours),
        processor_time("letter_again_ms", "a letter that is laid out again, tighter, to save a page", twice),
        processor_time("letter_bare_ms", "bare WeasyPrint on the same HTML", bare),
        Figure("letter", "letter, by bare WeasyPrint", median(pairs_of), "×", "CPU, median of pairs"),
    ]


def _bare(press: LetterPress, kind: LetterKind, facts: Facts, seal: bytes, taken: Samples) -> None:
    frozen = freeze(kind, facts)
    qr = qr_svg(frozen["verification_url"])
    text = letter_html(kind, frozen, pitch=STANDARD_PITCH, seal=seal_address(seal), qr=qr)
    fetcher = LockedFetcher([press._font_folder], [seal])
    inline.justify_line = justification._justify_on_spaces
    RasterImage._get_png_data = staticmethod(pictures._encode_anew)
    try:
        with meter.measured(taken):
            HTML(string=text, base_url=BASE_URL, url_fetcher=fetcher).write_pdf(
                stylesheets=press._style(LAYOUTS, "letter"), font_config=press._font_configuration
            )
    finally:
        justification.install()
        pictures.install()


def _in_the_worker(kind: LetterKind, facts: Facts, seal: bytes, letters: int) -> list[Figure]:
    workshop, drawn = Workshop(), Drawn(seal=seal)
    try:
        workshop.render(kind, facts, drawn)
        assert workshop._worker
        worker, sizes = workshop._worker.pid, []
        before, began = used(worker), time.perf_counter()
        for _ in steps("letters in the worker", range(letters), letters):
            workshop.render(kind, facts, drawn)
            sizes.append(resident(worker))
        spent, passed = used(worker) - before, time.perf_counter() - began
    finally:
        workshop.close()
    return [_speed(letters, spent, passed), _growth(sizes)]


def _speed(letters: int, spent: float, passed: float) -> Figure:
    note = f"{letters} letters in {spent:.1f} s of processor time; {letters / passed:.1f} /s on this shared machine"
    title = "letters of a worker in a second of one core"
    return Figure("letters_per_second", title, letters / spent, "/s", note)


def _growth(sizes: list[float]) -> Figure:
    """The last letters against the first ones that were warm; medians, since what is free comes and goes."""
    early, late = median(sizes[WARM : WARM + BLOCK]), median(sizes[-BLOCK:])
    note = f"{early:.0f} MB after {WARM + BLOCK}, {late:.0f} MB after {len(sizes)}"
    title = "growth of the letter worker's memory"
    return Figure("letters_growth", title, 100 * (late / early - 1), "%", note)
