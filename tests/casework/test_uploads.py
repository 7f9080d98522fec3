import io
import resource
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casework.acts.errors import FileRefused
from app.casework.papers.uploads import ALL_KINDS, CheckedUpload, FileKind, check_upload, own_upload
from app.quarantine.inside import packages, pdf, pictures
from app.quarantine.inside.program import read_carefully
from app.quarantine.limits import PIXELS
from app.quarantine.turns import turn
from tests.casework import upload_samples as samples

LIMIT = 2 * 1024 * 1024
GENUINE = {
    FileKind.PDF: samples.pdf(), FileKind.DOCX: samples.docx(), FileKind.XLSX: samples.xlsx(),
    FileKind.OFD: samples.ofd(), FileKind.JPG: samples.picture("JPEG"), FileKind.PNG: samples.picture("PNG"),
}  # fmt: skip
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def refusal(name, data, status=422, **options):
    with pytest.raises(FileRefused) as refused:
        check_upload(name, data, limit=LIMIT, **options)
    assert refused.value.status == status
    return refused.value.fields["files"]


@pytest.mark.parametrize("kind", FileKind)
def test_a_genuine_file_of_every_kind_passes(kind):
    upload = check_upload(f"证明.{kind.value}", GENUINE[kind], limit=LIMIT)
    assert upload.filename == f"证明.{kind.value}"
    assert upload.data == GENUINE[kind]
    assert not upload.has_active_content


def test_an_upload_is_compared_by_its_hash():
    upload = check_upload("a.png", GENUINE[FileKind.PNG], limit=LIMIT)
    assert str(upload) == upload.hash
    assert len(upload.hash) == 64
    assert "data" not in repr(upload)


def test_an_empty_file_is_refused_by_name():
    assert refusal("空白.pdf", b"") == "“空白.pdf”是空文件（0 字节），请重新选择"


def test_a_file_over_the_limit_is_refused_with_both_sizes():
    assert (
        refusal("大.pdf", b"%PDF-" + bytes(3 * 1024 * 1024), 413) == "“大.pdf”大小为 3 MB，超过 2 MB 的上限"
    )


@pytest.mark.parametrize(("data", "found"), [
    (b"MZ\x90\0", "Windows 程序"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word"),
    (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "取消密码"),
    (b"\xd0\xcf\x11\xe0" + "__properties_version1.0".encode("utf-16-le"), "Outlook 邮件"),
    (samples.open_document(), "OpenDocument 文件"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"<script>alert(1)</script>%PDF-1.7", "网页或 XML"),
    (b"  \n<html>", "网页或 XML"),
    (b"GIF89a", "GIF 图片"),
    (b"\0\0\0\x18ftypheic", "HEIC 图片"),
    (samples.package({"a.txt": "x"}), "压缩包"),
    (b"hello", "无法识别"),
])  # fmt: skip
def test_the_content_decides_and_not_the_name(data, found):
    sentence = refusal("材料.pdf", data)
    assert "“材料.pdf”" in sentence
    assert "pdf、docx、xlsx、ofd、jpg、png" in sentence
    assert found in sentence


def test_a_kind_that_is_not_allowed_here_is_named():
    sentence = refusal("表.xlsx", GENUINE[FileKind.XLSX], allowed=frozenset({FileKind.PDF, FileKind.JPG}))
    assert "只接受 pdf、jpg" in sentence
    assert "Excel 表格" in sentence


def test_a_picture_with_a_wrong_ending_gets_the_right_one():
    assert check_upload("照片.png", GENUINE[FileKind.JPG], limit=LIMIT).filename == "照片.png.jpg"
    assert check_upload("照片.JPEG", GENUINE[FileKind.JPG], limit=LIMIT).filename == "照片.jpeg"


@pytest.mark.parametrize(("given_name", "kept"), [
    ("../../etc/passwd", "passwd.png"),
    ("C:\\Users\\a\\扫描.png", "扫描.png"),
    ("\u202egnp.exe", "gnp.exe.png"),
    ("a\0b\n\tc.png", "ab c.png"),
    ("...png", "png.png"),
    ("\u200b.png", "png.png"),
    ("", "附件.png"),
    ("con.png", "_con.png"),
    ('<"x">.png', "__x__.png"),
    ("长" * 300 + ".png", "长" * 116 + ".png"),
])  # fmt: skip
def test_names_are_made_safe(given_name, kept):
    assert check_upload(given_name, GENUINE[FileKind.PNG], limit=LIMIT).filename == kept


@settings(deadline=None)
@given(name=st.text(max_size=200))
def test_no_name_is_dangerous_or_too_long(name):
    kept = check_upload(name, GENUINE[FileKind.PNG], limit=LIMIT).filename
    assert kept.endswith(".png")
    assert len(kept) <= 120
    assert not set('/\\\0\r\n<>:"|?*\u202e\u2066') & set(kept)
    assert kept.isprintable()


def test_a_script_in_a_compressed_pdf_is_found():
    data = samples.pdf_with_script()
    assert b"JavaScript" not in data
    assert check_upload("a.pdf", data, limit=LIMIT).has_active_content


@pytest.mark.parametrize("data", [
    samples.docx(**{"word/vbaProject.bin": b"\0"}),
    samples.docx(**{"word/embeddings/oleObject1.bin": b"\0"}),
])  # fmt: skip
def test_macros_and_embedded_objects_are_marked(data):
    assert check_upload("a.docx", data, limit=LIMIT).has_active_content


@pytest.mark.parametrize("ending", ["docm", "docx", "dotm", "DOCM"])
def test_a_document_with_macros_is_refused_whatever_it_is_called(ending):
    sentence = refusal(f"材料.{ending}", samples.docx(samples.MACRO_TYPE))
    assert "启用宏的 Word 或者 Excel 文件（docm、xlsm），请另存为不含宏的" in sentence
    assert f"“材料.{ending}”" in sentence


@pytest.mark.parametrize("types", ["[content_types].xml", "[CONTENT_TYPES].XML"])
def test_a_document_with_macros_is_refused_however_its_list_of_parts_is_written(types):
    parts = {types: samples.CONTENT_TYPES.format(samples.MACRO_TYPE), "Word/Document.xml": samples.DOCUMENT}
    assert "启用宏" in refusal("材料.docx", samples.package(parts))


def test_a_package_with_two_parts_of_one_name_but_for_its_case_is_refused():
    two = samples.docx(**{"Word/document.xml": samples.DOCUMENT})
    assert "重名" in refusal("材料.docx", two)


def test_a_document_that_writes_about_macros_is_none():
    words = samples.DOCUMENT.replace("<w:body/>", "<w:body><w:p><w:t>macroEnabled</w:t></w:p></w:body>")
    assert not check_upload(
        "a.docx", samples.docx(**{"word/document.xml": words}), limit=LIMIT
    ).has_active_content


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame"])
def test_what_is_fetched_from_elsewhere_when_a_document_is_opened_is_marked(kind):
    assert check_upload("a.docx", samples.linked_docx(kind), limit=LIMIT).has_active_content


def test_a_link_that_a_reader_may_follow_and_a_template_inside_are_not_marked():
    for data in (samples.linked_docx("hyperlink"), samples.linked_docx(mode="")):
        assert not check_upload("a.docx", data, limit=LIMIT).has_active_content


def test_files_with_a_password_are_refused():
    assert "打开密码" in refusal("密.pdf", samples.pdf_with_password())
    locked = bytearray(samples.docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    assert "打开密码" in refusal("密.docx", bytes(locked))


@pytest.mark.parametrize("kind", [FileKind.DOCX, FileKind.PDF])
def test_bombs_are_stopped_without_using_memory(kind):
    name, data = f"炸弹.{kind}", samples.zip_bomb() if kind is FileKind.DOCX else samples.pdf_bomb()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "解开后过大" in refusal(name, data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_a_false_size_of_four_gigabytes_is_no_help():
    data = bytearray(samples.docx())
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 0xFFFFFFFE)
    assert "与实际不符" in refusal("假.docx", bytes(data))


@pytest.mark.parametrize("size", [(8000, 6251), (30_000, 30_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(size):
    sentence = refusal("大图.png", samples.declared_png(*size), 413)
    assert f"{size[0]}×{size[1]} 像素，超过 5000 万像素" in sentence


def test_the_pictures_of_one_call_are_counted_together():
    upload = samples.large_png()
    with turn() as mine:
        for _ in range(2):
            check_upload("大图.png", upload, limit=LIMIT, mine=mine)
        assert "合计不能超过 12500 万像素" in refusal("大图.png", upload, 413, mine=mine)
        assert not check_upload("小图.png", GENUINE[FileKind.PNG], limit=LIMIT, mine=mine).has_active_content


def test_a_file_of_the_house_is_taken_as_it_is():
    made = own_upload("表.xlsx", GENUINE[FileKind.XLSX], FileKind.XLSX)
    assert made == check_upload("表.xlsx", GENUINE[FileKind.XLSX], limit=LIMIT)


@pytest.mark.parametrize("kind", [FileKind.PDF, FileKind.JPG, FileKind.PNG])
def test_two_files_in_one_are_refused(kind):
    assert "压缩包" in refusal("双面.pdf", GENUINE[kind] + samples.package({"x.js": "alert(1)"}))


def test_a_part_that_points_outside_the_package_is_refused():
    assert "路径" in refusal("a.docx", samples.docx(**{"../../evil.sh": "rm"}))


def test_entities_in_a_document_are_refused():
    bad = samples.package({"[Content_Types].xml": "<Types/>", "word/document.xml": samples.BILLION_LAUGHS})
    assert "DTD" in refusal("a.docx", bad)


def test_parts_of_the_same_name_are_refused():
    out = io.BytesIO(samples.docx())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<other/>")
    assert "重名" in refusal("a.docx", out.getvalue())


@st.composite
def mutated(draw, original):
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(data) - 1))
        change = draw(st.sampled_from(["flip", "cut", "double", "insert"]))
        if change == "flip":
            data[place] = draw(st.integers(0, 255))
        elif change == "cut":
            del data[place : place + draw(st.integers(1, 40))]
            data = data or bytearray(b"%")
        elif change == "double":
            data += data[place:]
        else:
            data[place:place] = draw(st.binary(max_size=20))
    return bytes(data)


def passes_or_is_refused(data):
    try:
        return isinstance(check_upload("文件.bin", data, limit=LIMIT), CheckedUpload)
    except FileRefused as refused:
        return refused.fields["files"].startswith("“文件.bin”")


@pytest.mark.parametrize("kind", [FileKind.DOCX, FileKind.XLSX, FileKind.OFD])
@SLOW
@given(choices=st.data())
def test_mutated_packages_are_read_or_found_unreadable(kind, choices):
    found = read_carefully(packages.read, choices.draw(mutated(GENUINE[kind])), {})
    assert {"kind", "problem"} & found.keys()


@pytest.mark.parametrize("kind", [FileKind.JPG, FileKind.PNG])
@SLOW
@given(choices=st.data())
def test_mutated_pictures_are_read_or_found_unreadable(kind, choices):
    options = {"format": "PNG" if kind is FileKind.PNG else "JPEG", "left": PIXELS}
    found = read_carefully(pictures.read, choices.draw(mutated(GENUINE[kind])), options)
    assert {"pixels", "problem"} & found.keys()


@SLOW
@given(data=mutated(samples.pdf_with_script()))
def test_mutated_pdfs_are_read_or_found_unreadable(data):
    assert {"active", "problem"} & read_carefully(pdf.read, data, {}).keys()


@pytest.mark.parametrize("kind", sorted(ALL_KINDS))
@settings(max_examples=10, deadline=None)
@given(choices=st.data())
def test_mutated_files_of_every_kind_pass_or_are_refused(kind, choices):
    assert passes_or_is_refused(choices.draw(mutated(GENUINE[kind])))
