"""编号: the day of the document, the way back, and a number that is taken or free again."""

import pytest

from app.law.errors import InvalidInput
from app.processes.interpretation.package import package_of
from app.processes.interpretation.use_cases import withdraw_package
from tests.support.packages import BODY, SEND_BACK

pytestmark = pytest.mark.database


def withdraw(office) -> None:
    data = {"reason": "暂缓出台"}
    office.run(withdraw_package, office.person("reviewer"), case_id=office.case.id, data=data)


@pytest.mark.parametrize("day", ["2026-02-27", "2026-03-03"])
def test_a_document_is_not_dated_before_it_was_sent_in_nor_after_today(office, day):
    office.organised({"co_signing": "no"}).signed()
    with pytest.raises(InvalidInput) as refused:
        office.do("reviewer", "T_number", document_number="禄政发〔2026〕12号", numbered_on=day)
    assert set(refused.value.fields) == {"numbered_on"}


def test_what_is_found_wrong_at_numbering_goes_back_with_the_reason_and_is_signed_anew(office):
    office.organised({"co_signing": "no"}).signed()
    with pytest.raises(InvalidInput) as refused:
        office.do("reviewer", "T_number", decision=SEND_BACK)
    assert set(refused.value.fields) == {"opinion"}
    office.do("reviewer", "T_number", decision=SEND_BACK, opinion="第二条与附件不一致")
    assert office.open_nodes() == {"T_revise"}
    assert package_of(office.case).document_number == ""
    office.revised(
        "改正第二条", co_signing="no", document_text=BODY.replace("一处宅基地", "一处宅基地（含附属用房）")
    )
    office.signed().numbered()
    assert office.open_nodes() == {"T_deploy"}


@pytest.mark.parametrize(
    "typed", ["禄政发[2026]12号", "禄政发（2026）12号", "禄政发 〔2026〕 12 号", "禄政发【2026】12号"]
)
def test_a_number_is_kept_as_it_is_printed_and_not_given_twice_in_other_brackets(office, typed):
    office.organised({"co_signing": "no"}).signed().numbered(typed)
    assert package_of(office.case).document_number == "禄政发〔2026〕12号"
    office.organised({"co_signing": "no"}).signed()
    with pytest.raises(InvalidInput, match="改正") as refused:
        office.numbered("禄政发〔2026〕12号")
    assert "这一字号已用于" in refused.value.fields["document_number"]


class TestTheNumberOfWhatWasTakenBack:
    def test_it_is_free_when_nothing_of_it_appeared(self, office):
        office.ready(co_signing="no")
        withdraw(office)
        office.ready(co_signing="no")
        assert package_of(office.case).document_number == "禄政发〔2026〕12号"

    def test_it_stays_taken_when_it_was_public(self, office):
        office.ready(co_signing="no").deployed()
        withdraw(office.later(minutes=5))
        with pytest.raises(InvalidInput) as refused:
            office.ready(co_signing="no")
        assert set(refused.value.fields) == {"document_number"}
