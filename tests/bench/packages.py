"""Policy packages: opening one of three long texts, the difference of two versions, a hundred public at one instant."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from flask import Flask

from app.casework.acts.commands import use_case
from app.casework.publications import lists
from app.casework.publications.lists import Wanted
from app.casework.texts import versions
from app.casework.texts.contents import body_content
from app.casework.texts.difference import difference
from app.database import db
from app.demo.disk import without_waiting_for_the_disk
from app.processes.interpretation.vocabulary import PLAN
from tests.bench.figures import Figure, median, milliseconds, spread
from tests.bench.setting import Setting
from tests.bench.workplace import workplace
from tests.support.browsing import Browser
from tests.support.county import County
from tests.support.long_texts import edited, thirty_pages
from tests.support.packages import PASSAGES, Packages, staff

AT_ONE_INSTANT = 100
LOOKS = 10


@use_case("write_a_long_plan_to_measure")
def write_a_long_plan(act):
    """No form takes a plan of thirty pages; a text of the slot may have them."""
    versions.revise(act, PLAN, body_content(f"解读方案\n{thirty_pages(3)}"))


def measure(setting: Setting) -> list[Figure]:
    """The pages by the test client (no socket), the deployments as commands one after the other."""
    rounds = setting.of(3, 20, 40)
    with workplace() as place, place.app.app_context():
        staff(County.load())
        return [*_opening(place.app, rounds), _difference(rounds), *_publishing()]


def _opening(app: Flask, rounds: int) -> list[Figure]:
    office = Packages()
    text = "\n".join([thirty_pages(2), *PASSAGES.values()])
    office.begun().drafted(document_text=thirty_pages(1), co_signing="no").planned().sent_in(
        material_text=text
    )
    office.do("reviewer", "T_gate", decision="accept")
    office.run(write_a_long_plan, office.person("handler"), case_id=office.case.id)
    number, item = office.number, office.item("T_legal").id
    legal = Browser(app.test_client(), office.now).sign_in("legal")
    pages = {"case page": f"/desk/cases/{number}", "signing page": f"/desk/signing/{item}"}
    taken = {name: [_took(partial(legal.get, at)) for _ in range(rounds)] for name, at in pages.items()}
    return [
        Figure(f"package_{name.split()[0]}_ms", f"opening a package: {name}", median(samples), "ms CPU",
               f"{spread(samples)}; three texts of thirty pages")
        for name, samples in taken.items()
    ]  # fmt: skip


def _difference(rounds: int) -> Figure:
    before = thirty_pages(1)
    after = edited(before)
    samples = [_took(lambda: difference(before, after)) for _ in range(rounds)]
    note = f"{spread(samples)}; a third of the articles changed"
    title = "difference of two versions of thirty pages, word by word"
    return Figure("difference_ms", title, median(samples), "ms CPU", note)


def _publishing() -> list[Figure]:
    """A hundred packages are deployed for the same hour; at the hour nothing is left to do."""
    office = Packages()
    with without_waiting_for_the_disk():
        for number in range(AT_ONE_INSTANT):
            office.organised({"co_signing": "no"}).signed().numbered(f"禄政发〔2026〕{number + 1}号")
            db.session.remove()
    cases = [f"LFZC-{office.now.year}-{number + 2:04d}" for number in range(AT_ONE_INSTANT)]
    hour = office.now + timedelta(days=1)
    each = [_took(partial(_deploy, office, number, hour)) for number in cases]
    samples = [_took(lambda: lists.list_publications(Wanted(), hour)) for _ in range(LOOKS)]
    seen = lists.list_publications(Wanted(), hour).total
    assert seen == 2 * AT_ONE_INSTANT, seen
    return [
        Figure("publish_100_ms", "a hundred packages deployed for one instant", sum(each), "ms CPU",
               f"each in a transaction of its own, median {median(each):.0f} ms"),
        milliseconds("at_the_hour_ms", "the public list at that instant", samples, "200 entries appear by time alone"),
    ]  # fmt: skip


def _deploy(office: Packages, number: str, hour: datetime) -> None:
    office.number = number
    office.deployed(planned_at=f"{hour:%Y-%m-%dT%H:%M}")


def _took(act: Callable[[], object]) -> float:
    """Milliseconds of processor time: neighbours on the machine take none of it."""
    began = time.process_time()
    act()
    return 1000 * (time.process_time() - began)
