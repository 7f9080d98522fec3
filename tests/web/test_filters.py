from datetime import UTC, date, datetime

import pytest

from app.web import filters

MONDAY = date(2026, 12, 21)


def test_a_long_date_is_written_as_in_letters():
    assert filters.long_date(MONDAY) == "2026年12月21日（周一）"


def test_a_short_date_names_the_weekday():
    assert filters.short_date(MONDAY) == "12-21 周一"


@pytest.mark.parametrize("name", [f.__name__ for f in filters.FILTERS])
def test_nothing_is_shown_as_nothing(name):
    assert getattr(filters, name)(None) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("查阅地址：https://v.example.invalid/1?a=1&b=2", '查阅地址：<a href="https://v.example.invalid/1?a=1&amp;b=2" '
         'rel="noopener">https://v.example.invalid/1?a=1&amp;b=2</a>'),
        ("见http://a.invalid/x。请查阅", '见<a href="http://a.invalid/x" rel="noopener">http://a.invalid/x</a>。请查阅'),
        ("（https://a.invalid/x）", '（<a href="https://a.invalid/x" rel="noopener">https://a.invalid/x</a>）'),
        ("<b>javascript:alert(1)</b>\n第二行", "&lt;b&gt;javascript:alert(1)&lt;/b&gt;\n第二行"),
        ('https://a.invalid/"onclick="x', '<a href="https://a.invalid/&#34;onclick=&#34;x" rel="noopener">'
         'https://a.invalid/&#34;onclick=&#34;x</a>'),
    ],
)  # fmt: skip
def test_an_address_in_published_words_can_be_followed(text, shown):
    assert filters.with_links(text) == shown


def test_an_instant_is_shown_in_office_time():
    late_evening = datetime(2026, 12, 20, 17, 5, tzinfo=UTC)
    assert filters.long_date(late_evening) == "2026年12月21日（周一）"
    assert filters.short_moment(late_evening) == "12-21 01:05"
    assert filters.long_moment(late_evening) == "2026年12月21日（周一）01:05"
    assert filters.plain_date(late_evening) == "2026-12-21"


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        filters.short_moment(datetime(2026, 12, 20, 17, 5))


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (filters.masked_name, "欧阳某某", "欧***"),
        (filters.masked_name, "某", "*"),
    ],
)
def test_personal_data_keep_only_what_identifies_them_to_their_owner(mask, text, shown):
    assert mask(text) == shown


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (1023, "1023 B"), (421_888, "412 KB"), (5_242_880, "5 MB"), (1_887_436, "1.8 MB")],
)
def test_sizes_are_written_in_words(size, words):
    assert filters.file_size(size) == words


@pytest.mark.parametrize(("today", "words", "moment"), [
    (date(2026, 1, 1), "12-21 周一", "12-21 10:32"),
    (date(2026, 12, 31), "12-21 周一", "12-21 10:32"),
    (date(2027, 1, 1), "2026-12-21 周一", "2026-12-21 10:32"),
    (date(2025, 12, 31), "2026-12-21 周一", "2026-12-21 10:32"),
])  # fmt: skip
def test_a_day_of_another_year_tells_its_year(today, words, moment):
    instant = datetime(2026, 12, 21, 10, 32, tzinfo=filters.OFFICE_TIME)
    assert filters.near_date(MONDAY, today) == filters.near_date(instant, today) == words
    assert filters.near_moment(instant, today) == moment


def test_the_year_is_that_of_the_office():
    assert filters.near_date(datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 6, 1)) == "01-01 周五"
    assert filters.near_date(None, MONDAY) == filters.near_moment(None, MONDAY) == ""
