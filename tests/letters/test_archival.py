"""The archive copy: valid, the same bytes every time, the facts inside."""

import hashlib
import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import page
import pikepdf
import pydyf
import pytest

from app.letters import Catalogue, Drawn, archival, render
from app.letters.reading import read_letter
from app.letters.seals import draw_test_seal

KINDS = [kind.kind for kind in Catalogue()]
ROOT = Path(__file__).parents[2]


def sealed(kind):
    facts = kind.sample_facts()
    return render(kind, facts, Drawn(draw_test_seal(facts["organ_name"])) if "organ_name" in facts else None)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_valid_pdf_a_3a_and_pdf_ua_1(catalogue, name):
    pdf = sealed(catalogue.kind(name))
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, str(report)


@pytest.mark.parametrize("telephone", [f"0878-{number:07}" for number in range(12)])
def test_no_stream_looks_short_to_a_strict_reader(granted, telephone):
    """One stream in 256 would end in a carriage return; twelve letters have some three hundred."""
    pdf = render(granted, granted.sample_facts() | {"telephone": telephone})
    assert b"\r\nendstream" not in pdf


def test_an_empty_object_more_lets_the_last_streams_end_otherwise():
    """One letter in 128 would end one of them in a return."""
    ends = {written(padding)[-13:] for padding in range(4)}
    assert len(ends) == 4


def written(padding):
    """The stream of small objects of a PDF, as it is finished with so many empty objects."""
    pdf, out = pydyf.PDF(), io.BytesIO()
    pdf.add_object(pydyf.Dictionary({"Lang": pydyf.String("zh-CN")}))
    archival._finish(padding, None, pdf)
    pdf.write(out, version="1.7", compress=True)
    found = out.getvalue()
    start = found.index(b"stream", found.index(b"/Type /ObjStm"))
    return found[start : found.index(b"endstream", start)]


def test_the_same_facts_give_the_same_bytes(granted):
    assert sealed(granted) == sealed(granted)


def test_another_process_gives_the_same_bytes(granted):
    script = (
        "import hashlib; from app.letters import *; from app.letters.seals import draw_test_seal\n"
        "k = Catalogue().kind('reply_granted'); f = k.sample_facts()\n"
        "print(hashlib.sha256(render(k, f, Drawn(draw_test_seal(f['organ_name'])))).hexdigest())"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TZ": "America/New_York"}
    other = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
    )
    assert other.stdout.strip() == hashlib.sha256(sealed(granted)).hexdigest()


def test_other_facts_give_another_identifier(granted):
    first = pikepdf.open(io.BytesIO(render(granted, granted.sample_facts())))
    second = pikepdf.open(io.BytesIO(render(granted, granted.sample_facts() | {"contact": "王某"})))
    assert first.trailer.ID[0] != second.trailer.ID[0]


def test_the_facts_are_attached_and_dated_with_the_letter(granted):
    pdf = render(granted, granted.sample_facts())
    letter = read_letter(pdf)
    assert letter.kind == "reply_granted"
    assert letter.version == granted.version_hash
    assert letter.facts["request_content"] == granted.sample_facts()["request_content"]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.attachments["letter.json"].get_file().creation_date.date().isoformat() == "2026-03-20"


def test_the_wall_clock_is_not_in_the_file(granted):
    with pikepdf.open(io.BytesIO(render(granted, granted.sample_facts()))) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20260320")


def test_many_threads_print_the_right_letters(granted):
    """One lock per process: no letter gets another's facts or another's missing glyph."""
    names = [f"申请人{number}" for number in "甲乙丙丁戊己"]
    made = {}

    def print_one(name):
        made[name] = render(granted, granted.sample_facts() | {"applicant_name": name})

    threads = [threading.Thread(target=print_one, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: read_letter(pdf).facts["applicant_name"] for name, pdf in made.items()} == {
        n: n for n in names
    }
