"""Kept while in use: as many as there are; what nobody asks for goes, but for a few."""

import threading

import pytest

from app.engine.kept import Kept


class Clock:
    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept(clock):
    return Kept(idle=60, few=3, clock=clock)


def use(kept, *keys):
    """Ask for these; which of them had to be made."""
    made = []
    for key in keys:
        kept.get(key, lambda key=key: made.append(key) or f"value of {key}")
    return made


def test_all_that_is_in_use_stays_however_many_there_are(kept):
    keys = range(100)
    assert use(kept, *keys) == list(keys)
    assert use(kept, *keys) == []
    assert len(kept) == 100


def test_what_is_out_of_use_goes_but_for_the_last_few(kept, clock):
    use(kept, *range(10))
    clock.seconds = 50
    use(kept, 0)
    clock.seconds = 100
    assert use(kept, "new") == ["new"]
    assert len(kept) == 3
    assert use(kept, 9, 0, "new") == []
    assert use(kept, 8) == [8]


def test_what_cannot_be_made_is_not_kept(kept):
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert len(kept) == 0
    assert use(kept, "a") == ["a"]


def test_who_asks_at_once_gets_the_same(kept):
    both = threading.Barrier(2, timeout=30)
    found = []

    def make():
        both.wait()
        return object()

    threads = [threading.Thread(target=lambda: found.append(kept.get("a", make))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] is found[1]
