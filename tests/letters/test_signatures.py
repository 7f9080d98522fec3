"""What `flask letters verify` tells about digital signatures: intact, over the whole file, whose, when."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from click.testing import CliRunner

from app.cli.letters import letters_group
from app.letters import render
from app.letters.batch import merge_for_printing
from app.letters.reading import read_letter
from app.letters.signatures import Integrity, Signature, are_sound, read_signatures
from app.letters.signing import CertificateSigner
from tests.casework.upload_samples import letter_bomb
from tests.letters.test_signing import NOW, pkcs12

SHA256 = b"608648016503040201"  # the algorithm's identifier as it stands in the signature, in hexadecimal
NO_ALGORITHM = b"608648016503040263"


@pytest.fixture(scope="module")
def pdf(catalogue):
    kind = catalogue.kind("withdrawal_confirmation")
    return render(kind, kind.sample_facts())


@pytest.fixture(scope="module")
def signed(pdf, tmp_path_factory):
    return CertificateSigner(pkcs12(tmp_path_factory.mktemp("certificate")), b"open").sign(pdf, NOW)


@pytest.fixture
def run(tmp_path):
    """`flask letters verify` on a file; the register holds `issued`."""

    def verify_file(content, issued):
        letter = read_letter(issued)
        (tmp_path / "letter.pdf").write_bytes(content)
        group = letters_group({letter.code: letter.sha256}.get)
        return CliRunner().invoke(group, ["verify", str(tmp_path / "letter.pdf")])

    return verify_file


def flipped(content, where):
    return content[:where] + bytes([content[where] ^ 1]) + content[where + 1 :]


def in_title(content):
    """The place of a byte that neither the letter's own data nor the signature need to be read."""
    return content.index(b"WeasyPrint")


def other_algorithm(signed):
    head, mark, tail = signed.rpartition(b"/Contents <")
    return head + mark + tail.replace(SHA256.upper(), NO_ALGORITHM.upper()).replace(SHA256, NO_ALGORITHM)


def test_a_letter_without_a_signature(pdf, run):
    assert read_signatures(pdf) == ()
    result = run(pdf, issued=pdf)
    assert (result.exit_code, result.output.splitlines()[1:]) == (0, ["数字签名：无"])


def test_an_intact_signature_covers_the_file_and_tells_whose_and_when(signed, run):
    (signature,) = read_signatures(signed)
    assert (signature.integrity, signature.covers_file) == (Integrity.INTACT, True)
    assert signature.holder == "测试机关"
    assert abs(signature.signed_at - datetime.now(UTC)) < timedelta(minutes=10)
    result = run(signed, issued=signed)
    genuine, state, holder, time = result.output.splitlines()
    assert (result.exit_code, genuine[:2]) == (0, "真实")
    assert state == "数字签名：完好，覆盖整个文件"
    assert holder.startswith("签名证书：测试机关")
    assert f"{signature.signed_at + timedelta(hours=8):%Y-%m-%d %H:%M:%S}" in time


def test_one_byte_changed_breaks_the_signature(signed, run):
    changed = flipped(signed, in_title(signed))
    (signature,) = read_signatures(changed)
    assert (signature.integrity, signature.covers_file) == (Integrity.BROKEN, True)
    # even when the register knew this very file
    result = run(changed, issued=changed)
    assert (result.exit_code, result.output.splitlines()[1]) == (1, "数字签名：已被破坏，覆盖整个文件")


def test_a_changed_signature_is_broken(signed):
    for behind in (5, 200, 2500):
        changed = flipped(signed, signed.rindex(b"/Contents <") + len(b"/Contents <") + behind)
        assert not are_sound(read_signatures(changed))


def test_what_was_added_after_the_signature_is_not_covered(signed, run):
    added = signed + b"\n% added\n"
    (signature,) = read_signatures(added)
    assert (signature.integrity, signature.covers_file) == (Integrity.INTACT, False)
    result = run(added, issued=added)
    assert (result.exit_code, result.output.splitlines()[1]) == (1, "数字签名：完好，没有覆盖整个文件")


def test_a_range_that_leaves_out_more_than_the_signature_does_not_cover_the_file(signed):
    head, mark, tail = signed.rpartition(b"/ByteRange [0 ")
    first = tail.split(b" ", 1)[0]
    narrower = head + mark + str(int(first) - 10).encode() + tail[len(first) :]
    (signature,) = read_signatures(narrower)
    assert not signature.covers_file


def test_an_algorithm_that_is_not_known_is_told_as_such(signed, run):
    unknown = other_algorithm(signed)
    (signature,) = read_signatures(unknown)
    assert (signature.integrity, signature.covers_file, signature.holder) == (
        Integrity.UNCHECKED, True, "测试机关",
    )  # fmt: skip
    result = run(unknown, issued=unknown)
    assert (result.exit_code, "不能核对" in result.output) == (0, True)


def test_a_form_of_signature_that_is_not_known_is_told_as_such(signed):
    (signature,) = read_signatures(signed.replace(b"/adbe.pkcs7.detached", b"/gmt.sm2seal.detache"))
    assert signature == Signature(Integrity.UNCHECKED, covers_file=True)


def test_a_file_that_cannot_be_read_is_not_sound():
    assert not are_sound(read_signatures(b"%PDF-1.7\n"))


def test_signed_letters_are_printed_together(pdf, signed):
    with pikepdf.open(io.BytesIO(merge_for_printing([signed, pdf]))) as book:
        assert len(book.pages) == 4  # each of one page, and a blank back
        assert "/AcroForm" not in book.Root


def test_a_file_that_inflates_without_end_is_opened_by_nobody(run, pdf):
    result = run(letter_bomb(), pdf)
    assert result.exit_code == 1
    assert "未知：文件解开后过大或者过于复杂，没有打开" in result.output


def test_a_letter_that_carries_a_bomb_beside_its_data_is_told_to_be_altered(run, pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document, pikepdf.open(io.BytesIO(letter_bomb())) as bomb:
        stream = bomb.Root.Names.EmbeddedFiles.Names[1].EF.F
        document.Root.Bomb = document.copy_foreign(stream)
        changed = io.BytesIO()
        document.save(changed, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    result = run(changed.getvalue(), pdf)
    assert result.exit_code == 1
    assert "已被改动" in result.output
