"""A renamed unit is called as it is today, once, wherever the board, its filters and the register name it."""

from datetime import date

import pytest

from app.database import db
from app.office.models import OrgUnit
from app.office.present_forms import forms_on
from app.office.reorganisation import close_unit, open_unit, reorganise
from app.office.vocabulary import UnitKind
from tests.board.test_parts import NOW, browser
from tests.casework.office_cases import add_case, add_item

pytestmark = pytest.mark.database
TODAY = NOW.date()
OLD, NEW, PLANNED = "元谋县人民政府", "云岭县人民政府", "云水县人民政府"
LATE = date(2026, 2, 27)


@pytest.fixture
def renamed(county):
    """An organ renamed last month, to be renamed once more next year, with a late case of each form; both in a hand."""
    old = county.units["YM"]
    new = reorganise(old, date(2026, 2, 1), name=NEW)
    for number, unit in enumerate((old, new)):
        county.units["YM"] = unit
        case = add_case(county, f"OPEN-{number}", organ="YM", due_on=LATE)
        add_item(case, county.people["foreign"], due_on=LATE).unit_id = unit.id
        add_case(county, f"DONE-{number}", organ="YM", reply_state="met", closed_on=date(2026, 2, 3 + number))
    reorganise(new, date(2027, 1, 1), name=PLANNED)
    db.session.commit()
    return county


@pytest.mark.parametrize("path", ["/board", "/board/pressing", "/board/ahead", "/board/analysis"])
def test_figures_have_one_row_with_the_name_of_today(client, renamed, path):
    page = browser(client, "prefsupervisor").get(path)
    heads = [one.text_content().strip() for one in page.tree.xpath("//main//th[@scope='row']")]
    assert heads.count(NEW) == 1
    assert not {OLD, PLANNED}.intersection(heads)


def test_the_filter_offers_an_organ_once_and_the_list_says_its_name(client, renamed):
    page = browser(client, "prefsupervisor").get("/board/list?list=overdue&organ=YM&unit=YM")
    offered = [
        (one.get("value"), one.text.strip()) for one in page.tree.xpath("//select[@name='organ']/option")
    ]
    assert [words for code, words in offered if code == "YM"] == [NEW]
    assert f"逾期未办 2 件 {NEW}；承办单位：{NEW}；" in page.words


def test_the_register_offers_units_of_today_and_sections_with_their_organ(client, renamed):
    for parent in ("LF-ZRZY", "LF"):
        open_unit(code=f"{parent}-BGS", name="办公室", kind=UnitKind.SECTION, valid_from=date(2026, 1, 1),
                  parent=db.session.get(OrgUnit, renamed.units[parent].id))  # fmt: skip
    open_unit(code="LF-WL", name="禄丰市未来局", kind=UnitKind.DEPARTMENT, valid_from=date(2027, 1, 1),
              parent=renamed.units["LF"])  # fmt: skip
    db.session.commit()
    page = browser(client, "prefsupervisor").get("/desk/cases")
    offered = [one.text.strip() for one in page.tree.xpath("//select[@name='unit']/option")]
    assert {"自然资源局 · 办公室", "市政府 · 办公室"} <= set(offered)
    assert "禄丰市未来局" not in offered
    assert len(offered) == len(set(offered))


def test_what_was_closed_keeps_its_last_name_and_what_begins_later_is_not_offered(renamed):
    closed = renamed.units["LF-JS"]
    close_unit(closed, date(2026, 3, 1))
    coming = open_unit(code="LF-WL", name="禄丰市未来局", kind=UnitKind.DEPARTMENT, valid_from=date(2027, 1, 1),
                       parent=renamed.units["LF"])  # fmt: skip
    forms = forms_on(TODAY)
    assert (forms.name_of("LF-JS"), forms.name_of("YM"), forms.name_of("LF-WL")) == (
        closed.name,
        NEW,
        coming.name,
    )
    assert forms_on(date(2027, 1, 1)).name_of("YM") == PLANNED
    assert [one.code for one in forms.each_once([coming.id, closed.id])] == ["LF-JS"]
