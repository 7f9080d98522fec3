"""The parts of the benchmark, in their order: what each is called, what measures it, and which goals it must answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib import import_module

from tests.bench.figures import Figure
from tests.bench.goals import GOALS
from tests.bench.setting import Setting


@dataclass(frozen=True)
class Part:
    """`module`: under `tests.bench`, with a function `measure`; imported only when it is run.

    `goals`: names of the table of goals that it answers. `on_both`: on SQLite and PostgreSQL. `is_apart`: only run when
    it is named.
    """

    title: str
    module: str
    goals: tuple[str, ...] = ()
    on_both: bool = True
    is_apart: bool = False

    def measure(self, setting: Setting) -> list[Figure]:
        run: Callable[[Setting], list[Figure]] = import_module(f"tests.bench.{self.module}").measure
        return run(setting)


PARTS: dict[str, Part] = {
    "completions": Part(
        "Completing a user task, and the page behind the click", "completions",
        ("complete_api_by_host", "complete_desk_by_host", "complete_api_by_bare", "complete_desk_by_bare",
         "page_behind", "statements_signing", "statements_issuing", "state_20", "audit_holds"),
    ),
    "crowd": Part(
        "Eight clients, and fifty clerks who think", "crowd",
        ("crowd_throughput", "crowd_p95_by_median", "clerks_submit_p95", "failures", "audit_holds"),
    ),
    "versions": Part("Many versions of a diagram in use", "versions", ("versions_50", "audit_holds")),
    "lists": Part(
        "Pages with 300,000 archived and 5,000 open cases", "lists",
        ("page_inbox", "page_inbox_last", "page_pool", "page_case_alone", "page_case_crowded", "page_case_growth",
         "page_rows_cost", "board_p95", "annual_report_seconds", "page_*"),
    ),
    "growth": Part("The same pages, from 100,000 to 1,000,000 archived cases", "growth", ("growth_*",)),
    "clocks": Part("The sweep over open clocks", "clocks", ("tick_idle", "sweep_rate", "sweep_day", "tell_cost")),
    "engine": Part("In memory : state row : full", "engine_ways", on_both=False),
    "process": Part("The web process", "process_size", ("start", "resident", "wait_for_letter"), on_both=False),
    "letters": Part("Letters", "letters", ("letter", "letters_per_second", "letters_growth"), on_both=False),
    "packages": Part("Policy packages of three texts of thirty pages", "packages",
                     ("package_*", "difference_ms", "publish_100_ms"), on_both=False),
    "peers": Part("Fourteen steps, beside django-viewflow", "peers.measuring",
                  ("peer_submit_cpu", "peer_submit_wall", "audit_holds"), is_apart=True),
}  # fmt: skip


def unmeasured(part: Part, figures: Iterable[Figure], databases: Iterable[str]) -> list[str]:
    """Goals of a part that no figure answered, on each of these databases; silence is no success."""
    found = {(figure.name, figure.database) for figure in figures}
    return [
        f"{name} {database}".strip()
        for database in (databases if part.on_both else ("",))
        for name in part.goals
        if GOALS[name].only_on in ("", database)
        and not any(fnmatchcase(one, name) and where == database for one, where in found)
    ]
