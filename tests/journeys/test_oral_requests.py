"""口头申请 (条例第二十九条第二款): written down, read back, confirmed; and who stands for an applicant."""

import pytest

from app.casework.letters.issuing import letters_of, pdf_of
from app.casework.messages.dispatch import dispatch_due
from app.law.application_gaps import Gap
from app.law.errors import InvalidInput
from app.processes.disclosure import known_facts
from app.processes.disclosure.gaps import gaps_on_record
from app.processes.disclosure.registration import request_of
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
AGENT = {"applicant_kind": "business", "representative": "王五", "agent_name": "赵六"}


def test_an_oral_request_is_read_back_or_not_registered():
    with pytest.raises(InvalidInput) as refused:
        Office().register(channel="oral")
    assert "第二十九条第二款" in refused.value.fields["read_back"]
    with pytest.raises(InvalidInput) as refused:
        Office().register(channel="oral", as_written=True)
    assert "read_back" in refused.value.fields


@pytest.mark.usefixtures("letters_wait")
def test_the_form_names_who_wrote_it_down_and_waits_for_the_signature():
    office = Office()
    office.register(channel="oral", read_back=True, **AGENT)
    clerk = office.person("clerk").person
    assert request_of(office.case).written_by_id == clerk.id
    (form,) = [letter for letter in letters_of(office.case) if letter.kind == "application_form"]
    assert form.facts["written_by"] == clerk.name
    assert (form.facts["representative"], form.facts["agent"]) == ("王五", "赵六")
    assert form.recipient == "internal"
    dispatch_due(office.now)
    assert pdf_of(form).file.size > 1000


def test_nobody_is_named_as_the_writer_of_a_paper():
    office = Office()
    office.register(channel="in_person")
    assert request_of(office.case).written_by_id is None
    assert "application_form" not in [letter.kind for letter in letters_of(office.case)]


@pytest.mark.parametrize(("proof", "is_missing"), [(False, True), (True, False)])
def test_an_agent_without_authority_is_asked_for_it(proof, is_missing):
    office = Office()
    office.register(channel="in_person", has_authority=proof, **AGENT)
    assert (Gap.AUTHORITY in gaps_on_record(request_of(office.case))) is is_missing


def test_nobody_types_again_who_registered():
    office = Office()
    office.register()
    on = office.now.date()
    assert known_facts.FACTS["registered_by"](office.case, on) == office.person("clerk").person.name
    office.apply()
    assert known_facts.FACTS["registered_by"](office.case, on) == ""
    office.registered()
    assert known_facts.FACTS["registered_by"](office.case, on) == office.person("clerk").person.name
