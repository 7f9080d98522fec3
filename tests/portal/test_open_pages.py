"""Guide, policies, verification: pages without personal data."""

import io

import pytest
from werkzeug.datastructures import FileStorage

from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.papers.documents import read_document


class TestGuide:
    def test_it_names_organs_and_numbers_of_the_law(self, applicant):
        page = applicant.get("/").text
        for words in (
            "禄丰市人民政府",
            "金山镇人民政府",
            "示例路1号",
            "0878-0000001",
            "行政复议",
            "信息处理费",
        ):
            assert words in page
        assert "核对的数字" not in page
        assert "未核对" not in page  # how far a number was compared is the office's own affair
        assert "政务公开科" not in page  # a section does not act in its own name

    def test_policies_says_plainly_that_there_are_none(self, applicant):
        assert "这里还没有公开的内容" in applicant.get("/policies").text

    @pytest.mark.parametrize("path", ["/", "/policies", "/apply", "/progress", "/verify"])
    def test_large_type_and_contrast_are_links(self, applicant, path):
        page = applicant.get(path).text
        assert "大字版" in page
        assert "style=" not in page
        assert "<script>" not in page


class TestVerification:
    @pytest.fixture
    def letter(self, office, letters_wait):
        office.apply()
        office.registered()
        dispatch_due(office.now)
        return letters_of(office.case)[0]

    def upload(self, applicant, data: bytes):
        return applicant.send("/verify/file", {"pdf": FileStorage(io.BytesIO(data), "x.pdf")})

    def test_a_code_tells_organ_title_number_and_hash_but_not_the_content(self, applicant, letter):
        typed = letter.verification_code.lower().replace("-", " ")
        answer = applicant.post("/verify", {"code": typed})
        page = applicant.get(answer.location).text
        for words in ("禄丰市人民政府", letter.title, letter.document_number, letter.document.file_hash):
            assert words in page
        assert "耕地地力保护补贴" not in page
        assert "申请人甲" not in page

    def test_a_mistyped_and_an_unknown_code_are_told_apart(self, applicant):
        assert "12 位字母和数字" in applicant.post("/verify", {"code": "ABC"}).text
        answer = applicant.get("/verify/2222-2222-2222")
        assert answer.status_code == 404

    def test_a_file_is_genuine_altered_or_unknown(self, applicant, letter):
        genuine = read_document(letter.document)
        assert "与存档一致" in self.upload(applicant, genuine).text
        assert "与存档不一致" in self.upload(applicant, genuine + b"\n%").text
        assert "不是本平台的存档文书" in self.upload(applicant, b"%PDF-1.7 something").text

    def test_no_file_is_asked_for(self, applicant):
        assert "请选择要核验的 PDF 文件" in applicant.post("/verify/file").text
