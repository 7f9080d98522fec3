"""Words find exactly the cases that a plain scan finds, on both databases: one sign, two signs, digits, brackets."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.casework.models import Case, CaseSearch
from app.casework.publications.words import is_found, searchable, wanted
from app.casework.search import asking, keeping
from app.casework.search.asking import Asked, contains
from app.casework.work.keyed import Beside
from app.database import db, is_sqlite
from app.scheduler.jobs import JOBS
from tests.casework.office_cases import add_case
from tests.support.office import MORNING
from tests.support.statements import counted

pytestmark = pytest.mark.database
SIGNS = '征地补偿公告２0a B（）〔〕、ⅷß\u3000𠮷\ua000é-_%"*'
TITLES = st.lists(st.text(SIGNS, max_size=12), min_size=6, max_size=6)
QUERIES = st.lists(st.text(SIGNS, min_size=1, max_size=4), min_size=1, max_size=5)


@pytest.fixture
def cases(app, county):
    """Six cases at two organs, whose titles are then replaced."""
    return [add_case(county, f"N-{n}", organ=("LF", "YM")[n % 2]) for n in range(6)]


def found(words, organ_ids, **more):
    return list(Asked(wanted(words), organ_ids, (), **more).newest(50))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(TITLES, QUERIES)
def test_the_index_finds_exactly_what_a_plain_scan_finds(cases, titles, queries):
    for case, title in zip(cases, titles, strict=True):
        case.title = title
    db.session.flush()
    organ = cases[0].organ_id
    for words in filter(wanted, queries):
        kept = [case for case in cases if all(is_found(w, searchable([case.number, case.title, case.party]))
                                              for w in wanted(words))]  # fmt: skip
        scanned = sorted((case.id for case in kept), reverse=True)
        assert found(words, [case.organ_id for case in cases]) == scanned, words
        assert found(words, [organ]) == [id_ for id_ in scanned if id_ % 2 == cases[0].id % 2]
        assert set(db.session.scalars(select(Case.id).where(contains(words)))) == set(scanned)


@pytest.mark.parametrize("typed", [
    "补贴", "补", "贴", "耕地地力保护补贴", "补贴 2026", "ＬＦ-2026-0007", "lf20260007", "（2024年）", "王某",
    "2024 补贴 王",
])  # fmt: skip
def test_words_of_one_two_and_more_signs_are_found(app, county, typed):
    case = add_case(county, "LF-2026-0007")
    case.title, case.party = "申请公开耕地地力保护补贴（2024年）", "王某"
    add_case(county, "LF-2026-0008")
    db.session.flush()
    assert found(typed, [case.organ_id]) == [case.id]


@pytest.mark.parametrize("typed", ["贴补", "保护补帖", "补" * 200, "补贴 无", "申请公开王某"])
def test_what_is_nowhere_is_not_found_and_no_word_crosses_two_columns(app, county, typed):
    case = add_case(county)
    case.title, case.party = "申请公开", "王某补贴"
    db.session.flush()
    assert found(typed, [case.organ_id]) == []


@pytest.mark.parametrize(
    ("party", "typed"),
    [("张三", "zs"), ("张三", "ZS"), ("曾小明", "zxm"), ("禄丰市金山镇某农资店", "lfsjs"), ("王某", "wm")],
)
def test_a_party_is_found_by_the_initials_of_its_pinyin(app, county, party, typed):
    case = add_case(county, "N-1")
    case.title, case.party = "申请公开", party
    add_case(county, "N-2")
    db.session.flush()
    assert found(typed, [case.organ_id]) == [case.id]


def test_a_corrected_party_is_found_by_its_new_name_only(app, county):
    case = add_case(county)
    case.party = "李小明"
    db.session.flush()
    assert found("李小明", [case.organ_id]) == [case.id]
    assert found("申请人某", [case.organ_id]) == []


def test_another_unit_in_charge_finds_the_case_and_the_former_no_more(app, county):
    case = add_case(county)
    first, second = (county.units[code].id for code in ("LF-ZRZY", "LF-JS"))
    for unit, other in ((first, second), (second, first)):
        case.handling_unit_id = unit
        db.session.flush()
        assert list(Asked(["征地"], (), [unit]).newest(9)) == [case.id]
        assert list(Asked(["征地"], (), [other]).newest(9)) == []


def test_the_row_decides_and_not_a_token_that_is_old(app, county):
    """Whatever stands in the index, a case elsewhere is not found."""
    case = add_case(county)
    db.session.execute(db.update(Case).values(organ_id=county.units["YM"].id))
    assert found("征地", [county.units["LF"].id]) == []
    assert case.id


def test_pages_go_on_beside_a_case(app, county):
    ids = [add_case(county, f"N-{n}").id for n in range(5)]
    asked = Asked(["征地"], [county.units["LF"].id], ())
    assert list(asked.newest(2, Beside((ids[3],)))) == [ids[2], ids[1]]
    assert list(asked.newest(2, Beside((ids[1],), is_older=False))) == [ids[2], ids[3]]


@pytest.mark.parametrize("glanced_at", [1, 500])
def test_a_common_word_is_met_among_the_newest_and_a_rare_one_asked_of_the_index(
    app, county, monkeypatch, glanced_at
):
    monkeypatch.setattr(asking, "LOOKED_THROUGH", 3)
    monkeypatch.setattr(asking, "GLANCED_AT", glanced_at)
    old = add_case(county, "N-OLD")
    old.title = "征收林地"
    ids = [add_case(county, f"N-{n}").id for n in range(5)]
    db.session.flush()
    assert list(Asked(["征收"], [old.organ_id], ()).newest(9)) == [old.id]
    common = Asked(["征地"], [old.organ_id], ())
    assert list(common.newest(2)) == ids[:2:-1]
    assert list(common.newest(9)) == ids[::-1]


def test_the_index_is_made_anew_for_cases_that_no_act_wrote(app, county, monkeypatch):
    monkeypatch.setattr(keeping, "AT_ONCE", 2)
    ids = [add_case(county, f"N-{n}").id for n in range(5)]
    db.session.commit()
    db.session.execute(
        delete(CaseSearch).where(CaseSearch.case_id == ids[0])
    )  # as if it had come from elsewhere
    db.session.commit()
    assert list(keeping.rebuild()) == [2, 4, 5]
    assert found("征地", [county.units["LF"].id]) == ids[::-1]


def as_before_initials(case: Case) -> None:
    """The index as a release without Pinyin initials wrote it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keeping, "initials_of", lambda _name: [])
        case.title += "（"
        db.session.flush()
        case.title = case.title.removesuffix("（")
        db.session.flush()
    db.session.execute(db.update(CaseSearch).where(CaseSearch.case_id == case.id).values(is_current=False))
    db.session.commit()


def test_cases_from_before_an_upgrade_are_found_by_initials_without_a_command(app, county, monkeypatch):
    monkeypatch.setattr(keeping, "BIT_BY_BIT", 2)
    cases = [add_case(county, f"N-{n}") for n in range(3)]
    for one in cases:
        one.party = "张三"
        as_before_initials(one)
    organ = [county.units["LF"].id]
    assert found("zs", organ) == []
    assert JOBS["words"].run(MORNING) == "升级以前的办件编入字词索引 2 件"
    assert found("zs", organ) == [cases[2].id, cases[1].id]
    assert keeping.bring_up_some() == 1
    with counted() as sent:
        assert keeping.bring_up_some() == 0
    assert "BEGIN IMMEDIATE" not in sent, "where nothing is old no turn to write is taken"
    assert found("zs", organ) == [one.id for one in cases[::-1]]
    assert found("征地", organ) == found("张三", organ) == found("zs", organ)
    cases[0].party = "李四"
    db.session.commit()
    assert (found("zs", organ), found("ls", organ)) == ([cases[2].id, cases[1].id], [cases[0].id])


def test_no_part_of_the_index_is_made_by_reading_what_is_made_already(app, county):
    """Each case is looked up by its key: read for each part, 300,000 cases take half an hour on PostgreSQL."""
    add_case(county)
    db.session.commit()
    with counted() as sent:
        keeping.next_cases(db.session.connection(), before=10)
    [asked] = [str(one) for one in sent if "case_search" in str(one)]
    explain = "EXPLAIN QUERY PLAN" if is_sqlite() else "EXPLAIN"
    marks = (10, 2_000, 0) if is_sqlite() else {"id_1": 10, "param_1": 2_000}
    plan = db.session.connection().exec_driver_sql(f"{explain} {asked}", marks).all()
    told = " ".join(str(row[-1]) for row in plan)
    assert "Anti Join" in told or "SEARCH case_search USING INTEGER PRIMARY KEY" in told, told


def test_the_command_says_how_many(app, county):
    add_case(county)
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "办件字词索引已重建，共 1 件")


@pytest.mark.parametrize("typed", ["%", "_", "——", "*", "“”", "% _"])
def test_signs_that_stand_in_no_word_find_nothing_and_nothing_typed_narrows_nothing(app, county, typed):
    case = add_case(county)
    db.session.flush()
    assert db.session.scalars(select(Case.id).where(contains(typed))).all() == []
    assert db.session.scalars(select(Case.id).where(contains("　"))).all() == [case.id]
