"""After a reform the year before has its reports all the same: what is owed can be begun, its numbers stand under the
organ as it was, and statistics of a unit that is no more are its own or said to be another's."""

from datetime import date, datetime

import pytest

from app import timekeeping
from app.casework.annual.watch import watch_reports
from app.casework.models import AnnualReport, Installation, OutboxMessage
from app.database import db
from app.office.reorganisation import merge_into, reorganise
from tests.support.browsing import Browser
from tests.support.year_of_cases import YEAR, fill

pytestmark = pytest.mark.database
NOW = datetime(YEAR + 1, 2, 12, 9, tzinfo=timekeeping.OFFICE_TIME)
REFORM = date(YEAR + 1, 1, 20)
MERGED, RENAMED, NEW = "金山镇人民政府", "禄丰市自然资源局", "禄丰市土地局"


@pytest.fixture
def reformed(county):
    """A township went into the county government, a department has another name, both after the year."""
    fill(county.units["LF-JS"], "甲", 40)
    fill(county.units["LF-ZRZY"], "乙", 40, seed=2)
    merge_into([county.units["LF-JS"]], county.units["LF"], REFORM)
    reorganise(county.units["LF-ZRZY"], REFORM, name=NEW)
    db.session.commit()
    return county


@pytest.fixture
def at(client, reformed):
    return lambda login: Browser(client, NOW).sign_in(login)


def owed(page) -> dict[str, str]:
    rows = page.tree.xpath("//section[@aria-label='公布期限']//tbody/tr")
    return {row.xpath("./th")[0].text_content(): row.xpath("./td[2]")[0].text_content() for row in rows}


def offered(page) -> set[str]:
    return set(page.tree.xpath("//select[@name='organ']/option/@value"))


@pytest.mark.parametrize(
    ("login", "code", "name"),
    [
        ("officehead", "LF-JS", f"{MERGED}（现为禄丰市人民政府）"),
        ("unithead", "LF-ZRZY", f"{RENAMED}（现为{NEW}）"),
    ],
)
def test_what_is_owed_can_be_begun_by_the_successor_and_counts_its_cases(at, reformed, login, code, name):
    head = at(login)
    page = head.get(f"/board/reports?year={YEAR}")
    assert "尚未建立" in owed(page)[name]
    assert code in offered(page)
    assert head.post("/board/reports", organ=code, year=str(YEAR), covers="own").status == 302
    report = db.session.scalars(db.select(AnnualReport)).one()
    assert report.organ_id == reformed.units[code].id
    assert "尚未建立" not in owed(head.get(f"/board/reports?year={YEAR}"))[name]
    numbers = head.get(f"/board/reports/{report.id}").tree.xpath(
        "//td/a[contains(@href, 'table3.new.total')]"
    )
    assert int(numbers[0].text_content()) > 0


def test_the_year_of_the_reform_is_owed_by_what_is_left(client, reformed):
    later = Browser(client, NOW.replace(year=YEAR + 2)).sign_in("officehead")
    page = later.get(f"/board/reports?year={YEAR + 1}")
    assert not any(MERGED in name for name in owed(page))
    assert "LF-JS" not in offered(page)


def test_whoever_writes_for_the_successor_is_reminded(reformed):
    db.session.execute(db.update(Installation).values(recorded_at=NOW.replace(year=YEAR)))
    db.session.commit()
    assert watch_reports(NOW) > 0
    told = db.session.scalars(
        db.select(OutboxMessage).where(OutboxMessage.key.startswith("annual-report:"))
    ).all()
    organs = {reformed.units["LF-JS"].id: "officehead", reformed.units["LF-ZRZY"].id: "unithead"}
    for organ, login in organs.items():
        of_organ = {one.payload["person_id"] for one in told if one.key.startswith(f"annual-report:{organ}:")}
        assert reformed.people[login].id in of_organ


def test_statistics_of_what_was_merged_are_its_own_until_then_and_nobody_elses_after(at):
    supervisor = at("supervisor")
    address = "/board/reports/statistics"
    before = supervisor.get(f"{address}?organ=LF-JS&year={YEAR}")
    assert before.tree.xpath("//h1")[0].text_content().startswith(MERGED)
    assert "所选机关" not in before.words
    after = supervisor.get(f"{address}?organ=LF-JS&year={YEAR + 1}&span=m02")
    assert "所选机关在2026年2月不在可以查看的机关之中，下面是禄丰市人民政府的数字" in after.words
    cell = f"{address}/cells/table3.new.total?organ=LF-JS&year={YEAR + 1}&span=m02"
    assert supervisor.get(cell).status == 404
    renamed = supervisor.get(f"{address}?organ=LF-ZRZY&year={YEAR + 1}&span=q1").tree
    assert renamed.xpath("//h1")[0].text_content().startswith(NEW)
    codes = renamed.xpath("//select[@name='organ']/option/@value")
    assert len(codes) == len(set(codes))
