"""What all parties together say, and which decisions the record bears (条例第三十二条、第三十四条)."""

from dataclasses import dataclass
from datetime import date

import pytest

from app.law.consulting import (
    NotConsulted,
    OpinionsOutstanding,
    ThirdPartyNotTold,
    check_is_consulted,
    check_may_be_disclosed,
    consultation_result,
    opinion_outside,
)

TODAY = date(2026, 3, 25)


@dataclass(frozen=True)
class Row:
    party: str = "third_party"
    answer: str = ""
    is_late: bool = False
    is_told: bool = False
    is_silent: bool = False
    is_outstanding: bool = False


AGREED, OBJECTED, SILENT = Row(answer="agreed"), Row(answer="objected"), Row(is_silent=True)
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


def test_a_late_objection_is_no_objection_in_the_letter():
    assert consultation_result([LATE]) == "no_reply"


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
    with pytest.raises(OpinionsOutstanding):
        check_may_be_disclosed("partly_granted", [Row("co_author_organ", is_outstanding=True)], today=TODAY)
