"""A story of a package: three written by hand for the demo county, others drawn by lot."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

from sqlalchemy import func, select

from app.casework.acts.actor import of_person
from app.casework.contract import scenes
from app.casework.contract.scenes import Present
from app.casework.contract.stories import Opened, Reached
from app.casework.models import Case
from app.database import db
from app.demo.reaching import times_told
from app.law.calendar import WorkCalendar
from app.office.holders import holders_of
from app.office.organs import find_unit
from app.office.vocabulary import Role
from app.processes.interpretation.models import Return
from app.processes.interpretation.package import package_of
from app.processes.interpretation.use_cases import begin_package
from app.processes.interpretation.vocabulary import PROCESS

FILE = Path(__file__).parent / "data" / "packages.toml"
AGO = {"openness-plan": 34, "rural-health": 24, "inner-division": 12}
"""Working days before today on which each of the demo's packages is begun."""
STOPS = {"rural-health": ("T_further",)}


@dataclass(frozen=True, kw_only=True)
class Story(scenes.Story):
    """One package from the draft to its end.

    `returned`: sent in without plan the first time; `reminded`: sent in after a reminder by telephone;
    `to_meeting`: for the 常务会议; `objector`: the department that objects once.
    """

    process: ClassVar[str] = PROCESS
    pace: ClassVar[Mapping[str, tuple[int, int]]] = {"sign": (0, 1), "archive": (2, 4)}

    unit: str
    title: str
    number: str
    kind: str
    text: str
    topics: str = ""
    co_signers: tuple[str, ...] = ()
    objector: str = ""
    forms: tuple[str, ...] = ()
    exempt_reason: str = ""
    background: str = ""
    terms: str = ""
    rights: str = ""
    service: str = ""
    returned: bool = False
    reminded: bool = False
    to_meeting: bool = False

    @property
    def elements(self) -> dict[str, str]:
        """Element → passage of the material."""
        return {name: getattr(self, name) for name in ("background", "terms", "rights", "service")}


Scene: TypeAlias = scenes.Scene[Story]


@cache
def written() -> Sequence[Mapping[str, Any]]:
    """The packages of the demo's file."""
    return tuple(tomllib.loads(FILE.read_text("utf-8"))["packages"])


def told() -> list[Story]:
    """The demo county's packages."""
    return [
        made(
            row,
            ago=AGO[row["key"]],
            stop_at=STOPS.get(row["key"], ()),
            shows="文件和解读一起看",
        )
        for row in written()
    ]


PROCEDURES = {"package.deployed": "同步部署", "objection.lifted": "会签异议协调一致"}
"""Line of the audit chain → the procedure of which it tells."""


def reached(cases: Sequence[Case]) -> list[Reached]:
    """Whether packages were deployed, sent back, begun after a reminder, objected to and not explained."""
    ids = [case.id for case in cases]
    packages = [package_of(case) for case in cases]
    returns = select(func.count()).select_from(Return).where(Return.case_id.in_(ids))
    times = {
        **{title: times_told(ids, PROCEDURES)[title] for title in PROCEDURES.values()},
        "退回补充材料": db.session.scalar(returns) or 0,
        "经提醒送审": sum(one.after_reminder for one in packages),
        "不作解读": sum(bool(one.exempt_reason) for one in packages),
    }
    return [Reached("办理程序", title, count) for title, count in times.items()]


def made(row: Mapping[str, Any], **settings: Any) -> Story:
    """A story of a written package; lists become tuples."""
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Story(**{**kept, **settings})


def open_story(story: Story, present: Present, calendar: WorkCalendar) -> Opened:
    """The first act: the department begins its document."""
    unit = find_unit(story.unit, present.today)
    drafter = holders_of(Role.HANDLER, unit, present.today)[0]
    data = {"unit": story.unit, "title": story.title}
    return Opened(present.run(begin_package, of_person(drafter), data=data)["number"])
