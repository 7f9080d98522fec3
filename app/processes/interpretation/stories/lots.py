"""Packages drawn by lot, for `flask simulate` and for open cases that somebody else began."""

import random
from datetime import date

from app.casework.contract.platform import platform
from app.casework.models import Case
from app.database import db
from app.office.holders import holders_of
from app.office.models import OrgUnit
from app.office.organs import government_of
from app.office.vocabulary import Role
from app.processes.interpretation.stories.story import Story, made, written
from app.processes.interpretation.vocabulary import PROCESS

SUBJECTS = (
    "农村公路管护",
    "老年人助餐",
    "中小学课后服务",
    "农村宅基地管理",
    "城镇燃气安全",
    "耕地地力保护补贴",
)
FATES = ("plain", "plain", "returned", "reminded", "objected", "exempt")
COVERING = 900_001  # numbers that no drawn package has
AT_THE_DEPARTMENT = frozenset({Role.HANDLER, Role.UNIT_HEAD})


class Lots:
    """Draws packages: most go straight, some are sent back, begun after a reminder, objected to or not explained."""

    def __init__(self, seed: str, units: list[OrgUnit]) -> None:
        self.seed, self._luck = seed, random.Random(seed)
        self._units = [(unit.code, unit.name) for unit in units]

    def draw(self, number: int) -> Story:
        """The next story. `number` tells it apart."""
        return self._package(number, self._luck.choice(FATES))

    def cover(self) -> list[Story]:
        """One package for each fate."""
        return [self._package(number, fate) for number, fate in enumerate(dict.fromkeys(FATES), COVERING)]

    def _package(self, number: int, fate: str) -> Story:
        luck, pattern = self._luck, written()[1]
        code, own = luck.choice(self._units)
        others = [name for _code, name in self._units if name != own]
        subject = luck.choice(SUBJECTS)
        asked = tuple(luck.sample(others, k=min(2, len(others)))) if fate == "objected" else ()
        return made(
            pattern, key=f"{self.seed}/{number}", unit=code, title=f"关于{subject}工作的意见（{number}）",
            number=f"演示发〔{number}〕号", forms=luck.choice(((), ("picture",), ("card",))) if fate == "plain" else (),
            reminded=fate == "reminded", to_meeting=luck.random() < 0.3,
            co_signers=asked, objector=asked[0] if asked else "", returned=fate == "returned",
            exempt_reason="只调整机关内部分工，不涉及权利义务" if fate == "exempt" else "",
        )  # fmt: skip


def lots_of(seed: str, on: date) -> Lots | None:
    """Lots for the departments that can draft for a government all of whose posts are filled; None without any."""
    units = [unit for unit in db.session.query(OrgUnit).order_by(OrgUnit.code) if _can_draft(unit, on)]
    return Lots(seed, units) if units else None


def _can_draft(unit: OrgUnit, on: date) -> bool:
    government = government_of(unit)
    if (
        government is None
        or government is unit
        or not unit.is_valid_on(on)
        or unit.parent_id != government.id
    ):
        return False
    lanes = platform().process(PROCESS).drawing.lanes.values()
    roles = {lane.role for lane in lanes} - AT_THE_DEPARTMENT
    return all(holders_of(role, unit, on) for role in AT_THE_DEPARTMENT) and all(
        holders_of(role, government, on) for role in roles
    )


def improvised(case: Case) -> Story:
    """A plain story for a case that the demo did not begin."""
    unit = case.handling_unit or case.organ
    return made(
        written()[1],
        key=case.number,
        unit=unit.code,
        title=case.title[:180],
        number=f"演示〔{case.id}〕号",
        forms=(),
    )
