"""答复附件: the letter keeps its word, and only a grant gives out what was added."""

import pytest
from sqlalchemy import select

from app.casework.acts.errors import NotFound
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry, Document
from app.casework.texts.versions import current_versions
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure import draft_check
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.applicant_letters import paper_for_applicant
from app.processes.disclosure.letters import REPLY
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import files_of
from app.steps import withdrawal
from tests.journeys.reply_file_hands import (
    hash_now,
    record_paper,
    remove,
    sample_of_reply,
    seen_by_applicant,
    sign_until,
    tamper,
)
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


FORBIDDEN = (
    "身份证件号码｜未取得个人同意，《中华人民共和国个人信息保护法》第二十五条规定不得公开｜law_forbids"
)
OTHER_WAY = {**GRANTED, "fact_provision": "other_way", "fact_access_way": "到本机关政务公开科查阅"}


@pytest.fixture
def office() -> Office:
    office = Office()
    office.apply()
    return office


class TestKeptWord:
    """A letter that says 随本告知书一并提供 has something with it."""

    def test_nothing_is_handed_in_without_a_file(self, office):
        office.handled()
        with pytest.raises(InvalidInput) as refused:
            office.do("handler", "T_draft", **GRANTED)
        assert "没有添加附件" in refused.value.fields["enclosures"]
        office.do("handler", "T_draft", **OTHER_WAY)

    def test_a_recorded_paper_copy_is_enough(self, office):
        office.handled()
        record_paper(office)
        office.do("handler", "T_draft", **GRANTED)
        assert office.open_nodes() == {"T_sign_unit_head"}

    def test_words_typed_by_the_drafter_count_as_well(self, office):
        office.handled()
        with pytest.raises(InvalidInput):
            office.do("handler", "T_draft", **{**OTHER_WAY, "fact_access_way": "复印件随本告知书一并提供"})

    def test_part_of_it_granted_promises_too(self, office):
        office.handled("partly_granted")
        part = {**sample_of_reply(office), "fact_withheld_parts": FORBIDDEN}
        with pytest.raises(InvalidInput):
            office.do("handler", "T_draft", **part)
        office.attach()
        office.do("handler", "T_draft", **part)

    def test_at_issue_the_same_is_asked_once_more(self, office):
        """The hash is made to fit, as if the signers had signed a letter without its file."""
        office.signed()
        tamper(office, "removed")
        current_versions(office.case)[REPLY].content_hash = hash_now(office)
        db.session.commit()
        with pytest.raises(InvalidInput, match="没有添加附件"):
            office.do("reviewer", "T_issue", checked=True)


class TestOnlyAGrantGivesThemOut:
    def test_granted_and_issued_the_applicant_gets_what_the_letter_names(self, office):
        office.drafted()
        assert seen_by_applicant(office) == []
        sign_until(office, "T_issue")
        assert seen_by_applicant(office) == []
        office.do("reviewer", "T_issue", checked=True)
        assert seen_by_applicant(office) == ["补贴发放明细.pdf"]

    def test_a_refusal_gives_out_nothing_whatever_was_added_before_it(self, office):
        office.assigned()
        office.attach()
        office.do("handler", "T_handle", **SEARCH, outcome="denied_process")
        office.do("handler", "T_draft", **sample_of_reply(office))
        sign_until(office, "T_issue")
        office.do("reviewer", "T_issue", checked=True)
        letter = letters_of(office.case)[-1]
        assert "enclosures" not in letter.facts
        check_nothing_is_given(office)

    def test_a_decision_that_changed_to_a_refusal_takes_them_back(self, office):
        office.drafted()
        office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="属于过程性信息")
        office.do("handler", "T_draft", decision="rethink", opinion="属于过程性信息")
        office.do("handler", "T_handle", **SEARCH, outcome="denied_process")
        kept_back = [row for row in checks(office) if row["words"] == "不提供的文件没有随附"]
        assert "已添加的 1 份附件只留案卷" in kept_back[0]["note"]
        query = select(AuditEntry.summary).where(AuditEntry.tag == "reply_file.kept_back")
        assert "不随答复提供" in db.session.scalars(query).one()
        office.do("handler", "T_draft", **sample_of_reply(office))
        sign_until(office, "T_issue")
        office.do("reviewer", "T_issue", checked=True)
        check_nothing_is_given(office)

    def test_an_outcome_written_over_after_a_refusal_opens_nothing(self, office):
        office.assigned()
        office.attach()
        office.do("handler", "T_handle", **SEARCH, outcome="denied_process")
        office.do("handler", "T_draft", **sample_of_reply(office))
        sign_until(office, "T_issue")
        office.do("reviewer", "T_issue", checked=True)
        request_of(office.case).outcome = "granted"
        db.session.commit()
        check_nothing_is_given(office)

    def test_a_withdrawn_request_gives_out_nothing(self, office):
        office.signed()
        office.run(withdrawal.withdraw_request, APPLICANT, case_id=office.case.id, reason="已经取得")
        check_nothing_is_given(office)
        with pytest.raises(Exception, match="已办结") as refused:
            office.attach("后来的.pdf")
        assert refused.value.code == "case_is_closed"

    def test_what_was_removed_is_not_given_out(self, office):
        office.attached()
        office.attach("补贴标准.pdf")
        removed = files_of(office.case)[0]
        document_id = removed.document_id
        remove(office, removed.id)
        office.do("handler", "T_draft", **GRANTED)
        sign_until(office, "T_issue")
        office.do("reviewer", "T_issue", checked=True)
        assert seen_by_applicant(office) == ["补贴标准.pdf"]
        with pytest.raises(NotFound):
            paper_for_applicant(request_of(office.case), document_id)

    @pytest.mark.parametrize("change", ["added", "replaced"])
    def test_what_the_letter_does_not_name_is_not_given_out(self, office, change):
        """Written past the acts after the issue."""
        office.issued()
        tamper(office, change)
        assert seen_by_applicant(office) == (["补贴发放明细.pdf"] if change == "added" else [])

    def test_by_post_it_is_given_out_when_the_letter_is(self):
        office = Office()
        office.register()
        office.issued()
        assert seen_by_applicant(office) == []
        office.do("clerk", "T_deliver", delivery="delivered", method="post",
                  sent_on=office.now.date().isoformat(), tracking_number="1099000000002")  # fmt: skip
        assert seen_by_applicant(office) == ["补贴发放明细.pdf"]


def checks(office: Office) -> list[dict]:
    return draft_check.checks_of(office.case, office.now.date(), sample_of_reply(office))


def check_nothing_is_given(office: Office) -> None:
    """Neither listed nor there under its number."""
    assert seen_by_applicant(office) == []
    added = db.session.scalars(select(Document).where(Document.filename == "补贴发放明细.pdf")).one()
    with pytest.raises(NotFound):
        paper_for_applicant(request_of(office.case), added.id)
