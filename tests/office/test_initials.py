"""首字母: the letters that people type for a Chinese name."""

import pytest

from app.office.initials import begins_with_initials, initials_of


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("禄丰市人民政府", "lfsrmzf"),
        ("禄丰市自然资源局", "lfszrzyj"),
        ("金山镇人民政府", "jszrmzf"),
        ("楚雄彝族自治州", "cxyzzzz"),
        ("张鑫", "zx"),  # 鑫, 璐, 婷 are of the second level, which is not in the order of Pinyin
        ("李璐婷", "llt"),
        ("审核丙", "shb"),
        ("云南省12345热线", "yns12345rx"),
    ],
)
def test_the_usual_reading(name, letters):
    assert initials_of(name) == [letters]


@pytest.mark.parametrize(
    ("name", "both"),
    [
        ("曾小明", {"cxm", "zxm"}),
        ("单位", {"dw", "sw"}),
        ("解放", {"jf", "xf"}),
        ("仇和", {"ch", "qh"}),
        ("万俟卨", {"wq", "mq"}),
    ],
)
def test_what_is_read_otherwise_as_a_surname_is_found_by_either(name, both):
    assert set(initials_of(name)) == both


def test_a_name_without_chinese_characters_has_none():
    assert initials_of("John Smith") == []
    assert initials_of("") == []


def test_rare_characters_are_left_out():
    assert initials_of("王㛃𬭼") == ["w"]


def test_the_first_letters_find_it():
    assert begins_with_initials("禄丰市自然资源局", "LFSZ")
    assert not begins_with_initials("禄丰市自然资源局", "zrzy")
    assert not begins_with_initials("禄丰市自然资源局", "")
    assert not begins_with_initials("禄丰市自然资源局", "禄")
