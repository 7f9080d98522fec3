"""Files of the reply are looked over for others' numbers and active content; the drafter decides with a reason."""

import pytest

from app.casework.papers.uploads import check_upload
from app.law.errors import InvalidInput, NotAllowed, RuleViolation
from app.processes.disclosure import reply_file_acts
from app.processes.disclosure.draft_check import checks_of
from app.processes.disclosure.reply_files import FilesUndecided, files_of
from tests.casework.upload_samples import linked_docx, written_docx
from tests.journeys.reply_file_hands import remove, seen_by_applicant, sign_until
from tests.support.office import GRANTED, Office, search_for

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
STRANGER = "11010519491231002X"  # the example of GB 11643


@pytest.fixture
def office() -> Office:
    office = Office()
    office.apply()
    return office.handled()


def attach(office: Office, data: bytes, name: str = "名单.docx") -> int:
    upload = check_upload(name, data, limit=10**7)
    office.run(reply_file_acts.add_reply_files, office.person("handler"), case_id=office.case.id,
               files=reply_file_acts.counted([upload]))  # fmt: skip
    return files_of(office.case)[-1].id


def keep(office: Office, file_id: int, reason: str = "已征得本人书面同意", login: str = "handler") -> None:
    office.run(reply_file_acts.keep_reply_file, office.person(login), case_id=office.case.id, file_id=file_id,
               data={"reason": reason})  # fmt: skip


def test_a_strangers_number_is_named_and_stops_the_hand_in_until_it_is_decided(office):
    file_id = attach(office, written_docx(f"张某 {STRANGER} 13812345678"))
    assert files_of(office.case)[0].findings == ["有身份证件号码 1 处", "有手机号码 1 处"]
    with pytest.raises(FilesUndecided):
        office.do("handler", "T_draft", **GRANTED)
    assert "附件“名单”已核对" in [
        one["words"] for one in checks_of(office.case, office.now.date(), {}) if not one["ok"]
    ]
    keep(office, file_id)
    office.do("handler", "T_draft", **GRANTED)
    sign_until(office, "T_issue")
    office.do("reviewer", "T_issue", checked=True)
    assert seen_by_applicant(office) == ["名单.docx"]


def test_taken_out_it_stops_nothing(office):
    remove(office, attach(office, written_docx(STRANGER)))
    attach(office, written_docx("没有号码"), "公开部分.docx")
    office.do("handler", "T_draft", **GRANTED)
    assert office.open_nodes() == {"T_sign_unit_head"}


def test_the_applicants_own_numbers_are_theirs(office):
    attach(office, written_docx("申请人电话 13900000000"))
    assert files_of(office.case)[0].findings == []


def test_active_content_is_named(office):
    attach(office, linked_docx(), "表.docx")
    assert files_of(office.case)[0].findings == ["含有宏、脚本、嵌入的文件或者从外部取来的内容"]


def test_with_a_refusal_nothing_is_asked_because_nothing_goes_out():
    office = Office()
    office.apply()
    office.assigned()
    attach(office, written_docx(STRANGER))
    office.do("handler", "T_handle", **search_for("not_existing"), outcome="not_existing")
    assert not [one for one in checks_of(office.case, office.now.date(), {}) if "已核对" in one["words"]]


def test_the_reason_is_the_drafters_and_not_empty(office):
    file_id = attach(office, written_docx(STRANGER))
    with pytest.raises(InvalidInput):
        keep(office, file_id, " ")
    with pytest.raises((NotAllowed, RuleViolation)):
        keep(office, file_id, login="clerk")
    assert files_of(office.case)[0].kept_why == ""


def test_after_the_hand_in_nobody_changes_the_reason(office):
    file_id = attach(office, written_docx(STRANGER))
    keep(office, file_id)
    office.do("handler", "T_draft", **GRANTED)
    with pytest.raises(reply_file_acts.FilesAreFixed):
        keep(office, file_id, "另一个理由")
    assert files_of(office.case)[0].kept_why == "已征得本人书面同意"
