"""What the invented people write: applications, search records, drafts of replies."""

from datetime import timedelta
from typing import Any

from app.casework.letters import issuing
from app.casework.models import Case
from app.database import db
from app.office.models import OrgUnit
from app.office.organs import government_of
from app.processes.disclosure import draft_form, redo_letter
from app.processes.disclosure.former import former_choices
from app.processes.disclosure.letters import reply_kind
from app.processes.disclosure.models import Clarification
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.stories import tables
from app.processes.disclosure.stories.story import Scene, Story

MOST_SEARCH_WORDS = 3


def topic_of(story: Story) -> dict[str, Any]:
    return dict(tables.topics()[story.topic])


def words_of(story: Story, organ: OrgUnit, year: int) -> dict[str, str]:
    """The topic in words of this organ and year: information, description, scope, keywords, pages."""
    government = government_of(organ)
    place = (government or organ).name.removesuffix("人民政府")
    known = {"place": place, "year": str(year)}
    return {name: str(text).format_map(known) for name, text in topic_of(story).items()}


def words_for(story: Story, case: Case) -> dict[str, str]:
    return words_of(story, case.organ, case.opened_at.year - 1)


def application(story: Story, organ: OrgUnit, year: int) -> dict[str, Any]:
    """The fields of an application that every channel has."""
    people = tables.applicants()
    person = people[(story.applicant - 1) % len(people)]
    organisation = person["kind"] != "natural_person"
    words = words_of(story, organ, year)
    unclear = bool(story.clarification)
    return {
        "applicant_kind": person["kind"], "name": person["name"], "identity_document": "other",
        "identity_number": f"DEMO{story.applicant:04d}", "telephone": "13900000000",
        "contact_name": "经办人（演示）" if organisation else "", "address": "楚雄彝族自治州示例路100号（演示）",
        "email": f"applicant{story.applicant:02d}@example.invalid",
        "description": f"{organ.short_name}的有关补贴、项目材料" if unclear else words["description"],
        "document_title": "" if unclear else words["information"],
        "reply_form": "paper" if story.way in ("post", "in_person") else "electronic", "reply_way": story.way,
    }  # fmt: skip


def clarified(story: Story, case: Case) -> str:
    """The answer to a 补正 notice."""
    return f"需要的是：{words_for(story, case)['description']}"


def search_record(story: Story, case: Case) -> dict[str, str]:
    """Where and how was searched."""
    words = words_for(story, case)
    found = "未查到所申请的信息" if story.outcome == "not_existing" else f"查到“{words['information']}”"
    return {"scope": words["scope"], "method": "按文号、题名检索电子目录，并逐卷核对纸质案卷",
            "keywords": words["keywords"], "result": found}  # fmt: skip


def reply_draft(scene: Scene) -> dict[str, Any]:
    """The drafter's form: the demo's own words for this outcome, and the letter's sample for the rest."""
    request = request_of(scene.case)
    kind = reply_kind(request)
    sample = draft_form.values_from(kind, kind.sample_facts())
    known = draft_words(scene)
    answers = tables.answers("redo" if kind.kind == redo_letter.LETTER else request.outcome)
    own = {draft_form.PREFIX + name: text.format_map(known) for name, text in answers.items()}
    fitting = {name: text for name, text in own.items() if name.removeprefix(draft_form.PREFIX) in kind.facts}
    formers = former_choices(request) if draft_form.names_a_former_reply(kind) else {}
    chosen = {draft_form.FORMER: next(iter(formers))} if formers else {}
    return {**sample, **fitting, **chosen, "opinion": "请审"}


def draft_words(scene: Scene) -> dict[str, str]:
    """What the texts of `answers.toml` may name."""
    case, words = scene.case, words_for(scene.story, scene.case)
    received = case.received_on or request_of(case).arrived_on
    clarification = db.session.get(Clarification, case.id)
    return {
        **words, "keywords": "\n".join(words["keywords"].split("、")[:MOST_SEARCH_WORDS]), "today": scene.day,
        "received": received.isoformat(), "earlier": (received - timedelta(days=120)).isoformat(),
        "earlier_replied": (received - timedelta(days=100)).isoformat(), **_clarification_words(clarification),
    }  # fmt: skip


def _clarification_words(found: Clarification | None) -> dict[str, str]:
    number = issuing.number_of(found.letter_id) if found is not None and found.letter_id else ""
    return {
        "clarification_number": number,
        "clarification_noticed": str(found.notified_on if found else ""),
        "clarified": str(found.answered_on if found else ""),
    }
