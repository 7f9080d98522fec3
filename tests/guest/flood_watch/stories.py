"""What the demo county tells of the guest: water that rises, and how the office answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from app.casework.acts.actor import APPLICANT
from app.casework.contract import scenes
from app.casework.contract.scenes import Present
from app.casework.contract.stories import Opened, Stories
from app.casework.models.work import APPROVE
from app.law.calendar import WorkCalendar
from app.office import organs
from app.office.holders import holders_of
from app.office.vocabulary import Role
from app.steps.issue import ISSUED
from tests.guest.flood_watch.acts import report_flood

AT_ONCE = ("assignment", "acceptance", "flood_measures", "co_signers", "co_signing_people", "sign")
MOST = 3  # units that are asked in a story; who is asked by name is filled in from the form itself


@dataclass(frozen=True, kw_only=True)
class FloodStory(scenes.Story):
    """One flood. `place`: where; everybody agrees at once."""

    process: ClassVar[str] = "flood_watch"
    pace: ClassVar[Mapping[str, tuple[int, int]]] = dict.fromkeys(AT_ONCE, (0, 0))

    place: str

    @property
    def is_online(self) -> bool:
        return True


Scene: TypeAlias = scenes.Scene[FloodStory]


def told() -> list[FloodStory]:
    return [
        FloodStory(key="flood-done", ago=4, place="星宿江金山段", shows="处置完毕的汛情"),
        FloodStory(key="flood-open", ago=3, place="东河水库下游", stop_at=("T_collect",), shows="正在征集意见的汛情"),
    ]  # fmt: skip


def opens(story: FloodStory, present: Present, calendar: WorkCalendar) -> Opened:
    data = {"organ": "LF", "place": story.place, "reporter": "沿岸居民"}
    return Opened(present.run(report_flood, APPLICANT, data=data)["number"])


def _assignment(scene: Scene) -> dict[str, Any]:
    return {"unit": next(unit.code for unit in _units_with(Role.HANDLER, scene))}


def _measures(scene: Scene) -> dict[str, Any]:
    return {
        "measures": "已转移沿岸人员，封闭便桥",
        "bulletin": f"{scene.story.place}水位上涨，已转移沿岸人员。\n请勿靠近河岸。",
        "plan": "加密巡查，每两小时报告一次水位。",
    }


def _units(scene: Scene) -> dict[str, Any]:
    return {"units": "\n".join(unit.code for unit in _units_with(Role.UNIT_HEAD, scene)[:MOST])}


def _units_with(role: Role, scene: Scene) -> list[Any]:
    under = organs.descendants(scene.case.organ, scene.today)
    own = [unit for unit in under if unit.parent_id == scene.case.organ_id]
    return [unit for unit in own if holders_of(role, unit, scene.today)]


STORIES = Stories(
    told=told, opens=opens,
    recipes={
        "assignment": _assignment, "flood_measures": _measures, "co_signers": _units,
        "sign": lambda scene: {"decision": APPROVE, "opinion": "同意"},
        "issue": lambda scene: {"decision": ISSUED, "checked": True},
    },
    summary=lambda cases, today: [f"汛情 {len(cases)} 件"],
)  # fmt: skip
