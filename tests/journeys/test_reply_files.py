"""答复附件: part of the reply from the search to the issue. Added by who drafts, signed with the text, then fixed."""

import pytest
from sqlalchemy import select

from app.casework.acts import audit
from app.casework.acts.actor import SYSTEM
from app.casework.acts.errors import CannotHappenNow, NotFound, StaleWorkItem
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry, Document
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.uploads import check_upload
from app.casework.texts.versions import current_versions
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure import reply_file_acts
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.letters import REPLY
from app.processes.disclosure.models import ReplyFile
from app.processes.disclosure.reply_file_acts import FilesAreFixed
from app.processes.disclosure.reply_files import files_of
from app.steps import papers
from tests.journeys.reply_file_hands import (
    hash_now,
    record_paper,
    remove,
    sign_until,
    tamper,
)
from tests.support.office import GRANTED, SEARCH, Office, paper

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
OTHER_WAY = {**GRANTED, "fact_provision": "other_way", "fact_access_way": "到本机关政务公开科查阅"}


@pytest.fixture
def office() -> Office:
    office = Office()
    office.apply()
    return office


class TestWhoAndWhen:
    @pytest.mark.parametrize(
        "login", ["clerk", "reviewer", "officehead", "unithead", "leader", "handler2", "admin"]
    )
    def test_nobody_but_who_drafts_adds_or_removes(self, office, login):
        office.handled()
        added = office.attach()
        with pytest.raises(NotAllowed):
            office.attach("别的.pdf", login=login)
        with pytest.raises(NotAllowed):
            record_paper(office, login)
        with pytest.raises(NotAllowed):
            remove(office, added, login)
        assert [file.name for file in files_of(office.case)] == ["补贴发放明细"]

    @pytest.mark.parametrize("actor", [APPLICANT, SYSTEM])
    def test_neither_an_applicant_nor_a_job_does(self, office, actor):
        office.handled()
        with pytest.raises(NotAllowed):
            office.run(reply_file_acts.add_paper_copy, actor, case_id=office.case.id, data={"name": "凭证"})

    def test_before_the_search_there_is_nothing_to_add(self, office):
        office.accepted()
        with pytest.raises(FilesAreFixed):
            office.attach(login="reviewer")

    def test_it_is_added_where_it_is_found_before_anything_is_decided(self, office):
        office.assigned()
        office.attach()
        office.do("handler", "T_handle", **SEARCH, outcome="granted")
        office.do("handler", "T_draft", **GRANTED)
        assert office.open_nodes() == {"T_sign_unit_head"}

    def test_adding_takes_up_the_task_as_submitting_does(self, office):
        office.handled()
        office.attach()
        assert office.item("T_draft").assignee_id == office.person("handler").person_id

    def test_the_intake_clerk_can_file_papers_but_no_attachment(self, office):
        office.attached()
        upload = check_upload("明细.pdf", paper("明细"), limit=10**6)
        known = {"case_id": office.case.id, "uploads": [upload]}
        with pytest.raises(InvalidInput):
            office.run(papers.add_papers, office.person("clerk"), purpose="reply_attachment", **known)
        office.run(papers.add_papers, office.person("clerk"), purpose="material", **known)
        assert [file.name for file in files_of(office.case)] == ["补贴发放明细"]

    def test_what_belongs_to_another_case_is_not_removed(self, office):
        office.attached()
        mine = files_of(office.case)[0].id
        office.apply(description="另一项信息")
        office.attached()
        with pytest.raises(NotFound):
            remove(office, mine)

    def test_each_act_leaves_its_line(self, office):
        office.attached()
        record_paper(office)
        remove(office, files_of(office.case)[0].id)
        query = (
            select(AuditEntry.summary)
            .where(AuditEntry.tag.like("reply_file.%"))
            .order_by(AuditEntry.sequence)
        )
        assert list(db.session.scalars(query)) == [
            "添加答复附件：补贴发放明细.pdf",
            "登记随答复提供的纸质件：资金拨付凭证复印件",
            "移除答复附件：补贴发放明细",
        ]
        assert audit.verify() is None


class TestOneList:
    def test_the_same_contents_or_the_same_name_twice_are_refused(self, office):
        office.attached()
        with pytest.raises(InvalidInput, match="内容有误"):
            office.attach("改了名.pdf", paper("补贴发放明细.pdf"))
        with pytest.raises(InvalidInput):
            office.attach("补贴发放明细.pdf", paper("别的内容"))
        record_paper(office)
        with pytest.raises(InvalidInput) as refused:
            record_paper(office)
        assert refused.value.fields == {"name": "附件中已有这个名称"}

    def test_what_was_removed_stays_in_the_case_as_a_working_paper_and_can_come_back_last(self, office):
        office.attached()
        office.attach("补贴标准.pdf")
        remove(office, files_of(office.case)[0].id)
        kept = db.session.scalars(select(Document).where(Document.filename == "补贴发放明细.pdf")).one()
        assert kept.origin == DocumentOrigin.OFFICE
        office.attach()
        assert [file.name for file in files_of(office.case)] == ["补贴标准", "补贴发放明细"]
        assert [file.position for file in files_of(office.case)] == [2, 3]

    def test_pages_are_counted_where_they_can_be(self, office):
        office.attached()
        record_paper(office, pages="")
        assert [file.pages for file in files_of(office.case)] == [1, None]


class TestSigned:
    """决定 0010: the files are in the hash that signatures are bound to."""

    def test_each_of_file_name_order_and_paper_copy_makes_another_text(self, office):
        office.attached()
        seen = [hash_now(office)]
        office.attach("补贴标准.pdf")
        seen.append(hash_now(office))
        record_paper(office)
        seen.append(hash_now(office))
        first = files_of(office.case)[0]
        first.position = 99
        db.session.commit()
        seen.append(hash_now(office))
        first = db.session.get_one(ReplyFile, first.id)
        first.name = "另一个名称"
        db.session.commit()
        seen.append(hash_now(office))
        assert len(set(seen)) == 5

    @pytest.mark.parametrize("node", ["T_sign_unit_head", "T_sign_office_head", "T_issue"])
    def test_after_the_first_signature_nothing_is_added_or_removed(self, office, node):
        office.drafted()
        sign_until(office, node)
        bound = files_of(office.case)[0].id
        for login in ("handler", "clerk", "reviewer"):
            with pytest.raises(FilesAreFixed):
                office.attach("后来的.pdf", login=login)
            with pytest.raises(FilesAreFixed):
                record_paper(office, login)
            with pytest.raises(FilesAreFixed):
                remove(office, bound, login)

    @pytest.mark.parametrize("change", ["added", "removed", "replaced"])
    @pytest.mark.parametrize("node", ["T_sign_unit_head", "T_sign_office_head", "T_issue"])
    def test_a_change_by_whatever_way_voids_what_was_signed(self, office, node, change):
        """Even written past the acts, into the table itself."""
        office.drafted()
        sign_until(office, node)
        tamper(office, change)
        who = {"T_sign_unit_head": "unithead", "T_sign_office_head": "officehead", "T_issue": "reviewer"}[
            node
        ]
        answer = {"checked": True} if node == "T_issue" else {"decision": "approve"}
        with pytest.raises(CannotHappenNow, match="退回修改"):
            office.do(who, node, **answer)
        office.do(who, node, decision="send_back", opinion="附件有变动")
        assert office.open_nodes() == {"T_draft"}

    def test_sent_back_and_changed_it_goes_round_again_and_the_old_page_is_refused(self, office):
        office.drafted()
        seen = current_versions(office.case)[REPLY].content_hash
        office.do("unithead", "T_sign_unit_head", decision="approve", signed_hash=seen)
        office.do("officehead", "T_sign_office_head", decision="send_back", opinion="请附补贴标准")
        office.attach("补贴标准.pdf")
        office.do("handler", "T_draft", **GRANTED)
        with pytest.raises(StaleWorkItem):
            office.do("unithead", "T_sign_unit_head", decision="approve", signed_hash=seen)
        office.do("unithead", "T_sign_unit_head", decision="approve")
        office.do("officehead", "T_sign_office_head", decision="approve")
        office.do("reviewer", "T_issue", checked=True)
        named = letters_of(office.case)[-1].facts["enclosures"]
        assert [(row["name"], row["medium"]) for row in named] == [
            ("补贴发放明细", "electronic"), ("补贴标准", "electronic"),
        ]  # fmt: skip
        assert [row["sha256"] for row in named] == [file.document.file_hash for file in files_of(office.case)]

    def test_once_issued_it_is_fixed(self):
        """Also while the letter still waits to be posted."""
        office = Office()
        office.register()
        office.issued()
        assert office.open_nodes() == {"T_deliver"}
        with pytest.raises(FilesAreFixed):
            office.attach("后来的.pdf")
        with pytest.raises(FilesAreFixed):
            remove(office, files_of(office.case)[0].id)


class TestNames:
    def test_a_file_whose_name_the_letter_cannot_print_is_refused_with_the_way_to_mend_it(self, office):
        office.handled()
        with pytest.raises(InvalidInput) as refused:
            office.attach("🏠房屋明细.pdf")
        assert "U+1F3E0" in refused.value.fields["files"]
        assert "请把文件改名后重新添加" in refused.value.fields["files"]

    def test_so_is_a_paper_copy(self, office):
        office.handled()
        with pytest.raises(InvalidInput) as refused:
            record_paper(office, name="房屋明细🏠复印件")
        assert "请改写" in refused.value.fields["name"]

    def test_a_tab_in_a_name_is_a_blank(self, office):
        office.handled().attach("房屋\t明细.pdf")
        assert [one.name for one in files_of(office.case)] == ["房屋 明细"]
