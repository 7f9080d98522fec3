"""Under which of several posts somebody acts: the record names the unit of that one (办理单位)."""

from dataclasses import replace
from typing import Any

from app.office.permissions import Permission, allows
from app.office.predicates import covers, holds_lane_role
from app.office.standing import Post, Standing


def post_of_act(standing: Standing, permission: Permission | None, subject: Any) -> Post | None:
    """The post that the step waits for, else one that allows the act by itself, else one where the case lies.

    Own posts come before those of somebody absent, earlier ones before later ones. None for whoever holds no post.
    """

    def falls_short(post: Post) -> tuple[bool, ...]:
        alone = replace(standing, posts=(post,))
        return (
            not holds_lane_role(alone, subject),
            permission is None or not allows(permission, alone, subject, standing.on),
            not covers(alone, subject),
            post.on_behalf_of_id is not None,
        )

    return min(standing.posts, key=falls_short, default=None)
