"""Cases of the fourteen steps that wait at their first step."""

from app import timekeeping
from app.database import db
from tests.bench.peers.guest import open_fourteen_steps
from tests.bench.peers.model import ALL
from tests.bench.progress import say
from tests.bench.workplace import Workplace
from tests.support.county import County
from tests.support.office import Office

Waiting = tuple[str, str]  # number of the case, id of its open item


def opened(work: Workplace, count: int) -> list[Waiting]:
    """Opened by a clerk, one after the other; the first step is free to be taken."""
    if count > 1:
        say(f"opening {count} cases")
    found = []
    with work.app.app_context():
        office = Office()
        organ_id = County.load().units["LF"].id
        for _ in range(count):
            office.now = timekeeping.now()  # the record never runs ahead of the server's clock
            result = office.run(open_fourteen_steps, office.person("clerk"), organ_id=organ_id)
            office.number = result["number"]
            found.append((office.number, office.item(ALL[0].id).id))
            db.session.remove()
    return found
