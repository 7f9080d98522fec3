"""An organ's place in the tree as plain data, and what follows from it: reconsideration organ and court.

Articles: 行政复议法第二十四条、第二十七条、第二十八条；行政诉讼法第十五条.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.law.errors import NoReconsiderationOrgan

NEW_RECONSIDERATION_LAW = date(2024, 1, 1)  # 行政复议法（2023年修订）施行之日
GOVERNMENTS = ("prefecture", "county", "township")
RECONSIDERING = ("prefecture", "county")  # 行政复议法第二十四条: governments from the county upward
LED_FROM_ABOVE = ("vertical", "customs")  # 行政复议法第二十七条
OR = "或者"
FOR_INTERMEDIATE_COURTS = ("prefecture", "county", "customs")  # 行政诉讼法第十五条第一项、第二项
ANY_COURT = "有管辖权的人民法院"


@dataclass(frozen=True)
class OrganPlace:
    """One organ and what stands above it. Texts that are set override what follows from the place.

    `kind`: prefecture, county, township, department, vertical, customs, subdistrict, dispatched_organ, zone,
    dispatched_body, authorised, section. `court`: where this organ is sued; `subordinate_court`: where its departments
    and townships are sued. `seat_government`: of a department's body that was set up for one place, that place's own.
    `reconsideration_online`: an address that was set at this organ (`online_channel` says whose it is);
    `serves_online`: its decision is served through the internet, so the address is told (行政复议法第二十二条第二款).
    """

    name: str
    kind: str
    parent: OrganPlace | None = None
    reconsideration_organ: str = ""
    court: str = ""
    subordinate_court: str = ""
    is_judicial_administration: bool = False
    superior_department: str = ""
    seat_government: str = ""
    reconsideration_online: str = ""
    serves_online: bool = False

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
    if place.kind in LED_FROM_ABOVE:
        return _needed(place.superior_department, place)
    if place.kind == "dispatched_body" and place.parent is not None and place.parent.kind in LED_FROM_ABOVE:
        return place.parent.name
    government = _needed(
        next((above.name for above in place.above() if above.kind in GOVERNMENTS), ""), place
    )
    special = BY_KIND.get(place.kind)
    return special(place, government, on) if special else government


def online_channel(place: OrganPlace, on: date) -> tuple[str, str]:
    """Where reconsideration is applied for online: who takes it there, and the address; empty when none is on record.

    An address belongs to the organ that is named (行政复议法第二十二条第二款). What is set at a government that decides
    on reconsideration holds for the decisions that lead to it; what is set at any other organ, or at a government
    whose own superior is not in the tree, for the decisions of that organ. Raises NoReconsiderationOrgan.
    """
    place = _in_its_own_name(place)
    named = reconsideration_organ(place, on)
    above = next(
        (one for one in place.above() if one.kind in RECONSIDERING and one.name in named.split(OR)), None
    )
    if place.reconsideration_online and (above is None or place.kind not in RECONSIDERING):
        return named, place.reconsideration_online
    return (above.name, above.reconsideration_online) if above and above.reconsideration_online else ("", "")


def _of_a_department(place: OrganPlace, government: str, on: date) -> str:
    """From 2024 its own government; before, and for judicial administration, the superior one as well."""
    if on < NEW_RECONSIDERATION_LAW or place.is_judicial_administration:
        fallback = "上一级司法行政部门" if place.is_judicial_administration else "上一级主管部门"
        return f"{government}{OR}{place.superior_department or fallback}"
    return government


def _of_a_dispatched_body(place: OrganPlace, government: str, on: date) -> str:
    """第二十四条第四款: the department's own government, or that of the place for which the body was set up.

    Before 2024 (第十五条第一款第二项): the department that set it up, or that department's government.
    """
    setter = place.parent.name if place.parent is not None else ""
    if on < NEW_RECONSIDERATION_LAW:
        return f"{setter}{OR}{government}" if setter else government
    return f"{government}{OR}{place.seat_government}" if place.seat_government else government


def _of_an_authorised_body(place: OrganPlace, government: str, on: date) -> str:
    """第二十四条第一款第四项: the government; before 2024 (第十五条第一款第三项) whoever manages the body."""
    return place.parent.name if on < NEW_RECONSIDERATION_LAW and place.parent is not None else government


BY_KIND: Mapping[str, Callable[[OrganPlace, str, date], str]] = {
    "department": _of_a_department, "dispatched_body": _of_a_dispatched_body, "authorised": _of_an_authorised_body,
}  # fmt: skip
"""Kinds whose reconsideration organ is not simply the government above.

街道办事处、派出机关和开发区管理机构: the government that set them up (第二十四条第一款第三项), which is the one above.
"""


def court(place: OrganPlace) -> str:
    """The court where the organ is sued; general words while the office has not entered its name."""
    place = _in_its_own_name(place)
    if place.court:
        return place.court
    if (
        place.kind in FOR_INTERMEDIATE_COURTS or place.seat_government
    ):  # the seat is not that of the organ above
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
