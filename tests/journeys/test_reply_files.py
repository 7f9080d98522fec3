"""答复附件: part of the reply from the search to the issue. Added by who drafts, signed with the text, then fixed."""

import pytest
from sqlalchemy import select

from app.casework.acts import audit
from app.casework.acts.actor import SYSTEM
from app.casework.acts.errors import CannotHappenNow, NotFound, StaleWorkItem
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry, Document, StoredFile
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import file_store
from app.casework.papers.uploads import check_upload
from app.casework.texts.versions import current_versions
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure import draft_check, draft_form, reply_file_acts
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.applicant_letters import paper_for_applicant, reply_papers
from app.processes.disclosure.letters import REPLY, reply_content, reply_kind
from app.processes.disclosure.models import ReplyFile
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_file_acts import FilesAreFixed
from app.processes.disclosure.reply_files import files_of
from app.steps import papers, withdrawal
from tests.support.office import GRANTED, SEARCH, Office, paper

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
OTHER_WAY = {**GRANTED, "fact_provision": "other_way", "fact_access_way": "到本机关政务公开科查阅"}


@pytest.fixture
def office() -> Office:
    office = Office()
    office.apply()
    return office


def sample_of_reply(office: Office) -> dict:
    kind = reply_kind(request_of(office.case))
    return draft_form.values_from(kind, kind.sample_facts())


def record_paper(office: Office, login: str = "handler", **data) -> None:
    office.run(
        reply_file_acts.add_paper_copy, office.person(login), case_id=office.case.id,
        data={"name": "资金拨付凭证复印件", "pages": 3, **data},
    )  # fmt: skip


def remove(office: Office, file_id: int, login: str = "handler") -> None:
    office.run(
        reply_file_acts.remove_reply_file, office.person(login), case_id=office.case.id, file_id=file_id
    )


def hash_now(office: Office) -> str:
    return reply_content(request_of(office.case), office.now.date()).hash


def seen_by_applicant(office: Office) -> list[str]:
    return [one.filename for one in reply_papers(request_of(office.case))]


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


class TestKeptWord:
    """A letter that says 随本告知书一并提供 has something with it."""

    def test_nothing_is_handed_in_without_a_file(self, office):
        office.handled()
        with pytest.raises(InvalidInput) as refused:
            office.do("handler", "T_draft", **GRANTED)
        assert "没有添加答复附件" in refused.value.fields["enclosures"]
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
        with pytest.raises(InvalidInput):
            office.do("handler", "T_draft", **sample_of_reply(office))
        office.attach()
        office.do("handler", "T_draft", **sample_of_reply(office))

    def test_at_issue_the_same_is_asked_once_more(self, office):
        """The hash is made to fit, as if the signers had signed a letter without its file."""
        office.signed()
        tamper(office, "removed")
        current_versions(office.case)[REPLY].content_hash = hash_now(office)
        db.session.commit()
        with pytest.raises(InvalidInput, match="没有添加答复附件"):
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


def sign_until(office: Office, node: str) -> None:
    """Everybody agrees until this task is open."""
    signers = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
               "T_sign_leader": "leader"}  # fmt: skip
    while node not in (open_now := office.open_nodes()):
        waiting = next(one for one in open_now if one in signers)
        office.do(signers[waiting], waiting, decision="approve", opinion="同意")


def tamper(office: Office, change: str) -> None:
    """Change the rows themselves, past every act."""
    file = files_of(office.case)[0]
    if change == "removed":
        file.removed_at = office.now
    elif change == "replaced":
        other = file_store().put(paper("别的内容"))
        db.session.add(StoredFile(hash=other, size=1, media_type="application/pdf", stored_at=office.now))
        db.session.flush()
        file.document.file_hash = other
    else:
        known = file.document
        twin = Document(case_id=known.case_id, origin=DocumentOrigin.ATTACHMENT, title="后来的", filename="后来的.pdf",
                        file_hash=known.file_hash, is_visible_to_applicant=True, added_at=office.now,
                        added_by="某人")  # fmt: skip
        db.session.add(twin)
        db.session.flush()
        db.session.add(ReplyFile(case_id=known.case_id, position=50, name="后来的", document_id=twin.id,
                                 added_by_id=file.added_by_id, added_at=office.now))  # fmt: skip
    db.session.commit()


def check_nothing_is_given(office: Office) -> None:
    """Neither listed nor there under its number."""
    assert seen_by_applicant(office) == []
    added = db.session.scalars(select(Document).where(Document.filename == "补贴发放明细.pdf")).one()
    with pytest.raises(NotFound):
        paper_for_applicant(request_of(office.case), added.id)
