"""Letters are set in a worker process; what it does to itself does not reach us."""

import os
import resource
import threading
from pathlib import Path

import pytest

from app.letters import Catalogue, FontsMissing, LetterRefused, RenderingFailed, render
from app.letters.reading import read_letter
from app.letters.workshop import Workshop, get_workshop


def processor_time(pid: int) -> float:
    """What a process has used, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def of_ended_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture
def workshop():
    shop = Workshop()
    yield shop
    shop.close()


def kind_with_text(catalogue, folder, name, text):
    """A kind whose template does something that no template of ours would."""
    place = folder / name
    place.mkdir()
    (place / "letter.toml").write_bytes((catalogue.kind("reply_plain").folder / "letter.toml").read_bytes())
    (place / "letter.html").write_text(
        "{% extends layout %}{% block text %}" + text + "{% endblock %}", "utf-8"
    )
    return Catalogue([folder]).kind(name)


def test_the_worker_gives_the_same_bytes_as_the_press(workshop, press, granted):
    assert workshop.render(granted, granted.sample_facts()) == press.render(granted, granted.sample_facts())


def test_a_letter_that_takes_too_long_is_given_up_and_the_next_one_is_made(catalogue, tmp_path, granted):
    shop = Workshop(time_limit=1.5)
    shop.render(granted, granted.sample_facts())
    slow = kind_with_text(catalogue, tmp_path, "slow", '<table><tr><td colspan="100000">甲</td></tr></table>')
    before = of_ended_children() + processor_time(shop._worker.pid)
    with pytest.raises(RenderingFailed, match="时间"):
        shop.render(slow, slow.sample_facts())
    assert of_ended_children() - before < 5
    assert shop.render(granted, granted.sample_facts()).startswith(b"%PDF")
    shop.close()


def test_a_letter_that_takes_too_much_memory_is_given_up(catalogue, tmp_path, granted):
    shop = Workshop(memory_limit=700 * 1024**2)
    greedy = kind_with_text(catalogue, tmp_path, "greedy", '{{ "甲" * 300000000 }}')
    with pytest.raises(RenderingFailed, match="内存"):
        shop.render(greedy, greedy.sample_facts())
    assert shop.render(granted, granted.sample_facts()).startswith(b"%PDF")
    shop.close()


def test_nesting_without_end_is_told_not_crashed(workshop, catalogue, tmp_path):
    deep = kind_with_text(catalogue, tmp_path, "deep", "<div>" * 900 + "甲" + "</div>" * 900)
    with pytest.raises(RenderingFailed, match="排版失败"):
        workshop.render(deep, deep.sample_facts())


def test_a_dead_worker_is_replaced(workshop, granted):
    workshop.render(granted, granted.sample_facts())
    workshop._worker.kill()
    workshop._worker.wait()
    assert workshop.render(granted, granted.sample_facts()).startswith(b"%PDF")


def test_a_refusal_of_the_worker_comes_back_whole(workshop, catalogue, tmp_path):
    glyphless = kind_with_text(catalogue, tmp_path, "glyphless", "<p>ي</p>")
    with pytest.raises(LetterRefused) as refusal:
        workshop.render(glyphless, glyphless.sample_facts())
    assert [problem.code for problem in refusal.value.problems] == ["missing_glyph"]


def test_a_template_changed_behind_our_back_is_not_used(workshop, catalogue, tmp_path):
    kind = kind_with_text(catalogue, tmp_path, "changing", "<p>甲</p>")
    (kind.folder / "letter.html").write_text("{% extends layout %}", "utf-8")
    with pytest.raises(RenderingFailed, match="已经改动"):
        workshop.render(kind, kind.sample_facts())


def test_missing_fonts_are_told_before_a_worker_is_started(tmp_path, granted):
    shop = Workshop(fonts=tmp_path)
    with pytest.raises(FontsMissing, match="make setup"):
        shop.render(granted, granted.sample_facts())
    assert shop._worker is None


def test_threads_share_one_worker(granted):
    names = [f"申请人{sign}" for sign in "甲乙丙丁"]
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
    assert get_workshop() is get_workshop()
