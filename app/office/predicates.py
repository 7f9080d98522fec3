"""The conditions that make up the table of permissions. Each reads (standing, subject), never the database.

A subject is anything with `organ_id` and `unit_ids`; it may have `assignee_id`, `lane_role`, `lane_unit_id`,
`drafter_id` and `participant_ids` (people who worked on it). No subject (None) means: anywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.office.standing import Post, Standing
from app.office.vocabulary import SIGNING_ROLES, WORKING_ROLES, Role

Predicate = Callable[[Standing, Any], bool]


@dataclass(frozen=True)
class AtOrgan:
    """The subject of a page or act that concerns an organ as such, not one of its cases."""

    organ_id: int
    unit_ids: frozenset[int] = field(default_factory=frozenset)


def has_role(*roles: Role) -> Predicate:
    """Holds one of the roles, wherever."""

    def holds(standing: Standing, subject: Any) -> bool:
        return standing.has_role(*roles)

    return _named(holds, "担任" + _titles(roles))


def at_the_organ(*roles: Role) -> Predicate:
    """Holds one of the roles at the subject's organ or in one of its sections."""

    def holds(standing: Standing, subject: Any) -> bool:
        return any(post.role in roles and _is_organ(post, subject) for post in standing.posts)

    return _named(holds, "在该机关担任" + _titles(roles))


def at_or_above_the_organ(*roles: Role) -> Predicate:
    """Holds one of the roles at the subject's organ or at one above it (roles that reach down)."""

    def holds(standing: Standing, subject: Any) -> bool:
        return any(
            post.role in roles and (subject is None or subject.organ_id in post.below)
            for post in standing.posts
        )

    return _named(holds, "在该机关或者其上级担任" + _titles(roles))


def takes_part_as(*roles: Role) -> Predicate:
    """Works, in one of the roles, in a unit that takes part.

    The organ itself among the units does not open every case of the organ to all its sections: it counts
    only for those who are appointed at the organ directly.
    """

    def holds(standing: Standing, subject: Any) -> bool:
        if subject is None:
            return standing.has_role(*roles)
        units = set(subject.unit_ids)
        return any(
            post.role in roles and bool(post.unit_ids & units or post.within & (units - post.organ_ids))
            for post in standing.posts
        )

    return _named(holds, "在参与办理的单位担任" + _titles(roles))


def worked_on_it(standing: Standing, subject: Any) -> bool:
    """本人办理过: is among the participants and still works at the organ."""
    return standing.person_id in getattr(subject, "participant_ids", ()) and any(
        post.role in WORKING_ROLES and _is_organ(post, subject) for post in standing.posts
    )


def is_assignee(standing: Standing, subject: Any) -> bool:
    """本人是经办人."""
    return _optional(subject, "assignee_id") == standing.person_id


def is_assignee_or_deputy(standing: Standing, subject: Any) -> bool:
    """本人是经办人或者正代理经办人: a deputy only where the absent person's post lies."""
    return is_assignee(standing, subject) or any(
        post.on_behalf_of_id is not None
        and post.on_behalf_of_id == _optional(subject, "assignee_id")
        and (_is_organ(post, subject) or post.within & set(subject.unit_ids))
        for post in standing.posts
    )


def holds_lane_role(standing: Standing, subject: Any) -> bool:
    """担任该步骤的岗位: holds the role of the item's lane at the lane's unit (default: the organ)."""
    role = _optional(subject, "lane_role")
    unit_id = _optional(subject, "lane_unit_id") or _optional(subject, "organ_id")
    return any(post.role == role and unit_id in post.lane_unit_ids for post in standing.posts)


def heads_lane_unit(standing: Standing, subject: Any) -> bool:
    """是该步骤所在单位的负责人."""
    unit_id = _optional(subject, "lane_unit_id")
    return any(post.role == Role.UNIT_HEAD and unit_id in post.unit_ids for post in standing.posts)


def did_not_draft(standing: Standing, subject: Any) -> bool:
    """审签人不是拟稿人: who drafted does not sign off."""
    if _optional(subject, "lane_role") not in SIGNING_ROLES:
        return True
    return _optional(subject, "drafter_id") != standing.person_id


def any_of(*predicates: Predicate) -> Predicate:
    """One of them is enough."""

    def holds(standing: Standing, subject: Any) -> bool:
        return any(predicate(standing, subject) for predicate in predicates)

    return _named(holds, "，或者".join(describe(predicate) for predicate in predicates))


def describe(predicate: Predicate) -> str:
    """The condition in Chinese, for the page that shows the table of permissions."""
    return (predicate.__doc__ or "").split(":")[0].split("\n")[0].rstrip(".")


def _named(predicate: Predicate, description: str) -> Predicate:
    predicate.__doc__ = description
    return predicate


def _titles(roles: tuple[Role, ...]) -> str:
    if set(roles) == WORKING_ROLES:
        return "办件岗位"
    return "、".join(role.title_zh for role in roles)


def _optional(subject: Any, name: str) -> Any:
    """An attribute that not every subject has; what lacks it matches nobody (see the uses)."""
    return getattr(subject, name, None)


def _is_organ(post: Post, subject: Any) -> bool:
    return subject is None or subject.organ_id in post.organ_ids
