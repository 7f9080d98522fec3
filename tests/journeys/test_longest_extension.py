"""延期最长 is what the parameter says on the day on which the limit began: asked, approved and shown by one number."""

from datetime import date

import pytest

from app.casework.administration.parameters import change_parameter
from app.casework.letters.issuing import letters_of
from app.law.errors import InvalidInput
from app.processes.disclosure import use_cases
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def under(longest: int, since: date = date(2026, 1, 1)) -> Office:
    """A request at its handling unit, in an office with this parameter."""
    office = Office()
    changed(office, longest, since)
    office.apply()
    office.assigned()
    return office


def changed(office: Office, longest: int, since: date) -> None:
    office.run(change_parameter, office.person("admin"), parameter="extension_max_working_days", value=longest,
               source="原文，已核对", valid_from=since)  # fmt: skip


def ask(office: Office, days: int) -> None:
    office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
               data={"working_days": days, "reason": "需要核对多个年度的台账"})  # fmt: skip


@pytest.mark.parametrize("longest", [15, 30])
def test_as_many_days_as_the_parameter_says_and_no_more(longest):
    office = under(longest)
    with pytest.raises(InvalidInput) as refused:
        ask(office, longest + 1)
    assert refused.value.fields == {"working_days": f"延长的工作日应在 1 至 {longest} 之间"}
    ask(office, longest)
    office.do("officehead", "T_approve_extension", extension_decision="approve")
    assert letters_of(office.case)[-1].facts["extension_working_days"] == longest


def test_a_limit_that_began_earlier_keeps_its_own_number():
    office = under(15, since=date(2026, 3, 3))
    ask(office, 20)
    office.do("officehead", "T_approve_extension", extension_decision="approve")
    assert letters_of(office.case)[-1].facts["extension_working_days"] == 20


def test_what_became_too_long_since_is_said_beside_the_choice():
    office = under(20)
    ask(office, 20)
    changed(office, 15, date(2026, 2, 1))
    with pytest.raises(InvalidInput) as refused:
        office.do("officehead", "T_approve_extension", extension_decision="approve")
    assert "应为1至15个工作日" in refused.value.fields["extension_decision"]
    office.do("officehead", "T_approve_extension", extension_decision="refuse")
