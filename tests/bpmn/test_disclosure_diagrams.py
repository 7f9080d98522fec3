"""The disclosure diagrams, walked to every end. The state is stored and read back after each step."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.engine.diagrams import load_diagrams
from app.engine.findings import Vocabulary
from app.engine.lint import check_diagrams
from app.engine.runner import Run, restore, start

FOLDER = Path(__file__).parents[2] / "bpmn" / "disclosure"
VOCABULARY = Vocabulary(
    operations=[
        *["issue_receipt", "issue_clarification_notice", "receive_clarification"],
        *["record_withdrawal", "issue_extension_notice", "issue_reply", "close_case", "archive_case"],
    ],
    forms=[
        *["registration", "screening", "notice_delivery", "clarification", "lapse", "assignment"],
        *["handling", "draft", "sign", "issue", "delivery", "archive", "extension_approval"],
    ],
    lanes=[
        *["受理岗", "公开工作机构", "承办单位", "工作机构负责人"],
        *["承办单位负责人", "法制审查", "分管领导"],
    ],
    deadlines=["clarification"],
)
SIGNERS = ("unit_head", "legal", "office_head", "leader")


class Walk:
    """One case on its way; `operations` records what the service tasks asked for."""

    def __init__(self, **facts):
        self.diagrams = load_diagrams(FOLDER, "disclosure")
        self.operations: list[str] = []
        self.taken: set[str] = set()
        facts = {"case_id": 7, "delivered_online": True, "organ_level": "county", **facts}
        self._keep(start(self.diagrams, facts, self._perform))

    @property
    def run(self) -> Run:
        return restore(self.diagrams, self.stored, self._perform)

    @property
    def open(self) -> list[str]:
        return [task.node for task in self.run.ready()]

    def task(self, node):
        return next(task for task in self.run.ready() if task.node == node)

    def go(self, *steps: Callable[[Run], None]) -> "Walk":
        for step in steps:
            run = self.run
            step(run)
            self._keep(run)
        return self

    def _perform(self, operation, parameters):
        self.operations.append(operation)

    def _keep(self, run):
        self.stored = run.dump()
        self.taken |= set(run.trail().taken)


def do(node, **facts):
    """A step: somebody finishes a task."""

    def step(run):
        run.complete(next(task.id for task in run.ready() if task.node == node), facts)

    return step


def message(name):
    """A step: a message arrives from outside."""
    return lambda run: run.throw(name)


def lapse(deadline):
    """A step: a deadline passes."""
    return lambda run: run.fire(next(timer.task_id for timer in run.timers() if timer.deadline == deadline))


def sign(*answers):
    """Steps: the signers answer in the order of the whole chain."""
    return [
        do(f"T_sign_{who}", **{f"sign_{who}": answer}) for who, answer in zip(SIGNERS, answers, strict=False)
    ]


HAND_IN = do("T_draft", draft="submit")
PUT_OUT = do("T_issue", issue="issued")
ACCEPT = [do("T_register"), do("T_screening", screening="accept"), do("T_assign")]
DRAFT = [*ACCEPT, do("T_handle", outcome_class="denied"), HAND_IN]
SIGNED = [*DRAFT, *sign("approve", "approve", "approve", "approve")]
CLARIFY = [do("T_register"), do("T_screening", screening="clarify")]
REDIRECT = [do("T_screening", screening="default", outcome_class="other"), HAND_IN]
SHORT_CHAIN = [do("T_sign_unit_head", sign_unit_head="approve")]
SHORT_CHAIN += [do("T_sign_office_head", sign_office_head="approve")]
ISSUE = [PUT_OUT, do("T_archive")]
CLOSE = ["close_case", "archive_case"]
REPLY = ["issue_receipt", "issue_reply", *CLOSE]
CLARIFIED = ["issue_receipt", "issue_clarification_notice", "receive_clarification", "issue_reply", *CLOSE]
LAPSED = ["issue_receipt", "issue_clarification_notice", "issue_reply", *CLOSE]
TOLD = do("T_confirm_lapse", lapse="lapsed", outcome_class="other")
EXTENDED = ["issue_receipt", "issue_extension_notice", "issue_reply", *CLOSE]

WALKS = {
    "granted, delivered on the portal": (
        True,
        [*ACCEPT, do("T_handle", outcome_class="granted"), HAND_IN, *SHORT_CHAIN, *ISSUE],
        REPLY,
    ),
    "denied, on paper, the first delivery fails": (
        False,
        [
            *[*SIGNED, PUT_OUT, do("T_deliver", delivery="failed")],
            *[do("T_deliver", delivery="default"), do("T_archive")],
        ],
        REPLY,
    ),
    "every signer sends it back once": (
        True,
        [
            *[*DRAFT, *sign("default"), HAND_IN, *sign("approve", "default"), HAND_IN],
            *[*sign("approve", "approve", "default"), HAND_IN],
            *[*sign("approve", "approve", "approve", "default"), HAND_IN],
            *[*sign("approve", "approve", "approve", "approve"), *ISSUE],
        ],
        REPLY,
    ),
    "another decision after a send-back, and a mistake seen at the last look": (
        True,
        [
            *[
                *DRAFT,
                *sign("default"),
                do("T_draft", draft="rethink"),
                do("T_handle", outcome_class="granted"),
            ],
            *[HAND_IN, *SHORT_CHAIN, do("T_issue", issue="default"), HAND_IN, *SHORT_CHAIN, *ISSUE],
        ],
        REPLY,
    ),
    "unclear, clarified on the portal, then passed on": (
        True,
        [*CLARIFY, do("T_clarification"), *REDIRECT, *SHORT_CHAIN, *ISSUE],
        CLARIFIED,
    ),
    "unclear, nothing came, looked at once more": (
        False,
        [
            *[*CLARIFY, do("T_deliver_notice"), lapse("clarification")],
            *[TOLD, do("T_draft", draft="recheck"), TOLD, HAND_IN, *SHORT_CHAIN, PUT_OUT],
            *[do("T_deliver", delivery="default"), do("T_archive")],
        ],
        LAPSED,
    ),
    "unclear, the answer lay in the mail room": (
        True,
        [
            *[*CLARIFY, lapse("clarification"), do("T_confirm_lapse", lapse="default")],
            *[*REDIRECT, *SHORT_CHAIN, *ISSUE],
        ],
        CLARIFIED,
    ),
    "extension refused, asked for again, granted": (
        True,
        [
            *[*ACCEPT, message("extension_requested")],
            *[do("T_approve_extension", extension_decision="default"), message("extension_requested")],
            *[do("T_handle", outcome_class="granted")],
            *[do("T_approve_extension", extension_decision="approve")],
            *[HAND_IN, *SHORT_CHAIN, *ISSUE],
        ],
        EXTENDED,
    ),
    "withdrawn in the middle of sign-off": (
        True,
        [*DRAFT, *sign("approve"), message("withdrawn")],
        ["issue_receipt", "record_withdrawal"],
    ),
}


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
    assert drawn - walked == set()


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
    walk.go(*ACCEPT, do("T_handle", outcome_class=outcome_class), HAND_IN)
    signed = []
    while walk.open[0].startswith("T_sign_"):
        signed.append(walk.open[0].removeprefix("T_sign_"))
        walk.go(do(f"T_sign_{signed[-1]}", **{f"sign_{signed[-1]}": "approve"}))
    assert signed == signers
    assert walk.open == ["T_issue"]


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
    assert walk.run.messages() == ["withdrawn"]
    walk.go(do("T_approve_extension", extension_decision="approve"))
    assert sorted(walk.run.messages()) == ["extension_requested", "withdrawn"]


@pytest.mark.parametrize(
    ("steps", "node", "lane", "form", "labels"),
    [
        ([], "T_register", "受理岗", "registration", []),
        (ACCEPT[:1], "T_screening", "公开工作机构", "screening", ["受理", "需要补正", "不予受理或另行告知"]),
        (ACCEPT, "T_handle", "承办单位", "handling", []),
        (DRAFT, "T_sign_unit_head", "承办单位负责人", "sign", ["同意", "退回修改"]),
        ([*DRAFT, *sign("approve")], "T_sign_legal", "法制审查", "sign", ["同意", "退回修改"]),
        (SIGNED, "T_issue", "公开工作机构", "issue", ["制发", "退回修改"]),
    ],
)
def test_a_task_names_its_lane_its_form_and_its_choices(steps, node, lane, form, labels):
    task = Walk().go(*steps).task(node)
    assert (task.lane, task.form) == (lane, form)
    assert [choice.label for choice in task.choices] == labels
