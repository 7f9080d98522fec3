"""An organ's place in the tree as plain data, for the rules of remedies (行政复议法 24、27、28)."""

from datetime import date

from app.law.errors import NoReconsiderationOrgan
from app.law.organ_place import OrganPlace, online_channel
from app.office.models import OrgUnit
from app.office.organs import ancestors
from app.office.stretches import kept_while_unchanged


def place_of(unit: OrgUnit, on: date) -> OrganPlace:
    """The unit and everything above it on that day."""
    return kept_while_unchanged(("place", unit.id), on, lambda: _read_place(unit, on))


def reconsideration_channel(unit: OrgUnit, on: date) -> str:
    """Where reconsideration of the unit's decisions is applied for online; empty when no address is on record.

    复议法第二十二条第二款: who is served a decision online is given such a channel as well.
    """
    try:
        return online_channel(place_of(unit, on), on)[1]
    except NoReconsiderationOrgan:
        return ""


def _read_place(unit: OrgUnit, on: date) -> OrganPlace:
    place: OrganPlace | None = None
    for each in [*reversed(ancestors(unit, on)), unit]:
        place = OrganPlace(
            name=each.name, kind=each.kind, parent=place, reconsideration_organ=each.reconsideration_organ,
            court=each.court, subordinate_court=each.subordinate_court,
            is_judicial_administration=each.is_judicial_administration,
            superior_department=each.superior_department, seat_government=each.seat_government,
            reconsideration_online=each.reconsideration_online,
        )  # fmt: skip
    assert place is not None  # the unit itself is always there
    return place
