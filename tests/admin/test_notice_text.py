"""Holiday notices as people have them become the project's TOML; what cannot be read is refused."""

from datetime import date

import pytest

from app.admin.notice_text import read_days, toml_of
from app.law.calendar import load_builtin_calendar
from app.law.calendar_year import CalendarYear
from app.law.errors import InvalidInput

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府：经国务院批准，现将2026年元旦等节日放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
"""


def year_of(off, work="", year=2026):
    return CalendarYear.from_toml(
        toml_of(year, "国办发明电〔2025〕7号", date(2025, 11, 4), read_days(year, off, work))
    )


def test_the_pasted_notice_gives_the_same_days_as_the_built_in_year():
    known, read = load_builtin_calendar().year(2026), year_of(NOTICE_2026)
    assert (read.off, read.work) == (known.off, known.work)
    assert dict(read.holidays) == dict(known.holidays)
    assert (read.document, read.published, read.is_provisional) == (
        "国办发明电〔2025〕7号",
        date(2025, 11, 4),
        False,
    )


@pytest.mark.parametrize(
    "off",
    [
        "国庆节：2026-10-01至2026-10-03",
        "国庆节：10月1日至3日",
        "10.1、10.2、10.3",
        "10月1日\n10月2日；10月3日",
    ],
)
def test_days_may_be_typed_in_many_ways(off):
    assert year_of(off, "9月20日、2026-10-10").off == {date(2026, 10, day) for day in (1, 2, 3)}


def test_a_range_runs_over_the_end_of_a_month():
    assert len(year_of("春节：1月28日至2月4日").off) == 8


@pytest.mark.parametrize(
    ("off", "work", "where"),
    [("10月1日至", "周六", "work"), ("3日", "", "off"), ("2月30日", "", "off"), ("10月7日至10月1日", "", "off"),
     ("20261001", "", "off"), ("10月1日", "abc", "work")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_beside_its_field(off, work, where):
    with pytest.raises(InvalidInput) as refused:
        read_days(2026, off, work)
    assert set(refused.value.fields) == {where}
