"""How the agents answer the forms of a package, form by form, as its story wants."""

from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from app.casework.contract.stories import Recipes
from app.casework.models import Opinion
from app.casework.models.work import APPROVE, SEND_BACK
from app.casework.papers.uploads import check_upload
from app.database import db
from app.law.policy_material import ELEMENTS, named
from app.processes.interpretation.models import Return
from app.processes.interpretation.notices import USUAL
from app.processes.interpretation.package import package_of
from app.processes.interpretation.stories.story import Scene
from app.processes.interpretation.texts import writing
from app.steps.writing import SEEN, WRITTEN

Answer = dict[str, Any]
RECIPES = Recipes()
LARGEST = 1_000_000
PICTURE = Path(__file__).parent / "data" / "village_clinic.png"
"""A drawing without words: a house with a cross."""


def _writes(scene: Scene, **texts: str) -> Answer:
    """Typed texts, over the versions that stand."""
    seen = {name: number for name, number in writing.initial(scene.case).items() if name.endswith(SEEN)}
    asked = {slot + SEEN: seen.get(slot + SEEN, "") for slot in texts}
    return {**asked, **{slot + WRITTEN: words for slot, words in texts.items()}}


@RECIPES.answers("document")
def document(scene: Scene) -> Answer:
    story = scene.story
    return {
        "title": story.title, "kind": story.kind, "openness": "active",
        "openness_reason": "涉及公众利益，应当让公众知晓", "road": "exempt" if story.exempt_reason else "explain",
        "exempt_reason": story.exempt_reason, "goes_to_meeting": story.to_meeting,
        "co_signing": "choose" if story.co_signers else "no",
        **_writes(scene, document=story.text),
    }  # fmt: skip


@RECIPES.answers("plan")
def plan(scene: Scene) -> Answer:
    """A story that is sent back forgets the responsible head the first time."""
    day = scene.calendar.add_working_days(scene.today, 15).isoformat()
    head = "" if scene.story.returned and scene.visit == 1 else "单位主要负责人"
    return {
        "first_interpreter": head, "interpreter_post": "主要负责人", "planned_on": day,
        "outline": "为什么制定；主要内容；怎样办理", "channels": ["wechat", "board"],
        "forms": list(scene.story.forms), "contact": "办公室", "contact_telephone": "0878-0000001",
    }  # fmt: skip


@RECIPES.answers("material")
def material(scene: Scene) -> Answer:
    text = "\n".join(scene.story.elements.values())
    return {
        "title": f"{named(scene.story.title)}解读",
        **_writes(scene, material=text),
        **scene.story.elements,
    }


@RECIPES.answers("gate")
def gate(scene: Scene) -> Answer:
    returned = db.session.scalar(select(func.count()).where(Return.case_id == scene.case.id)) or 0
    if scene.story.returned and not returned:
        return {"decision": SEND_BACK, "opinion": "请补齐后一并重新报送"}
    return {"decision": "accept", "opinion": "方案、材料齐全", "after_reminder": scene.story.reminded}


@RECIPES.answers("co_signers")
def co_signers(scene: Scene) -> Answer:
    return {"units": "\n".join(scene.story.co_signers)}


@RECIPES.answers("sign")
def sign(scene: Scene) -> Answer:
    """The one who objects does so once, then agrees with the edited text."""
    objected = select(func.count()).where(Opinion.case_id == scene.case.id, Opinion.choice == SEND_BACK)
    is_objector = bool(scene.item.copy_item) and scene.item.unit.name == scene.story.objector
    if is_objector and not db.session.scalar(objected):
        return {"decision": SEND_BACK, "opinion": "请补充解读的依据"}
    ticks = {f"checked_{one.key}": True for one in ELEMENTS} if scene.item.node == "T_openness" else {}
    return {"decision": APPROVE, "opinion": "同意", **ticks}


@RECIPES.answers("revise")
def revise(scene: Scene) -> Answer:
    story = scene.story
    added = f"{chr(10).join(story.elements.values())}\n依据见文件第一段。"
    return {
        "document_title": story.title, "material_title": f"{named(story.title)}解读", **story.elements,
        **_writes(scene, document=story.text, material=added), "opinion": "依会签意见补充依据",
        "co_signing": "again" if story.co_signers else "no",
    }  # fmt: skip


@RECIPES.answers("numbering")
def numbering(scene: Scene) -> Answer:
    return {"document_number": scene.story.number, "numbered_on": scene.day}


@RECIPES.answers("deploy")
def deploy(scene: Scene) -> Answer:
    return {"decision": "deployed", "topics": scene.story.topics}


@RECIPES.answers("posting")
def posting(scene: Scene) -> Answer:
    return {
        "result": "posted", "posted_at": scene.item.created_at.strftime("%Y-%m-%dT%H:%M"),
        "address": f"https://www.example.gov.cn/{scene.case.id}.html",
    }  # fmt: skip


@RECIPES.answers("further_forms")
def further_forms(scene: Scene) -> Answer:
    answer: Answer = {}
    for form in package_of(scene.case).forms:  # of the plan, whoever made it
        answer[f"{form}_title"] = f"一图读懂{named(scene.story.title)}"[:180]
        picture = check_upload(f"{form}.png", PICTURE.read_bytes(), limit=LARGEST)
        answer[f"{form}_files"] = [picture]
    return answer


@RECIPES.answers("answer")
def answer(scene: Scene) -> Answer:
    return {"answer": "请以文件和解读为准；办理地点、电话见解读。"}


@RECIPES.answers("check_notice")
def check_notice(scene: Scene) -> Answer:
    return {"asked": USUAL}


@RECIPES.answers("")
@RECIPES.answers("review")
def choice(scene: Scene) -> Answer:
    """The standard form and a review: the way that the diagram takes by default."""
    return {scene.item.choices[0]["name"]: "default", "opinion": "同意"} if scene.item.choices else {}


@RECIPES.answers("archive")
def archive(scene: Scene) -> Answer:
    return {"retention_years": 30, "note": "卷内文件齐全"}
