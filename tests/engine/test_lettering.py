import pytest

from app.engine.svg.lettering import units, wrap, write_down


@pytest.mark.parametrize(
    ("text", "lines"), [("审核", 1), ("制发答复书", 1), ("出具登记回执", 1), ("制发补正告知书", 2)]
)
def test_names_are_wrapped_only_when_they_must_be(text, lines):
    assert len(wrap(text, 6)) == lines


def test_lines_are_even():
    assert wrap("制发补正告知书", 6) == ["制发补正", "告知书"]


@pytest.mark.parametrize("widest", [1, 3, 6.5])
def test_no_letter_is_lost(widest):
    text = "对申请人 PDF 2026 年提交的材料进行核对"
    assert "".join(wrap(text, widest)) == text


def test_latin_letters_take_half_the_room():
    assert units("OA") < units("公文")


def test_nothing_stays_nothing():
    assert wrap("", 5) == []
    assert write_down(0, 0, "", 100) == ""
