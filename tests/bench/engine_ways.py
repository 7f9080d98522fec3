"""In memory : state row : full. Where the time of a completion goes, for the application's own engine.

memory: the run is kept, one user task after another is completed; row: the state is read, restored, moved on, dumped
and committed; full: the whole command (rights, form, case, clocks, letters, projections, audit), also committed.
"""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from app.casework.work import work_items
from app.database import db
from app.engine import runner
from tests.bench.baseline_engine import metadata, runs
from tests.bench.completions import FACTS, Samples, diagrams, timed
from tests.bench.figures import Figure, median
from tests.bench.progress import steps
from tests.bench.workplace import Workplace, path, workplace

ROUNDS, LONG_ROUNDS = 12, 40
START = {"case_id": 1, "delivered_online": True, "organ_level": "county"}


def measure(is_long: bool) -> list[Figure]:
    """The three ways, in turn."""
    rounds = LONG_ROUNDS if is_long else ROUNDS
    samples: Samples = {"memory": [], "row": [], "full": []}
    with workplace() as work:
        engine = sa.create_engine(f"sqlite:///{work.instance / 'rows.db'}").execution_options(writing=True)
        metadata.create_all(engine)
        for _ in steps("engine", range(rounds + 1), rounds + 1):
            _in_memory(samples["memory"])
            _state_row(engine, samples["row"])
            _full(work, samples["full"])
    return _figures({way: times[len(path()) :] for way, times in samples.items()})  # the first round warms up


def _done(_operation: str, _parameters: dict[str, Any]) -> dict[str, Any]:
    """What every service task answers."""
    return {"letter_id": 1}


def _in_memory(taken: list[float]) -> None:
    run = runner.start(diagrams(), START, _done)
    while not run.completed:
        task = run.ready()[0]
        with timed(taken):
            run.complete(task.id, FACTS.get(task.node, {}))


def _state_row(engine: sa.Engine, taken: list[float]) -> None:
    fresh, files = runner.start(diagrams(), START, _done), diagrams()
    task = fresh.ready()[0]
    with engine.begin() as connection:
        row = {"state": fresh.dump(), "version": 0, "done": False}
        run_id = connection.execute(sa.insert(runs).values(row)).inserted_primary_key[0]
    mine = runs.c.id == run_id
    while task is not None:
        with timed(taken), engine.begin() as connection:
            state = connection.scalar(sa.select(runs.c.state).where(mine))
            run = runner.restore(files, state, _done)
            run.complete(task.id, FACTS.get(task.node, {}))
            connection.execute(
                sa.update(runs).where(mine).values(state=run.dump(), version=runs.c.version + 1)
            )
        task = None if run.completed else run.ready()[0]


def _full(work: Workplace, taken: list[float]) -> None:
    office = work.apply()
    with work.app.app_context():
        for login, node, data in path():
            item_id, case_id, person = office.item(node).id, office.case.id, office.person(login)
            db.session.rollback()
            with timed(taken):
                office.run(
                    work_items.complete, person, key=str(uuid4()), case_id=case_id, item_id=item_id, data=data
                )


def _figures(samples: Samples) -> list[Figure]:
    memory = median(samples["memory"])
    titles = {"memory": "engine in memory", "row": "engine with its state row", "full": "the whole command"}
    figures = [Figure(f"engine_{way}_ms", titles[way], median(samples[way]), "ms") for way in titles]
    for way in ("row", "full"):
        ratio = median(samples[way]) / memory
        figures.append(Figure(f"engine_{way}", f"{titles[way]}, by in memory", ratio, "×"))
    return figures
