"""The conditions that make up the table of permissions. Each reads (standing, subject), never the database.

A condition names the attributes of the subject that it reads; a subject without them, or none at all, is refused.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from app.office.standing import Post, Standing
from app.office.subjects import ANYWHERE, Done, Handled, Place, Task, Told, Worked
from app.office.vocabulary import WORKING_ROLES, Role

Predicate = Callable[[Standing, Any], bool]
places: dict[Predicate, str] = {}
"""Where the posts lie of which a condition speaks, in Chinese."""


def _has(subject: Any, name: str) -> bool:
    """The same as hasattr; what the class has is not worked out for the question whether it is there."""
    return hasattr(type(subject), name) or hasattr(subject, name)


def reads(*attributes: str) -> Callable[[Predicate], Predicate]:
    """The condition holds for no subject that lacks one of these attributes: what is missing denies."""

    def decorate(predicate: Predicate) -> Predicate:
        @wraps(predicate)
        def holds(standing: Standing, subject: Any) -> bool:
            return all(_has(subject, name) for name in attributes) and predicate(standing, subject)

        return holds

    return decorate


def reads_place(predicate: Predicate) -> Predicate:
    """For conditions on units: a subject that lies somewhere, or ANYWHERE."""

    @wraps(predicate)
    def holds(standing: Standing, subject: Any) -> bool:
        is_somewhere = _has(subject, "organ_id") and _has(subject, "unit_ids")
        return (subject is ANYWHERE or is_somewhere) and predicate(standing, subject)

    return holds


def has_role(*roles: Role) -> Predicate:
    """Holds one of the roles, wherever."""

    def holds(standing: Standing, subject: Any) -> bool:
        return standing.has_role(*roles)

    return _of_posts(holds, "", roles)


def at_the_organ(*roles: Role) -> Predicate:
    """Holds one of the roles at the subject's organ or in one of its sections."""

    def holds(standing: Standing, subject: Any) -> bool:
        if subject is ANYWHERE:
            return standing.has_role(*roles)
        return any(post.role in roles and subject.organ_id in post.organ_ids for post in standing.posts)

    return _of_posts(reads_place(holds), "在该机关", roles)


def at_or_above_the_organ(*roles: Role) -> Predicate:
    """Holds one of the roles at the subject's organ or at one above it (roles that reach down)."""

    def holds(standing: Standing, subject: Any) -> bool:
        if subject is ANYWHERE:
            return standing.has_role(*roles)
        return any(post.role in roles and subject.organ_id in post.below for post in standing.posts)

    return _of_posts(reads_place(holds), "在该机关或者其上级", roles)


def takes_part_as(*roles: Role) -> Predicate:
    """Works, in one of the roles, in a unit that takes part.

    The organ itself among the units does not open every case of the organ to all its sections: it counts
    only for those who are appointed at the organ directly.
    """

    def holds(standing: Standing, subject: Any) -> bool:
        if subject is ANYWHERE:
            return standing.has_role(*roles)
        units = set(subject.unit_ids)
        return any(
            post.role in roles and bool(post.unit_ids & units or post.within & (units - post.organ_ids))
            for post in standing.posts
        )

    return _of_posts(reads_place(holds), "在参与办理的单位", roles)


def at_the_unit(*roles: Role) -> Predicate:
    """Holds one of the roles where the work of one of the subject's units waits: there or in a section of it."""

    def holds(standing: Standing, subject: Any) -> bool:
        if subject is ANYWHERE:
            return standing.has_role(*roles)
        return any(post.role in roles and post.lane_unit_ids & subject.unit_ids for post in standing.posts)

    return _of_posts(reads_place(holds), "在该单位", roles)


def has_it_in_hand_as(*roles: Role) -> Predicate:
    """Has or had a step of the handling unit in hand, in one of the roles, wherever in its organ the post stands.

    Work of a department comes to the posts in its sections as well (`Post.lane_unit_ids`): who takes it up does not
    take part as a unit, and yet handles it. A deputy has it in the name of whom he stands in for.
    """

    def holds(standing: Standing, subject: Handled) -> bool:
        units = set(subject.unit_ids)
        return any(
            post.role in roles
            and bool(post.organ_ids & units)
            and (post.on_behalf_of_id or standing.person_id) in subject.handler_ids
            for post in standing.posts
        )

    return _named(reads("unit_ids", "handler_ids")(holds), "正在办理、办理过的" + _titles(roles))


@reads("organ_id", "unit_ids", "participant_ids")
def worked_on_it(standing: Standing, subject: Worked) -> bool:
    """本人办理过: is among the participants and still works at an organ that has the case or takes part in it."""
    organs = {subject.organ_id, *subject.unit_ids}
    return standing.person_id in subject.participant_ids and any(
        post.role in WORKING_ROLES and bool(post.organ_ids & organs) for post in standing.posts
    )


@reads("told_ids")
def was_told(standing: Standing, subject: Told) -> bool:
    """抄送给本人."""
    return standing.person_id in subject.told_ids


@reads("done_by_id")
def did_it(standing: Standing, subject: Done) -> bool:
    """本人提交."""
    return subject.done_by_id == standing.person_id


@reads_place
def heads_the_organ(standing: Standing, subject: Any) -> bool:
    """是该机关的负责人: of the organ itself, not of a section in it."""
    if subject is ANYWHERE:
        return standing.has_role(Role.UNIT_HEAD)
    return any(post.role is Role.UNIT_HEAD and subject.organ_id in post.unit_ids for post in standing.posts)


@reads("assignee_id")
def is_assignee(standing: Standing, subject: Task) -> bool:
    """本人是经办人."""
    return subject.assignee_id == standing.person_id


@reads("organ_id", "unit_ids", "assignee_id")
def is_assignee_or_deputy(standing: Standing, subject: Task) -> bool:
    """本人是经办人或者正代理经办人: a deputy only where the absent person's post lies."""
    return subject.assignee_id is not None and (
        subject.assignee_id == standing.person_id
        or any(
            post.on_behalf_of_id == subject.assignee_id and _covers(post, subject) for post in standing.posts
        )
    )


def _covers(post: Post, subject: Place) -> bool:
    return subject.organ_id in post.organ_ids or bool(post.within & set(subject.unit_ids))


@reads("organ_id", "unit_ids")
def covers(standing: Standing, subject: Place) -> bool:
    """在该机关或者参与办理的单位任职."""
    return any(_covers(post, subject) for post in standing.posts)


@reads("lane_role", "lane_unit_id")
def holds_lane_role(standing: Standing, subject: Task) -> bool:
    """担任该步骤的岗位: holds the role of the item's lane at the lane's unit."""
    return any(
        post.role == subject.lane_role and subject.lane_unit_id in post.lane_unit_ids
        for post in standing.posts
    )


places[holds_lane_role] = "在该步骤所在的单位"


@reads("lane_unit_id")
def heads_lane_unit(standing: Standing, subject: Task) -> bool:
    """是该步骤所在单位的负责人."""
    return any(
        post.role == Role.UNIT_HEAD and subject.lane_unit_id in post.unit_ids for post in standing.posts
    )


@reads("is_signature", "drafter_ids")
def did_not_draft(standing: Standing, subject: Task) -> bool:
    """审签人、审核人、制发人不是拟稿人: not by who wrote on the text; a text by nobody known is signed by nobody."""
    if subject.is_signature and not subject.drafter_ids:
        return False
    return standing.person_id not in subject.drafter_ids


def any_of(*predicates: Predicate) -> Predicate:
    """One of them is enough."""

    def holds(standing: Standing, subject: Any) -> bool:
        return any(predicate(standing, subject) for predicate in predicates)

    return _named(holds, "，或者".join(describe(predicate) for predicate in predicates))


def describe(predicate: Predicate) -> str:
    """The condition in Chinese, for the page that shows the table of permissions."""
    return (predicate.__doc__ or "").split(":")[0].split("\n")[0].rstrip(".")


def _of_posts(predicate: Predicate, place: str, roles: tuple[Role, ...]) -> Predicate:
    places[predicate] = place
    return _named(predicate, f"{place}担任{_titles(roles)}")


def _named(predicate: Predicate, description: str) -> Predicate:
    predicate.__doc__ = description
    return predicate


def _titles(roles: tuple[Role, ...]) -> str:
    if set(roles) == WORKING_ROLES:
        return "办件岗位"
    return "、".join(role.title_zh for role in roles)
