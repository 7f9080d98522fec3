"""Ways through the disclosure diagrams, step by step. The state is stored and read back after each step."""

from collections.abc import Callable
from pathlib import Path

from app.engine.diagrams import load_diagrams
from app.engine.runner import Run, restore, start

FOLDER = Path(__file__).parents[2] / "bpmn" / "disclosure"
SIGNERS = ("unit_head", "legal", "office_head", "leader")


class Walk:
    """One case on its way; `operations` records what the service tasks asked for."""

    def __init__(self, **facts):
        self.diagrams = load_diagrams(FOLDER, "disclosure")
        self.operations: list[str] = []
        self.taken: set[str] = set()
        facts = {
            "case_id": 7,
            "delivered_online": True,
            "organ_level": "county",
            "matter": "application",
            "sensitivity": "ordinary",
            **facts,
        }
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


def decide(**facts):
    """A step: the handling unit has come to its decision."""
    return do("T_handle", **facts, handled="default")


ASSIGN = do("T_assign", assigned="default")
HAND_IN = do("T_draft", draft="submit")
PUT_OUT = do("T_issue", issue="issued")
ACCEPT = [do("T_register"), do("T_screening", screening="accept"), ASSIGN]
DRAFT = [*ACCEPT, decide(outcome_class="denied"), HAND_IN]
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

DEFERRED = ["issue_receipt", "issue_deferral_notice", "issue_reply", *CLOSE]
CHARGE = [do("T_fee", charge="charge", fee="none"), do("T_sign_fee", sign_fee="approve")]
FROM_SCREENING = [
    do("T_register"),
    do("T_screening", screening="fee", fee_from="screening", fee_step="start"),
]
FROM_DRAFT = do("T_draft", draft="fee", fee_from="draft", fee_step="start")
PAID = do("T_payment", payment="whole", fee="paid")
OVERDUE = [lapse("payment"), do("T_confirm_fee_lapse", fee="lapsed", outcome_class="other")]
WAIT_ANEW = [do("T_draft", draft="fee", fee_from="draft", fee_step="await"), PAID, HAND_IN, *SHORT_CHAIN]
RECHECK = do("T_draft", draft="fee", fee_step="recheck")
CHARGED = ["issue_receipt", "issue_fee_notice", "receive_payment", "issue_reply", *CLOSE]

VERIFIED = [
    do("T_correction_assign"),
    do("T_verify", outcome_class="other"),
    do("T_correction_draft", draft="submit"),
]

WALKS = {
    "granted, delivered on the portal": (
        True,
        [*ACCEPT, decide(outcome_class="granted"), HAND_IN, *SHORT_CHAIN, *ISSUE],
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
                decide(outcome_class="granted"),
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
            *[decide(outcome_class="granted")],
            *[do("T_approve_extension", extension_decision="approve")],
            *[HAND_IN, *SHORT_CHAIN, *ISSUE],
        ],
        EXTENDED,
    ),
    "a fee is written anew, paid in two parts, and the request goes on": (
        True,
        [
            *[
                *FROM_SCREENING,
                do("T_fee", charge="charge", fee="none"),
                do("T_sign_fee", sign_fee="default"),
            ],
            *[
                *CHARGE,
                do("T_payment", payment="part"),
                PAID,
                do("T_screening", screening="accept"),
                ASSIGN,
            ],
            *[decide(outcome_class="granted"), HAND_IN, *SHORT_CHAIN, *ISSUE],
        ],
        CHARGED,
    ),
    "a fee for pages, on paper, paid late and accepted after a second look": (
        False,
        [
            *[
                *ACCEPT,
                decide(outcome_class="granted"),
                FROM_DRAFT,
                *CHARGE,
                do("T_deliver_fee"),
                *OVERDUE,
            ],
            *[RECHECK, do("T_confirm_fee_lapse", fee="paid"), HAND_IN, *SHORT_CHAIN, PUT_OUT],
            *[do("T_deliver", delivery="default"), do("T_archive")],
        ],
        CHARGED,
    ),
    "no fee after all": (
        True,
        [
            *[
                *ACCEPT,
                decide(outcome_class="granted"),
                FROM_DRAFT,
                do("T_fee", charge="none", fee="none"),
            ],
            *[HAND_IN, *SHORT_CHAIN, *ISSUE],
        ],
        REPLY,
    ),
    "a payment that was none, found out at the draft": (
        True,
        [*FROM_SCREENING, *CHARGE, PAID, *ACCEPT[1:], decide(outcome_class="granted"), *WAIT_ANEW, *ISSUE],
        ["issue_receipt", "issue_fee_notice", "receive_payment", "receive_payment", "issue_reply", *CLOSE],
    ),
    "a fee that nobody paid": (
        True,
        [*FROM_SCREENING, *CHARGE, *OVERDUE, HAND_IN, *SHORT_CHAIN, *ISSUE],
        ["issue_receipt", "issue_fee_notice", "issue_reply", *CLOSE],
    ),
    "a deferral refused, asked for again, granted": (
        True,
        [
            *[*ACCEPT, message("deferral_requested"), do("T_approve_deferral", deferral_decision="default")],
            *[message("deferral_requested"), do("T_approve_deferral", deferral_decision="approve")],
            *[decide(outcome_class="granted"), HAND_IN, *SHORT_CHAIN, *ISSUE],
        ],
        DEFERRED,
    ),
    "given back by the unit, screened anew, given to another unit, which proposes to ask the applicant": (
        True,
        [
            *[
                *ACCEPT,
                do("T_handle", handled="return_assignment"),
                do("T_assign", assigned="return_screening"),
            ],
            *[do("T_screening", screening="accept"), ASSIGN, do("T_handle", handled="propose_clarification")],
            *[do("T_screening", screening="clarify"), do("T_clarification"), *REDIRECT, *SHORT_CHAIN, *ISSUE],
        ],
        CLARIFIED,
    ),
    "a sensitive matter, which the review of secrecy sends back once": (
        True,
        [
            *[*ACCEPT, decide(outcome_class="granted", sensitivity="sensitive"), HAND_IN, *sign("approve")],
            *[do("T_secrecy_review", secrecy_review="send_back"), HAND_IN, *sign("approve")],
            *[
                do("T_secrecy_review", secrecy_review="approve"),
                *sign("approve", "approve", "approve", "approve")[1:],
            ],
            *ISSUE,
        ],
        REPLY,
    ),
    "withdrawn in the middle of sign-off": (
        True,
        [*DRAFT, *sign("approve"), message("withdrawn")],
        ["issue_receipt", "record_withdrawal"],
    ),
}
