"""Why somebody sees a case, in words that are true of this person."""

from dataclasses import replace
from typing import Any

from app.office.predicates import Predicate, describe, is_assignee, is_assignee_or_deputy, places
from app.office.standing import Standing


def reason(predicate: Predicate, standing: Standing, subject: Any) -> str:
    """Why a condition holds that does, in Chinese: of posts, those alone that make it hold."""
    if predicate is is_assignee_or_deputy:
        return describe(is_assignee) if is_assignee(standing, subject) else "正代理经办人"
    if predicate not in places:
        return describe(predicate)
    posts = [one for one in standing.posts if predicate(replace(standing, posts=(one,)), subject)]
    words = []
    for verb, stands_in in (("担任", False), ("代理", True)):
        roles = [one.role.title_zh for one in posts if (one.on_behalf_of_id is not None) is stands_in]
        words += [verb + "、".join(dict.fromkeys(roles))] if roles else []
    return places[predicate] + "，".join(words)
