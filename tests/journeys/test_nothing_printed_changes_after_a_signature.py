"""What a letter prints is signed with it: the organ's own particulars and the applicant's kind as well."""

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.models import TextVersion
from app.casework.texts.signatures import standing_signatures
from app.database import db
from app.processes.disclosure.letters import reply_content
from app.processes.disclosure.registration import request_of
from tests.support.office import GRANTED, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app", "county")]


@pytest.fixture
def signed() -> Office:
    office = Office()
    office.apply()
    return office.signed()


def set_name(office):
    office.case.organ.name = "禄丰市人民政府办公室"


def set_telephone(office):
    office.case.organ.telephone = "0878-9999999"


def set_supervision(office):
    office.case.organ.supervision_telephone = "0878-9999998"


@pytest.mark.parametrize("change", [set_name, set_telephone, set_supervision])
def test_nothing_of_the_organ_changes_under_a_signature(signed, change):
    change(signed)
    db.session.commit()
    assert standing_signatures(signed.case, signed.now.date()) == []
    with pytest.raises(CannotHappenNow, match="机关信息有变动"):
        signed.do("reviewer", "T_issue", checked=True)
    signed.do("reviewer", "T_issue", decision="send_back", opinion="机关信息有变动")
    signed.do("handler", "T_draft", **GRANTED)
    assert signed.open_nodes() == {"T_sign_unit_head"}


def test_what_is_not_printed_may_change(signed):
    signed.case.organ.address = "示例路2号"
    db.session.commit()
    signed.do("reviewer", "T_issue", checked=True)
    assert "T_issue" not in signed.open_nodes()


def test_a_text_signed_before_more_of_it_was_bound_is_issued_as_it_was_signed(signed):
    version = db.session.query(TextVersion).filter_by(case_id=signed.case.id).one()
    (version.content_hash,) = reply_content(request_of(signed.case), signed.now.date()).known_as
    db.session.commit()
    signed.do("reviewer", "T_issue", checked=True)
    assert "T_issue" not in signed.open_nodes()


def test_what_is_signed_names_the_organ_and_the_kind_of_the_applicant(signed):
    facts = db.session.query(TextVersion).filter_by(case_id=signed.case.id).one().content["facts"]
    assert facts["organ_name"] == "禄丰市人民政府"
    assert (facts["telephone"], facts["supervision_telephone"]) == ("0878-0000001", "0878-0000002")
    assert facts["applicant_kind"] == "natural_person"
    assert facts["case_number"] == signed.number
