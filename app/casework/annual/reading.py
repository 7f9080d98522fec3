"""Whose annual reports somebody may see."""

from app.office.permissions import AtOrgan, Permission, allows
from app.office.standing import Standing


def readable_organ_ids(standing: Standing) -> set[int]:
    """The organs whose reports this person may see."""
    every = {one for post in standing.posts for one in (*post.below, *post.organ_ids)}
    return {one for one in every if allows(Permission.READ_REPORT, standing, AtOrgan(one), standing.on)}
