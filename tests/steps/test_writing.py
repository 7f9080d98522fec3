"""Texts are written or uploaded, nobody writes over what he has not seen, and signatures know what they stood on."""

import io
from dataclasses import replace

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.casework.contract.platform import platform
from app.casework.contract.work import Work
from app.casework.models import Opinion
from app.casework.papers.materials import with_reading
from app.casework.papers.uploads import check_upload, turn
from app.casework.texts import signatures
from app.casework.texts.changes import changes_for_hand
from app.casework.texts.contents import TextKind
from app.casework.texts.errors import TextOvertaken
from app.casework.texts.seen import mark_of, versions_to_sign
from app.casework.texts.sheet import sheet_facts
from app.casework.texts.versions import current_versions, versions_of
from app.casework.work import work_items
from app.database import db
from app.law.errors import InvalidInput, NotAllowed, RuleViolation
from app.letters.facts import check_facts
from app.office.people import find_person
from app.steps.closing import Closing
from app.steps.cosigning import CoSigning
from app.steps.editing import edit_texts
from app.steps.issue import Issuing
from app.steps.signoff import SignOff
from app.steps.writing import Writing
from tests.casework import upload_samples as samples
from tests.desk.conftest import Browser
from tests.steps.joint_paper import joint_paper

pytestmark = pytest.mark.database
PAPER = "第一条　为了规范养犬行为，制定本办法。\n第二条　重点管理区每户限养一只。"
LATER = PAPER.replace("限养一只", "限养两只")
SAID = "养犬要登记，带身份证到社区办理。"
FIRST = {"paper_text": PAPER, "explanation_text": SAID}


@pytest.fixture
def writing(drafting):
    """The joint paper, written by the platform's step; opinions may mark passages."""
    steps = (Writing(key="write", needed=("paper", "explanation")), CoSigning(), SignOff(marks_passages=True),
             Issuing(), Closing())  # fmt: skip
    platform().processes["joint_paper"] = replace(joint_paper, work=Work(steps=steps))
    return drafting


@pytest.fixture
def signing(writing):
    """Written, and with two units to be co-signed."""
    writing.do("reviewer", "T_write", **FIRST)
    return writing.sent()


def upload(name, data):
    with turn() as mine:
        return with_reading(check_upload(name, data, limit=10**7, mine=mine), mine)


def edit(office, login, **data):
    return office.run(edit_texts, office.person(login), case_id=office.case.id, data=data)


def consent(office, login, unit, **more):
    return office.co_sign(
        login, unit, decision="approve", signed_hash=mark_of(versions_to_sign(office.case)), **more
    )


def object_to(office, login, unit, passage="限养一只"):
    return office.co_sign(login, unit, decision="send_back", opinion="范围过窄", passage=passage)


class TestWriting:
    def test_both_ways_make_versions(self, writing):
        file = upload("办法.docx", samples.written_docx(*PAPER.splitlines()))
        writing.do("reviewer", "T_write", paper_files=[file], explanation_text=SAID)
        found = current_versions(writing.case)
        assert [found[key].kind for key in ("paper", "explanation")] == [TextKind.FILES, TextKind.BODY]
        assert found["paper"].author.login == "reviewer"

    @pytest.mark.parametrize("typed", [{}, {"paper_text": PAPER}])
    def test_a_text_that_is_missing_is_named(self, writing, typed):
        with pytest.raises(InvalidInput) as refused:
            writing.do("reviewer", "T_write", **typed)
        assert list(refused.value.fields)[-1].endswith("_text")

    def test_only_one_way_at_a_time(self, writing):
        file = upload("办法.docx", samples.written_docx("另一稿"))
        with pytest.raises(InvalidInput) as refused:
            writing.do("reviewer", "T_write", **FIRST, paper_files=[file])
        assert "一种" in refused.value.fields["paper_files"]

    def test_the_second_of_two_is_told_and_loses_nothing(self, signing):
        edit(
            signing, "reviewer", paper_text=LATER, paper_seen="1", explanation_text=SAID, explanation_seen="1"
        )
        with pytest.raises(TextOvertaken) as refused:
            edit(signing, "officehead", paper_text=PAPER + "三", paper_seen="1")
        assert "第 2 版" in refused.value.fields["paper_text"]
        edit(
            signing, "officehead", paper_text=PAPER + "三", **{"paper_seen": refused.value.now["paper_seen"]}
        )
        assert [one.content["text"] for one in versions_of(signing.case) if one.slot == "paper"] == [
            PAPER, LATER, PAPER + "三",
        ]  # fmt: skip

    def test_an_edit_that_changes_nothing_is_no_version(self, signing):
        with pytest.raises(InvalidInput, match="没有变化"):
            edit(signing, "reviewer", paper_text=PAPER, paper_seen="1")

    @pytest.mark.parametrize("login", ["unithead", "foreign", "leader"])
    def test_a_stranger_to_the_text_does_not_edit(self, signing, login):
        with pytest.raises(NotAllowed):
            edit(signing, login, paper_text=LATER, paper_seen="1")

    def test_a_version_not_seen_is_not_written_over(self, signing):
        with pytest.raises(TextOvertaken):
            edit(signing, "reviewer", paper_text=LATER)

    def test_who_edited_last_does_not_review(self, signing):
        edit(signing, "officehead", paper_text=LATER, paper_seen="1")
        editor = find_person("officehead").id
        waiting = signing.copies().values()
        assert waiting
        assert all(editor in item.drafter_ids and item.assignee_id != editor for item in waiting)


class TestIssuing:
    def test_what_was_edited_after_the_last_signature_does_not_go_out(self, signing):
        consent(signing, "unithead", "自然资源局")
        consent(signing, "financehead", "财政局")
        edit(signing, "reviewer", paper_text=LATER, paper_seen="1")
        with pytest.raises(RuleViolation, match="文件、起草说明现在的文本没有有效的签署，不能制发"):
            signing.do("clerk2", "T_issue", decision="issued", checked=True)
        signing.do("clerk2", "T_issue", decision="send_back", opinion="签署后有改动")
        assert signing.open_nodes() == {"T_write"}


class TestSigning:
    def test_an_edit_voids_and_the_signer_reads_the_difference(self, signing):
        consent(signing, "unithead", "自然资源局")
        object_to(signing, "financehead", "财政局")
        signing.do("reviewer", "T_write", paper_text=LATER, paper_seen="1")
        signing.sent()
        item = signing.copies()["自然资源局"]
        found = changes_for_hand(
            signing.case, item, find_person("unithead").id, versions_to_sign(signing.case)
        )
        assert list(found) == ["paper"]
        assert (found["paper"].inserted, found["paper"].deleted) in {(1, 1), (2, 2), (3, 3), (4, 4)}
        assert [one.stands for one in signatures.signatures_of(signing.case, signing.now.date())] == [
            False,
            True,
        ]

    def test_an_objection_keeps_its_passage_until_it_is_lifted(self, signing):
        object_to(signing, "financehead", "财政局")
        consent(signing, "unithead", "自然资源局")
        signing.do("reviewer", "T_write", paper_text=LATER, paper_seen="1")
        [objection] = signatures.standing_objections(signing.case)
        assert (objection.passage, objection.passage_version.number) == ("限养一只", 1)
        signing.sent()
        consent(signing, "financehead", "财政局")
        assert signatures.standing_objections(signing.case) == []
        assert db.session.get_one(Opinion, objection.id).passage == "限养一只"

    def test_words_that_stand_in_no_text_are_no_passage(self, signing):
        with pytest.raises(RuleViolation) as refused:
            object_to(signing, "financehead", "财政局", passage="每户限养三只")
        assert "passage" in refused.value.fields

    def test_a_passage_may_be_broken_otherwise(self, signing):
        object_to(signing, "financehead", "财政局", passage="制定本办法。 \n 第二条")
        assert signatures.standing_objections(signing.case)[0].passage_version.slot == "paper"

    def test_the_sheet_names_what_fell_and_why(self, signing):
        consent(signing, "unithead", "自然资源局")
        object_to(signing, "financehead", "财政局")
        signing.do("reviewer", "T_write", paper_text=LATER, paper_seen="1")
        facts = sheet_facts(signing.case, signing.now.date())
        assert [row["version"] for row in facts["texts"] if row["title"] == "文件"] == [
            "第 1 版（已修改）",
            "第 2 版",
        ]
        assert [row["state"] for row in facts["opinions"]] == ["失效：文件已改为第 2 版", "异议尚未撤回"]
        assert facts["opinions"][1]["passage"] == "限养一只"
        kind = platform().catalogue.kind("signature_sheet")
        assert check_facts(kind, facts) == []


@pytest.fixture
def browser(app, signing):
    return lambda login: Browser(app.test_client(), signing, login)


def send(browser, path, files=(), **typed):
    data = {**typed, **{name: FileStorage(io.BytesIO(content), file) for name, file, content in files}}
    boundary, body = encode_multipart(data)
    return browser.post(path, body, content_type=f"multipart/form-data; boundary={boundary}")


class TestPages:
    def base(self, office):
        return f"/desk/cases/{office.number}/texts"

    def test_versions_preview_difference_and_sheet(self, browser, signing):
        edit(signing, "reviewer", paper_text=LATER, paper_seen="1")
        reader, base = browser("reviewer"), self.base(signing)
        page = reader.get(base).get_data(as_text=True)
        assert current_versions(signing.case)["paper"].content_hash[:16] in page
        assert "限养两只" in reader.get(f"{base}/paper/2").get_data(as_text=True)
        shown = reader.get(f"{base}/difference?before=paper.1&after=paper.2").get_data(as_text=True)
        assert "<del>" in shown
        assert "<ins>" in shown
        assert reader.get(f"{base}/signatures.pdf").data.startswith(b"%PDF")

    @pytest.mark.parametrize(
        "path",
        [
            "/paper/9",
            "/none/1",
            "/difference?before=paper.1&after=x",
            "/difference",
            "/paper/1/files/1/pages/1.jpg",
        ],
    )
    def test_what_is_not_there_is_not_found(self, browser, signing, path):
        assert browser("reviewer").get(self.base(signing) + path).status_code == 404

    @pytest.mark.parametrize(
        "path", ["", "/paper/1", "/difference?before=paper.1&after=paper.1", "/signatures.pdf", "/edit"]
    )
    def test_a_stranger_sees_nothing(self, browser, signing, path):
        assert browser("foreign").get(self.base(signing) + path).status_code in (403, 404)

    def test_a_pdf_is_uploaded_read_and_drawn(self, browser, signing):
        reviewer, base = browser("reviewer"), self.base(signing)
        pdf = samples.written_pdf("第一条　为了规范养犬行为。", "第二条　每户限养一只。")
        answer = send(
            reviewer, f"{base}/edit", [("paper_files", "办法.pdf", pdf)], paper_seen="1", form_key="k1"
        )
        assert answer.status_code == 302
        page = reviewer.get(f"{base}/paper/2").get_data(as_text=True)
        assert "每户限养一只" in page
        [row] = current_versions(signing.case)["paper"].content["files"]
        picture = reviewer.get(f"{base}/paper/2/files/{row['document_id']}/pages/2.jpg")
        assert (picture.mimetype, picture.data[:2]) == ("image/jpeg", b"\xff\xd8")

    def test_what_was_left_in_a_file_is_said_and_what_was_typed_stays(self, browser, signing):
        left = samples.written_docx('<w:p><w:ins w:id="1"><w:r><w:t>加一句</w:t></w:r></w:ins></w:p>')
        answer = send(browser("reviewer"), f"{self.base(signing)}/edit", [("paper_files", "办法.docx", left)],
                      explanation_text="改过的说明", explanation_seen="1", paper_seen="1", form_key="k2")  # fmt: skip
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert "修订痕迹" in page
        assert "改过的说明" in page

    def test_whoever_was_overtaken_finds_his_file_again(self, browser, signing):
        edit(signing, "reviewer", paper_text=LATER, paper_seen="1")
        file = ("paper_files", "我的.docx", samples.written_docx("我的一稿"))
        answer = send(
            browser("officehead"), f"{self.base(signing)}/edit", [file], paper_seen="1", form_key="k3"
        )
        page = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert "我的.docx" in page
        assert 'name="paper_seen" value="2"' in page or 'value="2" name="paper_seen"' in page

    def test_the_signing_page_shows_several_texts_and_then_the_difference(self, browser, signing):
        head = browser("unithead")
        page = head.get(f"/desk/signing/{signing.copies()['自然资源局'].id}").get_data(as_text=True)
        assert "is-several" in page
        assert "限养一只" in page
        consent(signing, "unithead", "自然资源局")
        object_to(signing, "financehead", "财政局")
        signing.do("reviewer", "T_write", paper_text=LATER, paper_seen="1")
        signing.sent()
        page = head.get(f"/desk/signing/{signing.copies()['自然资源局'].id}").get_data(as_text=True)
        assert "<del>" in page
        assert "已修改，这里是改动之处" in page
        assert "限养一只" in head.get(f"/desk/cases/{signing.number}").get_data(as_text=True)


def test_work_items_are_the_same_for_a_program(writing):
    form = work_items.form_of(writing.item("T_write"))
    assert form.initial(writing.case) == {"paper_seen": "", "explanation_seen": ""}
