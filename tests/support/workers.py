"""Which tests one worker keeps together: what shares a browser, a loaded county, or an application of its own.

By the path of a test, because the workers tell the one who deals the tests out nothing but that.
"""

import re

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

TOGETHER = {
    "tests/browser/": "browser",  # no two browsers press for the same two cores
    "tests/web/test_look.py": "browser",
    "tests/demo/test_county.py": "demo county",  # loaded once
    "tests/architecture/": "the whole product",  # read once
    # an application and a database of their own, made once
    "tests/bench_tests/test_filling.py": "filled county",
    "tests/bench_tests/test_fourteen_steps.py": "fourteen steps",
    "tests/casework/publications/": "gazette",
    "tests/guest/asked/": "asked in a diagram",
    "tests/guest/floods/": "floods",
    "tests/guest/test_every_field.py": "every field",
    "tests/upgrade/test_the_version_before.py": "the version before",
}
SEED = re.compile(r"\[(seed \d+)")


def kept_with(node_id: str) -> str:
    """The name of what a test is kept with; a test that shares nothing is alone."""
    for path, name in TOGETHER.items():
        if node_id.startswith(path):
            return name
    seed = SEED.search(node_id)
    return f"{node_id.partition('::')[0]} {seed[1]}" if seed else node_id


class Together(LoadScopeScheduling):
    """Deals tests out one by one, except those that are kept together; the largest heap goes first."""

    def _split_scope(self, nodeid: str) -> str:
        return kept_with(nodeid)

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """What is done is forgotten: after each test all heaps of its worker are counted over again."""
        super().mark_test_complete(node, item_index, duration)
        heaps, heap = (
            self.assigned_work[node],
            self._split_scope(self.registered_collections[node][item_index]),
        )
        if all(heaps[heap].values()):
            del heaps[heap]
