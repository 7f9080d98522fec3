"""The frame of every public page: brand line, menu and footer, as the processes of this house fill them."""

from dataclasses import dataclass

from flask import url_for

from app.casework.contract.platform import platform
from app.casework.contract.public import MenuEntry, Public, Way
from app.casework.publications import kinds
from app.web.site import current_site

NEUTRAL_BRAND = "政务公开"
FIRST = (MenuEntry("公开指南", "portal.home"), MenuEntry("政策与解读", "portal.policies"))
REPORTS = MenuEntry("年度报告", "portal.annual_reports")
PUBLISHED = MenuEntry("政策与公开信息", "portal.publications")
LAST = (MenuEntry("文书核验", "portal.verify"),)
OWN_WAYS = (
    Way("文书核验", "核对文书真伪", "portal.verify", "shield-check"),
    Way("回复征求意见", "凭来函的编号和提交码", "portal.opinions", "reply"),
    Way("政策与解读", "文件与解读一起看", "portal.policies", "megaphone"),
    Way("工作日计算器", "逐日计算期限", "portal.calculator", "calendar3"),
)


@dataclass(frozen=True)
class Frame:
    """`menu`: title, address, endpoint; `footers`: templates, each a section of the foot of the page."""

    brand: str
    menu: tuple[tuple[str, str, str], ...]
    footers: tuple[str, ...]


def public_faces() -> list[Public]:
    """What the processes show in public, in the order of the house."""
    return [process.public for process in platform().processes.values() if process.public.blueprints]


def portal_frame() -> Frame:
    """Read anew for every page; touches no database."""
    faces = public_faces()
    published = (PUBLISHED,) if kinds.all_kinds() else ()
    entries = (*FIRST, *published, *(entry for face in faces for entry in face.menu), REPORTS, *LAST)
    return Frame(
        brand=current_site().portal_title or the_one([face.brand for face in faces]) or NEUTRAL_BRAND,
        menu=tuple((entry.title, url_for(entry.endpoint), entry.endpoint) for entry in entries),
        footers=tuple(face.footer for face in faces if face.footer),
    )


def ways() -> tuple[Way, ...]:
    """The cards of the home page: what can be done here."""
    return (*(way for face in public_faces() for way in face.ways), *OWN_WAYS)


def otherwise() -> str:
    """What who finds nothing published may do here, in the words of the processes; begins with a comma, or is empty."""
    return "".join(f"，或者{face.otherwise}" for face in public_faces() if face.otherwise)


def the_one(words: list[str]) -> str:
    """What a single process says of itself; of several, none speaks for all."""
    return words[0] if len(words) == 1 else ""
