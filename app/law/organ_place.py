"""An organ's place in the tree as plain data, and what follows from it: reconsideration organ and court.

Articles: 行政复议法第二十四条、第二十七条、第二十八条；行政诉讼法第十五条.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.law.errors import NoReconsiderationOrgan

NEW_RECONSIDERATION_LAW = date(2024, 1, 1)  # 行政复议法（2023年修订）施行之日
GOVERNMENTS = ("prefecture", "county", "township")
ANY_COURT = "有管辖权的人民法院"


@dataclass(frozen=True)
class OrganPlace:
    """One organ and what stands above it. Texts that are set override what follows from the place.

    `kind`: prefecture, county, township, department, vertical, section. `court`: where this organ is sued;
    `subordinate_court`: where its departments and townships are sued.
    """

    name: str
    kind: str
    parent: OrganPlace | None = None
    reconsideration_organ: str = ""
    court: str = ""
    subordinate_court: str = ""
    is_judicial_administration: bool = False
    superior_department: str = ""

    def above(self) -> Iterator[OrganPlace]:
        """Everything above, nearest first."""
        place = self.parent
        while place is not None:
            yield place
            place = place.parent


def reconsideration_organ(place: OrganPlace, on: date) -> str:
    """Where to apply for reconsideration of a decision made on a day. Raises NoReconsiderationOrgan."""
    place = _in_its_own_name(place)
    if place.reconsideration_organ:
        return place.reconsideration_organ
    if place.kind == "vertical":
        return _needed(place.superior_department, place)
    government = next((above.name for above in place.above() if above.kind in GOVERNMENTS), "")
    if place.kind != "department":
        return _needed(government, place)
    return _of_a_department(place, _needed(government, place), on)


def _of_a_department(place: OrganPlace, government: str, on: date) -> str:
    """From 2024 its own government; before, and for judicial administration, the superior one as well."""
    if on < NEW_RECONSIDERATION_LAW or place.is_judicial_administration:
        fallback = "上一级司法行政部门" if place.is_judicial_administration else "上一级主管部门"
        return f"{government}或者{place.superior_department or fallback}"
    return government


def court(place: OrganPlace) -> str:
    """The court where the organ is sued; general words while the office has not entered its name."""
    place = _in_its_own_name(place)
    if place.court:
        return place.court
    if place.kind in ("prefecture", "county"):  # a defendant for an intermediate court
        return ANY_COURT
    return next((above.subordinate_court for above in place.above() if above.subordinate_court), ANY_COURT)


def _in_its_own_name(place: OrganPlace) -> OrganPlace:
    """A section decides in the name of the organ above it (条例第十条)."""
    while place.kind == "section" and place.parent is not None:
        place = place.parent
    return place


def _needed(name: str, place: OrganPlace) -> str:
    if not name:
        raise NoReconsiderationOrgan(f"无法确定{place.name}的行政复议机关，请在机构设置中填写")
    return name
