"""公开内容清单: name, carrier and pages are those of the files; a list that says other pages is told."""

import pytest

from app.casework.work import work_items
from app.processes.disclosure.draft_check import checks_of
from app.processes.disclosure.registration import request_of
from tests.support.office import GRANTED, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def drafting(outcome: str = "granted") -> Office:
    office = Office()
    office.apply()
    office.handled(outcome)
    return office


def begins_with(office: Office) -> dict[str, str]:
    item = office.item("T_draft")
    return work_items.form_of(item).initial(office.case)


def test_a_file_is_listed_by_its_own_name_and_pages_and_can_be_sent_as_it_is():
    office = drafting()
    office.attach("补贴发放明细.pdf")
    listed = begins_with(office)["fact_items"]
    assert listed == "补贴发放明细｜电子文件｜1"
    office.do("handler", "T_draft", fact_items=listed, fact_provision="attached")
    assert request_of(office.case).draft_facts["items"] == [
        {"name": "补贴发放明细", "carrier": "电子文件", "pages": 1}
    ]


def test_what_was_typed_is_not_overwritten_by_the_files():
    office = drafting()
    office.attach("甲.pdf")
    office.do("handler", "T_draft", **GRANTED)
    office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请核对页数")
    assert begins_with(office)["fact_items"] == GRANTED["fact_items"]


def test_without_files_and_with_a_refusal_nothing_is_listed():
    assert "fact_items" not in begins_with(drafting())
    assert "fact_items" not in begins_with(drafting("not_existing"))


@pytest.mark.parametrize(("pages", "said"), [(1, []), (12, ["清单共12页，所附文件共1页，请核对"])])
def test_other_pages_than_those_of_the_files_are_told(pages, said):
    office = drafting()
    office.attach("甲.pdf")
    typed = {"fact_items": f"甲｜电子文件｜{pages}", "fact_provision": "attached"}
    found = checks_of(office.case, office.now.date(), typed)
    assert [one["note"] for one in found if one["words"] == "清单页数与附件一致"] == said
