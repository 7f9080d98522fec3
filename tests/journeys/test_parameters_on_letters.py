"""What an administrator sets reaches the letter of a case: each parameter of the remedy, from its day on."""

from datetime import date

import pytest

from app.casework.administration.parameters import change_parameter
from app.casework.letters.issuing import letters_of
from app.law.parameters import Parameters
from tests.journeys.test_sign_off import sample_of_reply
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
ALL_REFUSED = {"14": "Q", "15": "Q", "16": "E", "default": "E"}
CHANGES = [
    ("denied_process", "remedy_class_by_article", ALL_REFUSED, "或者自收到本告知书之日起6个月内直接向"),
    ("denied_process", "reconsideration_days", 90, "应当自收到本告知书之日起90日内先向"),
    ("denied_process", "litigation_after_reconsideration_days", 30, "自收到行政复议决定书之日起30日内向"),
    ("not_existing", "litigation_months", 12, "或者自收到本告知书之日起12个月内直接向"),
    ("not_existing", "reconsideration_days", 90, "可以自收到本告知书之日起90日内向"),
    ("partly_granted", "partial_remedy_rule", "E", "如不服本告知书，可以自收到本告知书之日起60日内向"),
    ("partly_granted", "partial_remedy_rule", "Q", "如不服本告知书，应当自收到本告知书之日起60日内先向"),
]  # fmt: skip


def issued_remedy(outcome: str, *changes: tuple[str, object, date]) -> str:
    """The remedy of a reply that is drafted, signed and issued after these changes."""
    office = Office()
    for key, value, since in changes:
        office.run(change_parameter, office.person("admin"), parameter=key, value=value, source="原文，已核对",
                   valid_from=since)  # fmt: skip
    office.apply()
    office.attached(outcome)
    if outcome == "partly_granted":
        office.consulted()
    office.do("handler", "T_draft", **sample_of_reply(office))
    signers = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
               "T_sign_leader": "leader"}  # fmt: skip
    while node := next((one for one in office.open_nodes() if one in signers), None):
        office.do(signers[node], node, decision="approve")
    office.do("reviewer", "T_issue", checked=True)
    return "".join(letters_of(office.case)[-1].facts["remedy"])


@pytest.mark.parametrize(("outcome", "key", "value", "words"), CHANGES)
def test_what_is_set_stands_in_the_letter(outcome, key, value, words):
    assert words in issued_remedy(outcome, (key, value, date(2026, 1, 1)))


def test_what_is_to_hold_later_does_not_stand_in_it_yet():
    assert "起60日内先向" in issued_remedy("denied_process", ("reconsideration_days", 90, date(2027, 1, 1)))


def test_every_parameter_of_the_clause_is_tried_here():
    of_remedies = {one.key for one in Parameters.load() if one.is_offered and one.key in CLAUSE}
    assert {key for _, key, _, _ in CHANGES} == of_remedies


CLAUSE = {
    "partial_remedy_rule", "remedy_class_by_article", "reconsideration_days", "litigation_months",
    "litigation_after_reconsideration_days",
}  # fmt: skip
