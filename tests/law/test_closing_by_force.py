"""While something is owed in time, a case is closed only where there never was anything to answer."""

import pytest

from app.law.closing_by_force import Ground, StillOwed, check_ground


@pytest.mark.parametrize("ground", [Ground.DONE, Ground.STUCK])
def test_what_is_owed_is_not_closed_away(ground):
    with pytest.raises(StillOwed):
        check_ground(ground, owes=True)
    check_ground(ground, owes=False)


@pytest.mark.parametrize("ground", [Ground.DUPLICATE, Ground.MISTAKEN])
def test_where_nothing_was_ever_owed_it_may_be_closed(ground):
    check_ground(ground, owes=True)
