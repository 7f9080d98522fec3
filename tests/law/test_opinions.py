"""What all parties together say, and which decisions the record bears (条例第三十二条、第三十四条)."""

from dataclasses import dataclass
from datetime import date

import pytest

from app.law.awaiting import OpinionsOutstanding, check_may_be_disclosed
from app.law.consulting import (
    NotConsulted,
    ThirdPartyNotTold,
    check_is_consulted,
)
from app.law.opinions import HEARD_WORDS, consultation_result, opinion_outside
from app.letters import Catalogue

TODAY = date(2026, 3, 25)


@dataclass(frozen=True)
class Row:
    party: str = "third_party"
    answer: str = ""
    is_late: bool = False
    is_told: bool = False
    is_silent: bool = False
    is_outstanding: bool = False
    called: str = "第1份（第三方）"


AGREED, OBJECTED, SILENT = Row(answer="agreed"), Row(answer="objected"), Row(is_silent=True)
PARTLY = Row(answer="partly")
LATE = Row(answer="objected", is_late=True, is_silent=True)


@pytest.mark.parametrize(
    ("parties", "said"),
    [
        ([], "none"),
        ([Row("house_unit", "objected")], "none"),
        ([AGREED], "agreed"),
        ([AGREED, SILENT], "no_reply"),
        ([AGREED, Row("co_author_organ", is_silent=True)], "agreed"),
        ([AGREED, LATE], "no_reply"),
        ([SILENT, Row("other_organ", "partly")], "disagreed"),
    ],
)
def test_they_agree_only_when_all_do(parties, said):
    assert opinion_outside(parties) == said


@pytest.mark.parametrize(
    ("parties", "told"),
    [
        ([AGREED], None),
        ([OBJECTED, Row("co_author_organ", "agreed")], "disagreed"),
        ([PARTLY], "partly"),
        ([OBJECTED, AGREED], "some_disagreed"),
        ([OBJECTED, PARTLY], "some_disagreed"),
        ([OBJECTED, LATE], "some_disagreed"),
        ([SILENT], "no_reply"),
        ([LATE], "no_reply"),
        ([AGREED, SILENT], "some_no_reply"),
    ],
)
def test_the_letter_speaks_for_no_party_that_said_something_else(parties, told):
    assert consultation_result(parties) == told


@pytest.mark.parametrize("kind", ["reply_denied_third_party", "reply_partly_granted"])
def test_letters_have_the_words_of_the_rule(kind):
    assert dict(Catalogue().kind(kind).facts["consultation_result"].options) == HEARD_WORDS


def test_a_withheld_part_rests_on_a_third_party_as_the_whole_does():
    check_is_consulted("partly_granted", [], {"law_forbids"})
    check_is_consulted("partly_granted", [OBJECTED], {"third_party"})
    for parties in ([], [AGREED], [OBJECTED, Row(is_outstanding=True)]):
        with pytest.raises(NotConsulted):
            check_is_consulted("partly_granted", parties, {"third_party"})


def test_what_may_be_given_out():
    check_may_be_disclosed("granted", [AGREED, SILENT, LATE], today=TODAY)
    check_may_be_disclosed("granted", [Row(answer="objected", is_told=True)], today=TODAY, told_for=TODAY)
    check_may_be_disclosed("partly_granted", [OBJECTED], {"third_party"}, today=TODAY)
    check_may_be_disclosed("not_existing", [OBJECTED, Row(is_outstanding=True)], today=TODAY)
    check_may_be_disclosed("granted", [Row("house_unit", is_outstanding=True)], today=TODAY)
    with pytest.raises(ThirdPartyNotTold):
        check_may_be_disclosed("granted", [OBJECTED], today=TODAY)
    with pytest.raises(OpinionsOutstanding, match="第1份（第三方）"):
        check_may_be_disclosed("partly_granted", [Row("co_author_organ", is_outstanding=True)], today=TODAY)
