"""The yardsticks go the way of the application: the same diagrams, step by step, to the archive."""

import pytest
import sqlalchemy as sa

from tests.bench.baseline_bare import BareEngine
from tests.bench.baseline_engine import BaselineEngine
from tests.bench.completions import FACTS, START
from tests.bench.workplace import diagrams, path


@pytest.fixture
def engine():
    return sa.create_engine("sqlite://", poolclass=sa.StaticPool)


def test_they_walk_the_path_that_is_measured(engine):
    """A fact that a diagram asks for and the bench does not know would end every run of it."""
    host, bare = BaselineEngine(engine, diagrams()), BareEngine(engine, diagrams())
    host_run, bare_run = host.start(START), bare.start(START)
    for login, node, _ in path():
        (item,) = host.open_items(host_run)
        assert item.node == node
        host.complete(item.id, login, FACTS.get(node, {}), f"key of {node}")
        host.serve(host_run)
        bare.complete(bare_run, node, FACTS.get(node, {}))
        bare.serve(bare_run)
    assert host.open_items(host_run) == []
