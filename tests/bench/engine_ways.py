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
from tests.bench.completions import FACTS, START
from tests.bench.figures import Figure, Samples, processor_time, ratio
from tests.bench.processor import Meter, this_process
from tests.bench.progress import steps
from tests.bench.setting import Setting
from tests.bench.workplace import Workplace, diagrams, path, workplace

TITLES = {"memory": "engine in memory", "row": "engine with its state row", "full": "the whole command"}
meter = Meter(this_process)


def measure(setting: Setting) -> list[Figure]:
    """The three ways, in turn."""
    rounds = setting.of(2, 12, 40)
    samples = {way: Samples() for way in TITLES}
    with workplace() as work:
        engine = work.engine_beside("rows.db").execution_options(writing=True)
        metadata.create_all(engine)
        for _ in steps("engine", range(rounds + 1), rounds + 1):
            _in_memory(samples["memory"])
            _state_row(engine, samples["row"])
            _full(work, samples["full"])
    warm = len(path())  # the first round warms everything up
    kept = {way: Samples(taken.wall[warm:], taken.cpu[warm:]) for way, taken in samples.items()}
    figures = [processor_time(f"engine_{way}", TITLES[way], kept[way]) for way in TITLES]
    return figures + [
        ratio(f"engine_{way}_by_memory", f"{TITLES[way]}, by in memory", kept[way], kept["memory"])
        for way in ("row", "full")
    ]


def _done(_operation: str, _parameters: dict[str, Any]) -> dict[str, Any]:
    """What every service task answers."""
    return {"letter_id": 1}


def _in_memory(taken: Samples) -> None:
    run = runner.start(diagrams(), START, _done)
    while not run.completed:
        task = run.ready()[0]
        with meter.measured(taken):
            run.complete(task.id, FACTS.get(task.node, {}))


def _state_row(engine: sa.Engine, taken: Samples) -> None:
    fresh, files = runner.start(diagrams(), START, _done), diagrams()
    task = fresh.ready()[0]
    with engine.begin() as connection:
        row = {"state": fresh.dump(), "version": 0, "done": False}
        run_id = connection.execute(sa.insert(runs).values(row)).inserted_primary_key[0]
    mine = runs.c.id == run_id
    while task is not None:
        with meter.measured(taken), engine.begin() as connection:
            state = connection.scalar(sa.select(runs.c.state).where(mine))
            run = runner.restore(files, state, _done)
            run.complete(task.id, FACTS.get(task.node, {}))
            connection.execute(
                sa.update(runs).where(mine).values(state=run.dump(), version=runs.c.version + 1)
            )
        task = None if run.completed else run.ready()[0]


def _full(work: Workplace, taken: Samples) -> None:
    office = work.apply()
    for login, node, data in path():
        item_id, mark = work.open_item(office, node)
        with work.app.app_context():
            case_id, person = office.case.id, office.person(login)
            db.session.rollback()
            with meter.measured(taken):
                office.run(work_items.complete, person, key=str(uuid4()), case_id=case_id, item_id=item_id,
                           data={**data, **mark})  # fmt: skip
