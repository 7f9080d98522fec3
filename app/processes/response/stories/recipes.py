"""How the office answers the forms of a concern, form by form, as its story wants."""

from typing import Any

from app.casework.contract import scenes
from app.casework.contract.stories import Recipes
from app.law.concerns import Judgement, PassedTo, StatementKind
from app.office.holders import holders_of
from app.office.organs import find_unit
from app.office.vocabulary import Role, UnitKind
from app.processes.response.drafting import EMERGENCY, ORDINARY
from app.processes.response.following import CLOSE, EVALUATE, FURTHER, awaits_the_response
from app.processes.response.records import concern_of, published_of, statements_of
from app.processes.response.referral import USUAL_REQUEST
from app.processes.response.slots import drafters_of
from app.processes.response.stories.story import Story, topic_of
from app.steps.assignment import units_under

Answer = dict[str, Any]
Scene = scenes.Scene[Story]
RECIPES = Recipes()
RECEIVERS: dict[str, str] = {
    PassedTo.POLICE: "公安局",
    PassedTo.INTERNET: "互联网信息办公室",
    PassedTo.PETITION: "信访局",
}
ADDRESS = "https://zwgk.example.gov.cn/posts/"


def ready_at(scene: Scene) -> str:
    """The moment at which the task became ready: what is done at once is done then."""
    return scene.item.created_at.isoformat()


@RECIPES.answers("judgement")
def judgement(scene: Scene) -> Answer:
    story, topic = scene.story, topic_of(scene.story)
    known = concern_of(scene.case)
    is_second = known.judgement != ""
    given: Answer = {
        "judgement": Judgement.ANSWER if is_second else story.judgement,
        "reason": topic["judgement_reason"], "level": story.lower or known.level, "unit": unit_for(scene),
        "spokesman": "市政府办公室副主任",
    }  # fmt: skip
    if story.together:
        given["co_units"] = others_than(scene, given["unit"])
    if story.lower:
        given["level_reason"] = topic["lower_reason"]
    if given["judgement"] == Judgement.PASS_ON:
        given["passed_to"] = topic.get("passed_to", "police")
    return given


def unit_for(scene: Scene) -> str:
    """The topic's unit if it can be chosen and somebody drafts there; otherwise one that can."""
    able = [code for code in units_under(scene.item) if holders_of(Role.HANDLER, find_unit(code, scene.today),
                                                                   scene.today)]  # fmt: skip
    wanted = topic_of(scene.story).get("unit", "")
    return (
        wanted if wanted in able else scene.story.luck("unit").choice(able or list(units_under(scene.item)))
    )


def others_than(scene: Scene, code: str) -> list[str]:
    """One more unit, at which somebody signs."""
    able = [one for one in units_under(scene.item)
            if one != code and holders_of(Role.UNIT_HEAD, find_unit(one, scene.today), scene.today)]  # fmt: skip
    return able[:1]


@RECIPES.answers("watching")
def watching(scene: Scene) -> Answer:
    return {
        "watching": "again" if scene.story.statements > 1 else "end",
        "opinion": "网上转发有变化，逐日查看",
    }


@RECIPES.answers("referral")
def referral(scene: Scene) -> Answer:
    return {"receiver": receiver_of(scene), "request": USUAL_REQUEST, "opinion": ""}


def receiver_of(scene: Scene) -> str:
    """The organ of the county to which such a matter goes."""
    organ = scene.case.organ
    county = organ.parent if organ.kind == UnitKind.TOWNSHIP and organ.parent else organ
    return county.name.removesuffix("人民政府") + RECEIVERS[concern_of(scene.case).passed_to]


@RECIPES.answers("passing_on")
def passing_on(scene: Scene) -> Answer:
    return {
        "passed_at": ready_at(scene),
        "method": "in_person",
        "receiver": "值班室",
        "opinion": "附截图和链接",
    }


@RECIPES.answers("statement")
def statement(scene: Scene) -> Answer:
    """The first word, then the response, then what follows; a correction where the story has one."""
    said, topic = len(published_of(scene.case)), topic_of(scene.story)
    texts = topic["statements"]
    text = texts[min(said, len(texts) - 1)]
    is_correction = scene.story.corrects and said == 1
    kind = StatementKind.CORRECTION if is_correction else text["kind"]
    return {
        "kind": kind, "corrects": "1" if is_correction else "", "headline": text["headline"], "body": text["body"],
        "channels": topic["channels"] if said == 0 else ["wechat"], "opinion": "",
        "path": EMERGENCY if scene.story.by_voice and said == 0 else ORDINARY,
        "urgent_reason": "群众正在出行，来不及逐级书面审签" if scene.story.by_voice and said == 0 else "",
    }  # fmt: skip


@RECIPES.answers("sign")
def sign(scene: Scene) -> Answer:
    return {"decision": "approve", "opinion": "同意"}


@RECIPES.answers("oral_approval")
def oral_approval(scene: Scene) -> Answer:
    leaders = holders_of(Role.RESPONSIBLE_LEADER, scene.case.organ, scene.today)
    able = [one for one in leaders if one.id not in drafters_of(scene.case)]
    return {"decision": "approved", "approver": able[0].login if able else "", "how": "telephone",
            "approved_at": ready_at(scene), "opinion": "电话报告全文，同意先行发布"}  # fmt: skip


@RECIPES.answers("publish_statement")
def publish(scene: Scene) -> Answer:
    return {"decision": "published", "checked": True}


@RECIPES.answers("posting")
def posting(scene: Scene) -> Answer:
    return {"result": "posted", "posted_at": ready_at(scene), "address": f"{ADDRESS}{scene.item.copy_item}"}


@RECIPES.answers("approval_paper")
def approval_paper(scene: Scene) -> Answer:
    from app.processes.response.stories.papers import signed_paper  # here, as only the demo draws papers

    open_ = [one for one in statements_of(scene.case) if one.published_at is not None and one.lacks_paper]
    return {
        "number": str(open_[0].number),
        "signed_at": ready_at(scene),
        "paper": [signed_paper(scene.case.number)],
    }


@RECIPES.answers("press_conference")
def press_conference(scene: Scene) -> Answer:
    return {
        "result": "held",
        "held_at": ready_at(scene),
        "place": "市政府新闻发布厅",
        "address": f"{ADDRESS}live",
    }


@RECIPES.answers("follow_up")
def follow_up(scene: Scene) -> Answer:
    """Another statement as long as the story has one, or a response is still waited for."""
    wanted = scene.story.statements + (1 if scene.story.corrects else 0)
    more = len(published_of(scene.case)) < wanted or awaits_the_response(scene.case)
    return {"follow_up": FURTHER if more else EVALUATE, "opinion": "网上讨论减少，群众来电询问恢复时间"}


@RECIPES.answers("evaluation")
def evaluation(scene: Scene) -> Answer:
    adopted = scene.story.luck("adopted").randint(0, 2)
    return {
        "decision": CLOSE,
        "evaluation": "首次发布在规定时限内，口径一致；后续进展发布及时，群众来电减少", "adopted": adopted,
        "adopted_words": "采纳群众建议，在漫水路段设置水位标尺" if adopted else "", "complaints_after": 0,
    }  # fmt: skip


@RECIPES.answers("archive")
def archive(scene: Scene) -> Answer:
    return {"retention_years": 10, "note": "卷内文件齐全"}
