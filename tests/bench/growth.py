"""The same pages with 100,000 and with 1,000,000 archived cases: what grows with the archive is not done.

Two counties, two servers, asked in turn. Of each case only what lists read is filled; whole, a million would be 26 GB.
"""

from contextlib import ExitStack

from tests.bench.figures import Figure, ratio
from tests.bench.filling import READ_BY_LISTS, Volume, fill
from tests.bench.pages import READER, Asked, asked_in_turn, lists_of
from tests.bench.processor import Meter, of_database
from tests.bench.server import running
from tests.bench.setting import Setting
from tests.bench.workplace import workplace

SMALL, LARGE = 0, 1


def measure(setting: Setting) -> list[Figure]:
    """One ratio a page."""
    small, large = setting.of((1_000, 10_000), (100_000, 1_000_000), (100_000, 1_000_000))
    still_open = setting.of(500, 5_000, 5_000)
    with ExitStack() as stack:
        counties = []
        for archived in (small, large):
            work = stack.enter_context(workplace(setting.server_url))
            with work.app.app_context():
                fill(Volume(archived, still_open), READER, READ_BY_LISTS)
            server = stack.enter_context(running(work))
            counties.append((work, Asked(server, Meter(server.workers, of_database(work.url)))))
        pages = lists_of(counties[0][0])
        turns = [(asked, page) for page in pages for _, asked in counties]
        taken = asked_in_turn(f"growth on {setting.database}", turns, setting.of(3, 20, 60))
    title = f"from {small:,} to {large:,} archived"
    return [
        ratio(f"growth_{page.name}", f"{page.title}, {title}", taken[LARGE, page.name], taken[SMALL, page.name],
              setting.database)
        for page in pages
    ]  # fmt: skip
