"""Who may do what: the whole matrix as a table, and the rules that single it out."""

import inspect
import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casework.work.reading import ReadCase
from app.law.errors import NotAllowed
from app.office import predicates
from app.office.people import appoint
from app.office.permissions import ALLOWED_WHEN, Permission, allows, check
from app.office.predicates import describe
from app.office.reach import reach_of
from app.office.standing import standing_of
from app.office.subjects import ANYWHERE, AtOrgan
from app.office.vocabulary import OVERVIEW_ROLES, Role
from tests.office.case_rows import case_at, step_at
from tests.office.small_county import LONG_AGO, TODAY

pytestmark = pytest.mark.database


PEOPLE = {  # who: role, unit. The case is one of 民政局, handled by its section 救助股
    **{role.value: (role, "民政局") for role in Role if role not in (Role.HANDLER, Role.UNIT_HEAD)},
    "handler_there": (Role.HANDLER, "救助股"),
    "handler_elsewhere": (Role.HANDLER, "社会股"),
    "head_there": (Role.UNIT_HEAD, "救助股"),
    "head_elsewhere": (Role.UNIT_HEAD, "社会股"),
    "county_supervisor": (Role.SUPERVISOR, "禄丰市"),
    "prefecture_supervisor": (Role.SUPERVISOR, "楚雄州"),
    "other_county_supervisor": (Role.SUPERVISOR, "双柏县"),
    "other_organ_supervisor": (Role.SUPERVISOR, "教育局"),
    "county_clerk": (Role.INTAKE_CLERK, "禄丰市"),
    "county_office_head": (Role.OFFICE_HEAD, "禄丰市"),
    "county_leader": (Role.RESPONSIBLE_LEADER, "禄丰市"),
    "county_administrator": (Role.ADMINISTRATOR, "禄丰市"),
    "county_security": (Role.SECURITY_ADMINISTRATOR, "禄丰市"),
    "county_auditor": (Role.AUDITOR, "禄丰市"),
    **{f"foreign_{role.value}": (role, "教育局") for role in Role if role is not Role.SUPERVISOR},
}
DESK = {"intake_clerk", "office_reviewer", "office_head"}
OFFICE = {"office_reviewer", "office_head"}
SUPERVISORS = {"supervisor", "county_supervisor", "prefecture_supervisor"}
SECTION = {"handler_there", "head_there"}
UNITS = SECTION | {"handler_elsewhere", "head_elsewhere"}

MAY = {  # everybody who is not named may not
    Permission.READ_CASE: {role.value for role in OVERVIEW_ROLES} | SECTION | SUPERVISORS,
    Permission.REGISTER_CASE: {"intake_clerk"},
    Permission.LOG_MAIL: {"mail_room", "intake_clerk"},
    Permission.CLAIM_ITEM: {"handler_there"},
    Permission.WORK_ON_ITEM: set(),
    Permission.RELEASE_ITEM: OFFICE,
    Permission.TRANSFER_ITEM: OFFICE | {"head_there"} | SUPERVISORS,
    Permission.DELEGATE_ITEM: set(),
    Permission.TAKE_BACK_ITEM: set(),
    Permission.COPY_CASE: SECTION | DESK | {"responsible_leader"},
    Permission.REASSIGN_CASE: OFFICE | SUPERVISORS,
    Permission.REQUEST_EXTENSION: SECTION | OFFICE,
    Permission.CONSULT: SECTION | DESK,
    Permission.ANSWER_CONSULTATION: SECTION | {"handler_elsewhere"} | DESK,  # the step has the organ as a unit
    Permission.RECORD_SEARCH: SECTION | DESK,
    Permission.RECORD_REASON: DESK,
    Permission.JUDGE_REASON: OFFICE,
    Permission.BEGIN_DRAFT: SECTION,
    Permission.RECORD_PROCEEDING: DESK,
    Permission.PASS_ON: DESK,
    Permission.RECALL_LETTER: OFFICE,
    Permission.PROPOSE_PUBLICATION: SECTION | DESK,
    Permission.RECORD_WITHDRAWAL: DESK,
    Permission.EDIT_TEXT: SECTION | OFFICE,
    Permission.CORRECT_CASE: DESK,
    Permission.ISSUE_LETTER: DESK,
    Permission.RECORD_DELIVERY: DESK,
    Permission.ARCHIVE_ENDED_CASE: DESK,
    Permission.EXPORT_CASE: DESK,
    Permission.IMPORT_LEDGER: OFFICE,
    Permission.EXPORT_LIST: DESK | SUPERVISORS | {"responsible_leader"},
    Permission.PUBLISH: OFFICE | {"responsible_leader"},
    Permission.UNMASK_PERSONAL_DATA: DESK,
    Permission.READ_BOARD: SUPERVISORS | OFFICE | {"responsible_leader"},
    Permission.URGE: SUPERVISORS | OFFICE,
    Permission.INTERVENE: SUPERVISORS,
    Permission.ANSWER_ORDER: SECTION | DESK,
    Permission.READ_REPORT: SUPERVISORS | OFFICE | UNITS | {"responsible_leader"},
    Permission.WRITE_REPORT: OFFICE | UNITS,
    Permission.SIGN_REPORT: {"office_head", "responsible_leader"},
    Permission.REVIEW_REPORT: SUPERVISORS,
    Permission.EXPORT_REPORT: SUPERVISORS | OFFICE | UNITS,
    Permission.ADMINISTER_OFFICE: {"administrator", "county_administrator"},
    Permission.AGREE_TO_CALENDAR: {
        "administrator", "county_administrator", "security_administrator", "county_security",
    },
    Permission.AGREE_TO_PROPOSAL: {
        "administrator", "county_administrator", "security_administrator", "county_security",
    },
    Permission.MANAGE_TOKENS: {"security_administrator", "county_security"},
    Permission.READ_AUDIT: {"auditor", "county_auditor"},
    Permission.SIGN_IN_DESK: {
        who for who, (role, _unit) in PEOPLE.items()
        if role not in (Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)
    },
}  # fmt: skip


@pytest.fixture
def standings(county):
    return {who: standing_of(county.person(who, role, unit), TODAY) for who, (role, unit) in PEOPLE.items()}


def test_every_permission_has_a_row_and_an_expectation():
    assert set(ALLOWED_WHEN) == set(Permission) == set(MAY)


def test_exactly_the_named_may(standings, pool_item):
    allowed = {
        permission: {
            who for who, standing in standings.items() if allows(permission, standing, pool_item, TODAY)
        }
        for permission in Permission
    }
    assert allowed == MAY


def test_every_condition_is_described_in_chinese():
    for conditions in ALLOWED_WHEN.values():
        for condition in conditions:
            assert any("一" <= sign <= "龥" for sign in describe(condition)), condition
            assert not describe(condition).endswith("或者"), "an alternative without words"


def test_a_subject_that_lacks_what_a_condition_reads_is_refused(county):
    """A case is no task: nothing of a task is done to it. Neither is anything done to nothing."""
    unit = county["民政局"]
    head = county.person("head", Role.UNIT_HEAD, "民政局")
    for subject in (case_at(unit, unit), AtOrgan(unit.id), ANYWHERE, None, object()):
        for permission in (Permission.CLAIM_ITEM, Permission.WORK_ON_ITEM, Permission.DELEGATE_ITEM):
            assert not allows(permission, head, subject, TODAY), (permission, subject)
    for permission in Permission:
        assert not allows(permission, head, None, TODAY), permission


def test_every_attribute_that_a_condition_reads_stands_on_a_row(county):
    """A name that no row has would refuse everybody, or, read with a default, allow everybody."""
    declared = " ".join(re.findall(r"@reads\((.+)\)", inspect.getsource(predicates)))
    names = set(re.findall(r'"(\w+)"', declared))
    case = case_at(county["民政局"], county["救助股"])
    step, read = (
        step_at(case, county["救助股"], Role.HANDLER),
        ReadCase(case.organ_id, case.unit_ids, frozenset()),
    )
    assert {name for name in names if hasattr(step, name) or hasattr(read, name)} == names
    assert {"is_signature", "drafter_ids", "participant_ids"} <= names


def test_the_head_of_a_section_does_not_claim_what_waits_for_the_head_of_the_department(county):
    unit = county["民政局"]
    item = step_at(case_at(unit, unit), unit, Role.UNIT_HEAD)
    assert not allows(Permission.CLAIM_ITEM, county.person("sun", Role.UNIT_HEAD, "救助股"), item, TODAY)
    assert allows(Permission.CLAIM_ITEM, county.person("deng", Role.UNIT_HEAD, "民政局"), item, TODAY)


def test_another_organ_that_takes_part_reads_the_case_and_nobody_else_of_that_organ_does(county):
    county_case = case_at(county["禄丰市"], county["救助股"])
    assert allows(Permission.READ_CASE, county.person("in", Role.HANDLER, "救助股"), county_case, TODAY)
    assert not allows(Permission.READ_CASE, county.person("out", Role.HANDLER, "社会股"), county_case, TODAY)
    assert not allows(
        Permission.READ_CASE, county.person("intake", Role.INTAKE_CLERK, "民政局"), county_case, TODAY
    )


def test_an_administrator_of_a_unit_that_takes_part_still_does_not_read_the_case(county):
    admin = county.person("admin", Role.ADMINISTRATOR, "救助股")
    case = case_at(county["民政局"], county["救助股"])
    assert not allows(Permission.READ_CASE, admin, case, TODAY)
    worked_on = ReadCase(case.organ_id, case.unit_ids, frozenset({admin.id}))
    assert not allows(Permission.READ_CASE, admin, worked_on, TODAY)


def test_in_a_township_without_sections_everybody_who_works_there_reads_its_cases(county):
    item = case_at(county["金山镇"], county["金山镇"])
    assert allows(Permission.READ_CASE, county.person("tang", Role.HANDLER, "金山镇"), item, TODAY)


def test_who_worked_on_a_case_reads_it_as_long_as_they_work_at_the_organ(county):
    li = county.person("li")
    there = appoint(li, county["社会股"], Role.HANDLER, LONG_AGO)
    case = case_at(county["民政局"], county["救助股"])
    item = ReadCase(case.organ_id, case.unit_ids, frozenset({li.id}))
    assert allows(Permission.READ_CASE, li, item, TODAY)
    there.valid_until = TODAY
    appoint(li, county["教育局"], Role.HANDLER, TODAY)
    assert not allows(Permission.READ_CASE, li, item, TODAY)


def test_who_left_may_nothing_even_what_was_assigned(county, pool_item):
    li = county.person("li", Role.HANDLER, "救助股")
    pool_item.assignee_id = li.id
    li.is_active = False
    assert not any(allows(permission, li, pool_item, TODAY) for permission in Permission)


def test_a_role_that_ended_opens_nothing_on_the_day_it_ends(county, pool_item):
    li = county.person("li", Role.HANDLER, "救助股")
    li.appointments[0].valid_until = TODAY
    assert not allows(Permission.READ_CASE, li, pool_item, TODAY)
    assert allows(Permission.READ_CASE, li, pool_item, date(2026, 3, 1))


def test_a_page_without_an_organ_asks_for_the_role_anywhere(county):
    admin = county.person("admin", Role.ADMINISTRATOR, "救助股")
    clerk = county.person("clerk", Role.INTAKE_CLERK, "民政局")
    assert allows(Permission.ADMINISTER_OFFICE, admin, ANYWHERE, TODAY)
    assert not allows(Permission.ADMINISTER_OFFICE, clerk, ANYWHERE, TODAY)
    assert allows(Permission.REGISTER_CASE, clerk, ANYWHERE, TODAY)


def test_a_refusal_says_what_and_whom_to_ask(county, pool_item):
    county.person("head", Role.OFFICE_HEAD, "公开办", name="钱主任")
    stranger = county.person("sun", Role.HANDLER, "教育局")
    with pytest.raises(NotAllowed) as refused:
        check(Permission.READ_CASE, stranger, pool_item, TODAY)
    assert refused.value.status == 403
    assert refused.value.message == (
        "您没有“查看办件”的权限。如确有需要，请联系禄丰市民政局工作机构负责人（钱主任，电话0878-0000001）。"
    )


def test_nobody_is_sent_to_themselves(county, pool_item):
    head = county.person("head", Role.OFFICE_HEAD, "公开办", name="钱主任")
    with pytest.raises(NotAllowed, match="请联系系统管理员。") as refused:
        check(Permission.CLAIM_ITEM, head, pool_item, TODAY)
    assert "钱主任" not in refused.value.message


def test_a_refusal_names_the_role_when_nobody_holds_it(county):
    with pytest.raises(NotAllowed, match="请联系金山镇人民政府受理岗。"):
        check(Permission.LOG_MAIL, county.person("xu"), AtOrgan(county["金山镇"].id), TODAY)
    with pytest.raises(NotAllowed, match="请联系本单位系统管理员。"):
        check(Permission.READ_BOARD, county.person("xu"), ANYWHERE, TODAY)


def test_what_is_allowed_passes_the_check(county, pool_item):
    li = county.person("li", Role.HANDLER, "救助股")
    assert check(Permission.CLAIM_ITEM, li, pool_item, TODAY) is None


UNITS = ["民政局", "教育局", "金山镇", "公开办", "救助股", "社会股", "禄丰市", "双柏民政"]
POSTS = st.lists(
    st.tuples(st.sampled_from(Role), st.sampled_from(UNITS)), min_size=1, max_size=3, unique=True
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posts=POSTS, organ=st.sampled_from(UNITS[:3]), handling=st.sampled_from(UNITS))
def test_the_reach_of_a_list_agrees_with_the_permission_to_read(session, county, posts, organ, handling):
    someone = county.person("someone")
    with session.begin_nested() as attempt:
        for role, unit in posts:
            try_to_appoint(someone, county[unit], role)
        standing = standing_of(someone, TODAY)
        case = case_at(county[organ], county[handling])
        assert reach_of(standing).covers(case) == allows(Permission.READ_CASE, standing, case, TODAY)
        attempt.rollback()
        session.expire(someone)


def try_to_appoint(person, unit, role):
    held = {post.role for post in standing_of(person, TODAY).posts}
    separated = {Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR}
    if not (role in separated and held & separated - {role}):
        appoint(person, unit, role, LONG_AGO)
