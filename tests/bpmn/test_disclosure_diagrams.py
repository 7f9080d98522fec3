"""The disclosure diagrams, walked to every end. The state is stored and read back after each step."""

import pytest

from app.engine.diagrams import load_diagrams
from app.engine.findings import Vocabulary
from app.engine.lint import check_diagrams
from tests.bpmn.walks import (
    ACCEPT,
    CLARIFY,
    DRAFT,
    FOLDER,
    HAND_IN,
    PUT_OUT,
    SHORT_CHAIN,
    SIGNED,
    VERIFIED,
    WALKS,
    Walk,
    decide,
    do,
    lapse,
    message,
    sign,
)

VOCABULARY = Vocabulary(
    operations=[
        *["issue_receipt", "issue_clarification_notice", "receive_clarification"],
        *["record_withdrawal", "issue_extension_notice", "issue_reply", "close_case", "archive_case"],
        *["issue_fee_notice", "receive_payment", "issue_deferral_notice"],
    ],
    forms=[
        *["registration", "screening", "notice_delivery", "clarification", "lapse", "assignment"],
        *["handling", "draft", "sign", "issue", "delivery", "archive", "extension_approval"],
        *[
            "fee",
            "fee_delivery",
            "payment",
            "fee_lapse",
            "deferral_approval",
            "secrecy_review",
            "verification",
        ],
    ],
    lanes=[
        *["受理岗", "公开工作机构", "承办单位", "工作机构负责人"],
        *["承办单位负责人", "保密审查", "法制审查", "分管领导"],
    ],
    deadlines=["clarification", "payment"],
)


def test_the_check_finds_nothing():
    assert check_diagrams(load_diagrams(FOLDER, "disclosure"), VOCABULARY) == []


@pytest.mark.parametrize(("online", "steps", "operations"), WALKS.values(), ids=WALKS.keys())
def test_a_case_comes_to_its_end(online, steps, operations):
    walk = Walk(delivered_online=online).go(*steps)
    assert walk.run.completed
    assert walk.operations == operations
    assert (walk.open, walk.run.timers(), walk.run.messages()) == ([], [], [])


def test_the_walks_use_every_arrow():
    drawn = {flow for model in load_diagrams(FOLDER, "disclosure").models.values() for flow in model.flows}
    walked = set().union(
        *(Walk(delivered_online=online).go(*steps).taken for online, steps, _ in WALKS.values())
    )
    assert drawn - walked - corrected().taken == set()


def corrected(*, delivered_online=True) -> Walk:
    """A correction that is asked for: looked at once more, sent back by a signer, and at the last look."""
    walk = Walk(delivered_online=delivered_online, matter="correction").go(do("T_register"), *VERIFIED[:2])
    walk.go(
        do("T_correction_draft", draft="rethink"),
        *VERIFIED[1:],
        do("T_sign_unit_head", sign_unit_head="default"),
    )
    walk.go(VERIFIED[2], *SHORT_CHAIN, do("T_correction_issue", issue="default"))
    return walk.go(VERIFIED[2], *SHORT_CHAIN, do("T_correction_issue", issue="issued"))


def test_a_correction_has_a_small_way_of_its_own_and_the_same_end():
    walk = corrected().go(do("T_archive"))
    assert walk.run.completed
    assert walk.operations == ["issue_receipt", "issue_reply", "close_case", "archive_case"]
    on_paper = corrected(delivered_online=False)
    assert on_paper.open == ["T_deliver"]


@pytest.mark.parametrize("count", range(len(SIGNED) + 2))
def test_an_applicant_may_withdraw_at_any_time(count):
    walk = Walk(delivered_online=False).go(*[*SIGNED, PUT_OUT][:count])
    walk.go(message("withdrawn"))
    assert walk.run.completed
    assert walk.operations[-1] == "record_withdrawal"


@pytest.mark.parametrize(
    ("organ_level", "outcome_class", "signers"),
    [
        ("county", "granted", ["unit_head", "office_head"]),
        ("county", "partly", ["unit_head", "legal", "office_head", "leader"]),
        ("county", "denied", ["unit_head", "legal", "office_head", "leader"]),
        ("county", "unavailable", ["unit_head", "legal", "office_head"]),
        ("county", "not_processed", ["unit_head", "legal", "office_head"]),
        ("county", "other", ["unit_head", "office_head"]),
        ("county", "unheard_of", ["unit_head", "office_head"]),
        ("prefecture", "denied", ["unit_head", "legal", "office_head", "leader"]),
        ("department", "unavailable", ["unit_head", "legal", "office_head"]),
        ("township", "denied", ["unit_head", "office_head", "leader"]),
        ("township", "partly", ["unit_head", "office_head", "leader"]),
        ("township", "unavailable", ["unit_head", "office_head"]),
        ("township", "granted", ["unit_head", "office_head"]),
    ],
)
def test_the_outcome_and_the_organ_choose_who_signs(organ_level, outcome_class, signers):
    walk = Walk(organ_level=organ_level)
    walk.go(*ACCEPT, decide(outcome_class=outcome_class), HAND_IN)
    signed = []
    while walk.open[0].startswith("T_sign_"):
        signed.append(walk.open[0].removeprefix("T_sign_"))
        walk.go(do(f"T_sign_{signed[-1]}", **{f"sign_{signed[-1]}": "approve"}))
    assert signed == signers
    assert walk.open == ["T_issue"]


@pytest.mark.parametrize(
    ("organ_level", "outcome_class", "signers"),
    [
        ("county", "granted", ["unit_head", "secrecy", "legal", "office_head", "leader"]),
        ("department", "unavailable", ["unit_head", "secrecy", "legal", "office_head", "leader"]),
        ("township", "granted", ["unit_head", "office_head", "leader"]),
    ],
)
def test_a_sensitive_matter_passes_the_review_of_secrecy(organ_level, outcome_class, signers):
    walk = Walk(organ_level=organ_level)
    walk.go(*ACCEPT, decide(outcome_class=outcome_class, sensitivity="sensitive"), HAND_IN)
    passed = []
    while walk.open != ["T_issue"]:
        node = walk.open[0]
        passed.append(node.removeprefix("T_").removeprefix("sign_").removesuffix("_review"))
        walk.go(do(node, **{node.removeprefix("T_"): "approve"}))
    assert passed == signers


def test_a_consent_of_the_round_before_does_not_count_again():
    walk = Walk().go(*DRAFT, *sign("approve", "default"), HAND_IN)
    assert walk.open == ["T_sign_unit_head"]
    walk.go(do("T_sign_unit_head"))
    assert walk.open == ["T_draft"]


def test_waiting_for_clarification_ends_by_the_answer_or_by_the_deadline():
    walk = Walk().go(*CLARIFY)
    assert [timer.deadline for timer in walk.run.timers()] == ["clarification"]
    assert walk.open == ["T_clarification"]
    assert Walk().go(*CLARIFY, do("T_clarification")).run.timers() == []
    assert Walk().go(*CLARIFY, lapse("clarification")).open == ["T_confirm_lapse"]


def test_an_extension_is_asked_for_beside_the_main_work():
    walk = Walk().go(*ACCEPT, message("extension_requested"))
    assert sorted(walk.open) == ["T_approve_extension", "T_handle"]
    assert sorted(walk.run.messages()) == ["deferral_requested", "withdrawn"]
    walk.go(do("T_approve_extension", extension_decision="approve"))
    assert sorted(walk.run.messages()) == ["deferral_requested", "extension_requested", "withdrawn"]


@pytest.mark.parametrize(
    ("steps", "node", "lane", "form", "labels"),
    [
        ([], "T_register", "受理岗", "registration", []),
        (
            ACCEPT[:1],
            "T_screening",
            "公开工作机构",
            "screening",
            ["受理", "需要补正", "不予受理或另行告知", "收取信息处理费"],
        ),
        (ACCEPT, "T_handle", "承办单位", "handling", ["已作决定", "退回分办", "建议补正"]),
        (DRAFT, "T_sign_unit_head", "承办单位负责人", "sign", ["同意", "退回修改"]),
        ([*DRAFT, *sign("approve")], "T_sign_legal", "法制审查", "sign", ["同意", "退回修改"]),
        (SIGNED, "T_issue", "公开工作机构", "issue", ["制发", "退回修改"]),
    ],
)
def test_a_task_names_its_lane_its_form_and_its_choices(steps, node, lane, form, labels):
    task = Walk().go(*steps).task(node)
    assert (task.lane, task.form) == (lane, form)
    assert [choice.label for choice in task.choices] == labels
