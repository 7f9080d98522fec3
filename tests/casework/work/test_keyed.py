"""Pages of lists that grow: every row once on the way forth and back, honest totals, nonsense in the address."""

import pytest

from app.casework.work.keyed import COUNTED, FARTHEST, Beside, Mark, Place, instant, keyed, row_id
from app.casework.work.paging import PAGE_SIZE

MARK = Mark((row_id,))


class Numbers:
    """A list of the numbers from `count` down to 1; remembers the most that it was ever asked for."""

    def __init__(self, count):
        self.count, self.asked = count, 0

    def __call__(self, most, beside=None):
        self.asked = max(self.asked, most)
        keys = range(self.count, 0, -1)
        if beside is None:
            return [(key,) for key in keys[:most]]
        if beside.is_older:
            return [(key,) for key in keys if key < beside.key[0]][:most]
        return [(key,) for key in keys if key > beside.key[0]][-most:]


def page(numbers, **place):
    return keyed(numbers, Place(**place), MARK, lambda keys: [key[0] for key in keys])


def test_going_forth_shows_every_row_once_and_going_back_the_same_pages():
    numbers = Numbers(237)
    forth = [page(numbers)]
    while forth[-1].older:
        forth.append(page(numbers, number=forth[-1].number + 1, older=forth[-1].older))
    assert [row for one in forth for row in one.rows] == list(range(237, 0, -1))
    assert [one.number for one in forth] == [1, 2, 3, 4, 5]
    back = [forth[-1]]
    while back[-1].newer:
        back.append(page(numbers, number=back[-1].number - 1, newer=back[-1].newer))
    assert [list(one.rows) for one in back[::-1]] == [list(one.rows) for one in forth]


def test_rows_that_come_on_top_meanwhile_are_never_shown_twice():
    first = page(Numbers(100))
    second = page(Numbers(130), number=2, older=first.older)
    assert second.rows[0] == first.rows[-1] - 1


@pytest.mark.parametrize(("count", "total", "has_more"), [
    (0, 0, False), (1, 1, False), (COUNTED, COUNTED, False), (COUNTED + 1, COUNTED, True), (90_000, COUNTED, True),
])  # fmt: skip
def test_a_list_is_counted_to_a_thousand(count, total, has_more):
    found = page(Numbers(count))
    assert (found.total, found.has_more) == (total, has_more)
    beside = page(Numbers(count), number=2, older=found.older) if found.older else found
    assert (beside.total, beside.has_more) == (total, has_more)


def test_a_page_costs_what_it_shows():
    numbers = Numbers(90_000)
    page(numbers, number=2, older="80000")
    assert numbers.asked == COUNTED + 1
    page(numbers, number=9_999)
    assert numbers.asked == FARTHEST * PAGE_SIZE + 1


@pytest.mark.parametrize("place", [
    {"number": 9_999}, {"number": 3, "older": "x"}, {"number": 3, "older": "1"}, {"number": 3, "newer": "-1"},
    {"number": 3, "older": "99999999999999999999"}, {"number": 3, "newer": "1~2"}, {"number": 0},
])  # fmt: skip
def test_what_the_address_cannot_mean_leads_to_the_nearest_page(place):
    found = page(Numbers(120), **place)
    assert found.number == (1 if place["number"] == 0 else 3)
    assert len(found.rows) == (50 if place["number"] == 0 else 20)


def test_what_is_newer_than_the_first_row_is_the_first_page():
    assert page(Numbers(120), number=7, newer="120").number == 1
    assert page(Numbers(120), number=7, newer="90").rows[0] == 120


@pytest.mark.parametrize("seen", [999_999_999, 1_000_000_000, 2**31 - 1])
def test_every_id_that_a_table_may_hold_is_a_mark(seen):
    """A county that has moved house brings its ids along, and they may be long."""
    asked = []

    def keys(most, beside=None):
        asked.append(beside)
        return [(id_,) for id_ in range(seen - 1, seen - 1 - most, -1)]

    page_ = keyed(keys, Place(2, older=str(seen)), MARK, list, total=5_000)
    assert asked == [Beside((seen,))]
    assert page_.rows[0] == (seen - 1,)


def test_a_known_total_is_told_and_nothing_counted():
    numbers = Numbers(5_000)
    found = keyed(numbers, Place(2, older="4951"), MARK, list, total=5_000)
    assert (found.total, found.has_more, numbers.asked) == (5_000, False, PAGE_SIZE + 1)


@pytest.mark.parametrize("count", [0, 50, 51, COUNTED, COUNTED + 1, 90_000])
def test_a_count_of_its_own_tells_the_same_and_spares_the_keys(count):
    numbers = Numbers(count)
    found = keyed(numbers, Place(), MARK, list, count=lambda most: min(count, most))
    assert numbers.asked == PAGE_SIZE + 1
    assert (found.total, found.has_more) == (min(count, COUNTED), count > COUNTED)


def test_the_pager_offers_numbers_for_what_was_counted_only():
    assert page(Numbers(90_000)).numbered == 20
    assert keyed(Numbers(5_000), Place(), MARK, list, total=5_000).numbered == 20
    assert page(Numbers(120)).numbered == 3


@pytest.mark.parametrize("text", ["2026-03-02T09:00:00", "2026-03-02", "x", "", "2026-13-02T09:00:00+08:00"])
def test_an_instant_without_a_zone_is_no_mark(text):
    assert Mark((instant,)).read(text) is None
    assert Mark((instant,)).read("2026-03-02T09:00:00+08:00") is not None


def test_a_side_of_a_key_in_memory():
    assert Numbers(9)(2, Beside((5,))) == [(4,), (3,)]
    assert Numbers(9)(2, Beside((5,), is_older=False)) == [(7,), (6,)]
