"""A rule that nothing calls is a defect. What waits for its step stands in waiting.toml, with its topic, or is reached.

A rule that only tests call does not count as reached.
"""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

from app.office.permissions import ALLOWED_WHEN, Permission
from app.office.predicates import describe
from app.office.standing import REACHING_DOWN
from app.office.vocabulary import (
    BESIDE_THE_WORK,
    DESK_ROLES,
    HELD_AT_THE_UNIT_ITSELF,
    MAIL_ROLES,
    OVERVIEW_ROLES,
    SEPARATED_ROLES,
    SIGNING_ROLES,
    WORKING_ROLES,
    Role,
)
from app.office.whom_to_ask import ASK
from tests.architecture.letter_paths import unissued
from tests.architecture.reaching import ROOT, tree_of, uncalled, unreached

APP = ROOT / "app"
MODULES = sorted(path for path in APP.rglob("*.py") if "migrations" not in path.parts)
LAW = sorted((APP / "law").rglob("*.py"))
PREDICATES = APP / "office" / "predicates.py"
VOCABULARY, PERMISSIONS = APP / "office" / "vocabulary.py", APP / "office" / "permissions.py"
SECTIONS = ("functions", "law", "letters", "permissions", "predicates", "roles")
WAITING = tomllib.loads((Path(__file__).parent / "waiting.toml").read_text("utf-8"))


def members_named(enum: str, *without: Path) -> set[str]:
    """Members of an enumeration that the product names: Role.HANDLER."""
    return {
        node.attr
        for path in MODULES
        if path not in without
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == enum
    }


def members_of_groups() -> set[str]:
    """Roles of a group that a permission names as a whole."""
    names = {node.id for node in ast.walk(tree_of(PERMISSIONS)) if isinstance(node, ast.Name)}
    groups = {"DESK_ROLES": DESK_ROLES, "MAIL_ROLES": MAIL_ROLES}
    return {role.name for name in names & groups.keys() for role in groups[name]}


@cache
def found() -> dict[str, set[str]]:
    """What waits, by section of waiting.toml. The whole product is read for it: once, and not to collect tests."""
    return {
        "law": unreached(LAW, [path for path in MODULES if path not in LAW]),
        "functions": uncalled([path for path in MODULES if path not in LAW], ROOT),
        "predicates": unreached([PREDICATES], [path for path in MODULES if path != PREDICATES]),
        "letters": unissued(),
        "permissions": {one.name for one in Permission} - members_named("Permission", PERMISSIONS),
        "roles": {one.name for one in Role} - members_named("Role", VOCABULARY) - members_of_groups(),
    }


def test_the_list_has_the_sections_that_are_looked_for_and_every_topic_in_words():
    assert set(WAITING) <= set(found()) == set(SECTIONS)
    assert [name for section in WAITING.values() for name, topic in section.items() if len(topic) < 8] == []


@pytest.mark.parametrize("section", SECTIONS)
def test_everything_is_reached_or_waits_by_name(section):
    assert sorted(found()[section]) == sorted(WAITING.get(section, {}))


class TestANewRoleIsNotForgotten:
    def test_every_role_works_on_cases_or_beside_them_or_is_one_of_the_three(self):
        for role in Role:
            assert [role in group for group in (WORKING_ROLES, BESIDE_THE_WORK, SEPARATED_ROLES)].count(
                True
            ) == 1, role

    def test_the_narrower_sets_lie_in_the_wider(self):
        assert SIGNING_ROLES | OVERVIEW_ROLES | HELD_AT_THE_UNIT_ITSELF <= WORKING_ROLES
        assert SEPARATED_ROLES <= REACHING_DOWN <= SEPARATED_ROLES | BESIDE_THE_WORK

    def test_every_role_may_do_something_beside_signing_in(self):
        rows = [row for permission, row in ALLOWED_WHEN.items() if permission is not Permission.SIGN_IN_DESK]
        said = "".join(describe(condition) for row in rows for condition in row)
        assert [
            r for r in Role if r.title_zh not in said and not ("办件岗位" in said and r in WORKING_ROLES)
        ] == []

    def test_whom_to_ask_names_permissions_that_exist(self):
        assert set(ASK) <= {permission.name for permission in Permission}
        assert set(ALLOWED_WHEN) == set(Permission)
