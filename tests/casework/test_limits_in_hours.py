"""A process with limits in hours is shown, sorted, warned of and judged by the instant."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import timekeeping
from app.api.shapes import case_row
from app.board import lists
from app.board.figures import months
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.contract.platform import platform
from app.casework.messages.mail import MAIL
from app.casework.models import Alert, Case, CaseClock, ClockEvent, DiagramVersion, OutboxMessage, WorkItem
from app.casework.run.timers import TimerNotDue, fire_timer
from app.casework.terms import clocks
from app.casework.terms.alert_words import alert_words
from app.casework.terms.clock_view import clock_view, explanations_of, lamp_of, share_used
from app.casework.terms.digest import send_digests
from app.casework.terms.sweep import raise_alerts
from app.casework.work import supervision
from app.database import db
from app.desk.case_view import clock as clock_card
from app.engine.diagrams import load_diagrams
from app.engine.errors import NoSuchTask
from tests.casework.concern import answer_concern, concern, open_one
from tests.casework.office_cases import CALENDAR, OPENED_AT, add_case, add_item, add_timer, at
from tests.casework.patience import FILE
from tests.support.browsing import Browser

pytestmark = pytest.mark.database
ARISEN = at(2026, 3, 7, hour=22)  # a Saturday night; the answer is due on Monday at ten in the evening
HOUR = timedelta(hours=1)


@pytest.fixture
def case(county, monkeypatch):
    monkeypatch.setitem(platform().processes, "concern", concern)
    drawn = load_diagrams(FILE.parent, "patience")
    files = {name: body.decode() for name, body in drawn.files.items()}
    db.session.add(DiagramVersion(hash=drawn.hash, process="concern", process_id="patience", files=files, sequence=1,
                                  deployed_at=OPENED_AT))  # fmt: skip
    db.session.commit()
    return open_one(county, ARISEN)


def test_the_instant_of_the_event_is_kept_and_the_due_moment_projected(case):
    event = db.session.scalars(select(ClockEvent)).one()
    assert (event.at, event.on) == (ARISEN, ARISEN.date())
    clock = db.session.scalars(select(CaseClock)).one()
    for row in (case, clock):
        assert (row.due_at, row.due_on) == (ARISEN + 48 * HOUR, at(2026, 3, 9).date())
        assert row.soon_at == ARISEN + 42 * HOUR, "six hours ahead, as the card has it"


@pytest.mark.parametrize(("later", "level", "words"), [
    (HOUR / 2, "on_time", "剩 47 小时"),
    (30 * HOUR, "today", "剩 18 小时"),
    (47 * HOUR + HOUR / 4, "today", "剩 45 分钟"),
    (48 * HOUR, "today", "剩不到 1 分钟"),
    (48 * HOUR + HOUR / 60, "overdue", "逾期 1 分钟"),
    (51 * HOUR, "overdue", "逾期 3 小时"),
])  # fmt: skip
def test_lamps_say_hours(case, later, level, words):
    lamp = lamp_of(case, ARISEN + later, CALENDAR)
    assert (lamp.level, lamp.words) == (level, words)


def test_ring_rows_and_bar_count_hours(case):
    now = ARISEN + 12 * HOUR
    view = clock_view(case, now)
    assert (view.used, view.left, view.limit, view.unit) == (12, 36, 48, "小时")
    assert share_used(case, now, CALENDAR) == 0.25


def test_the_card_of_the_case_page_says_hours_and_the_moment(case, app):
    with app.test_request_context():
        card = clock_card(case, ARISEN + 12 * HOUR)
    rows = {row["label"]: row["value"] for row in card["rows"]}
    assert rows["舆情回应时限"] == "48 小时"
    assert rows["届满时刻"] == "2026-03-09 22:00"
    assert rows["已用"] == "12 小时 0 分钟"
    assert card["ring"]["unit"] == "小时"


@pytest.mark.parametrize(("later", "left", "unit"), [
    (46.5, 1, "小时"), (47.25, 45, "分钟"), (48, 1, "分钟"), (48.5, -30, "分钟"), (49, -1, "小时"),
])  # fmt: skip
def test_the_ring_tells_of_minutes_around_the_moment_and_never_of_no_hours(case, app, later, left, unit):
    with app.test_request_context():
        card = clock_card(case, ARISEN + later * HOUR)
    assert (card["ring"]["left"], card["ring"]["unit"]) == (left, unit)
    used = {row["label"]: row["value"] for row in card["rows"]}["已用"]
    assert used == ("已用完" if left < 0 else f"{int(later)} 小时 {round(later % 1 * 60)} 分钟")


def test_the_sheet_says_the_moment_and_hours_and_counts_no_days(case):
    [(_, sheet)] = explanations_of(case)
    assert (sheet.started_at, sheet.due_at) == (ARISEN, ARISEN + 48 * HOUR)
    assert (sheet.time_limit, sheet.rows) == ("48小时", ())
    assert all("次日" not in note for note in sheet.notes)


def test_the_alert_comes_before_the_limit_and_the_next_within_the_hour(case, county):
    add_item(case, county.people["reviewer"], due_on=case.due_on)
    db.session.commit()
    raised = {}
    for hour in range(52):
        if new := raise_alerts(ARISEN + hour * HOUR):
            raised[hour] = new
    assert raised == {36: 1, 42: 1, 47: 1, 49: 1}, (
        "twelve hours ahead, near at six, one hour ahead, overdue in the first tick after the last instant"
    )
    assert sorted(db.session.scalars(select(Alert.stage))) == ["before_1", "before_12", "due_soon", "overdue"]
    texts = [
        one.payload["text"]
        for one in db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == MAIL))
    ]
    assert any("2026年03月09日 22:00，已过 1 小时" in text for text in texts)
    clock = db.session.scalars(select(CaseClock)).one()
    late = {HOUR / 120: "22:00，刚刚期满", HOUR / 2: "22:00，已过 30 分钟", 3 * HOUR: "22:00，已过 3 小时"}
    for since, words in late.items():
        assert words in alert_words(clock, "overdue", ARISEN + 48 * HOUR + since)[1]


def test_a_timer_fires_after_the_instant_on_the_same_day(case):
    add_timer(case, "opinion_response", task_id="00000000-0000-0000-0000-000000000000")
    db.session.commit()
    task = "00000000-0000-0000-0000-000000000000"
    with pytest.raises(TimerNotDue):
        perform(fire_timer, actor=SYSTEM, now=ARISEN + 48 * HOUR, case_id=case.id, task_id=task)
    with pytest.raises(NoSuchTask):  # it is due now, only the diagram knows no such task
        perform(fire_timer, actor=SYSTEM, now=ARISEN + 48 * HOUR + HOUR / 60, case_id=case.id, task_id=task)


@pytest.mark.parametrize(("later", "lit"), [(HOUR, ()), (30 * HOUR, ("today",)), (48.1 * HOUR, ("overdue",))])
def test_board_figures_and_lists_agree_by_the_hour(case, county, later, lit):
    now, organs = ARISEN + later, {county.units["LF"].id}
    total = supervision.summary(supervision.open_cases(organs, now), now.date()).total
    assert {name for name in ("overdue", "today", "soon", "paused") if getattr(total, name)} == set(lit)
    for name in supervision.LISTS:
        assert supervision.list_board(organs, name, now, 1).total == getattr(total, name)


def test_a_late_answer_is_late_on_the_board_by_the_cards_own_clocks(case, county):
    perform(answer_concern, actor=SYSTEM, now=ARISEN + 49 * HOUR, case_id=case.id)
    found = db.session.scalars(
        select(Case.number).where(lists.condition(lists.LATE_DONE, ARISEN + 50 * HOUR))
    )
    assert list(found) == [case.number]
    case.closed_on, case.state = (ARISEN + 50 * HOUR).date(), "closed"
    db.session.commit()
    assert [(one.answered, one.late) for one in months({county.units["LF"].id}, ARISEN + 60 * HOUR)] == [
        (1, 1)
    ]


def test_of_two_cases_due_on_one_day_the_nearer_instant_comes_first(case, county):
    later = open_one(county, ARISEN + HOUR, "LFH-2026-0002")
    sooner = open_one(county, ARISEN - HOUR, "LFH-2026-0003")
    page = supervision.list_board({county.units["LF"].id}, "open", ARISEN + 2 * HOUR, 1)
    assert [row.number for row in page.rows] == [sooner.number, case.number, later.number]


def test_the_morning_mail_names_the_moment(case, county):
    add_item(case, county.people["reviewer"], due_on=case.due_on)
    db.session.commit()
    send_digests(at(2026, 3, 9, hour=8))
    texts = [
        one.payload["text"]
        for one in db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == MAIL))
    ]
    assert any("03月09日 22:00（剩 14 小时）  LFH-2026-0001" in text for text in texts)


def test_the_api_says_the_moment_beside_the_day(case, app):
    with app.test_request_context():
        row = case_row(case)
    assert (row["due_on"], row["due_at"]) == ("2026-03-09", "2026-03-09T22:00:00+08:00")
    assert row["clock_state"] == "running"


def test_open_items_keep_the_day_for_lists_of_days(case):
    assert set(db.session.scalars(select(WorkItem.due_on).where(WorkItem.case_id == case.id))) <= {
        None,
        case.due_on,
    }
    assert clocks.leading_clock(clocks.clocks_of(case), concern.terms).due_at == case.due_at


def test_a_process_without_terms_has_no_limit(county):
    case = add_case(county, process="patience")
    clocks.append_event(case, "received", at(2026, 3, 2).date(), {"channel": "in_person"}, at(2026, 3, 2))
    clocks.recompute(case)
    assert (case.clock_state, case.due_at) == ("none", None)
    assert lamp_of(case, at(2026, 6, 1), CALENDAR).words == "无期限"


def test_what_waits_for_something_that_the_card_has_no_words_for_is_not_called_clarification(county):
    case = add_case(county, process="patience", clock_state="waiting", due_kind="hearing_material")
    assert lamp_of(case, at(2026, 3, 2), CALENDAR).words == "等待中"


def test_after_its_last_day_the_lamp_says_that_the_wait_has_run_out(county):
    case = add_case(
        county,
        process="patience",
        clock_state="waiting",
        due_kind="hearing_material",
        due_on=date(2026, 3, 9),
    )
    assert lamp_of(case, at(2026, 3, 9, 20), CALENDAR).words == "等待中"
    assert lamp_of(case, at(2026, 3, 10), CALENDAR).words == "等待期满"


def test_a_moment_that_moves_within_its_day_is_warned_of_anew(case, county):
    """Known two hours earlier than was said at first: the same day, another moment, other warnings."""
    add_item(case, county.people["reviewer"], due_on=case.due_on)
    db.session.commit()
    late = ARISEN + 43 * HOUR
    assert raise_alerts(late) == 2
    assert raise_alerts(late) == 0
    clock = db.session.scalars(select(CaseClock)).one()
    clock.due_at, clock.soon_at = clock.due_at - 2 * HOUR, clock.soon_at - 2 * HOUR
    clock.look_at = clock.soon_at
    db.session.commit()
    assert raise_alerts(late) == 2
    assert raise_alerts(late) == 0
    alerts = db.session.scalars(select(Alert)).all()
    assert {alert.due_on for alert in alerts} == {case.due_on}
    assert {alert.due_at for alert in alerts} == {ARISEN + 46 * HOUR, ARISEN + 48 * HOUR}
    mails = db.session.scalars(select(OutboxMessage.key).where(OutboxMessage.kind == MAIL)).all()
    assert len({key.rsplit(":", 1)[0] for key in mails}) == 2


MONITOR = {"Authorization": "Bearer for the monitor"}


class TestPages:
    """What people see of such a case, on the Sunday after."""

    @pytest.fixture(autouse=True)
    def item(self, case, county):
        made = add_item(case, county.people["clerk"], due_on=case.due_on)
        db.session.commit()
        return made

    @staticmethod
    def signed_in(client, login, hours) -> Browser:
        return Browser(client, ARISEN + hours * HOUR).sign_in(login)

    def test_the_case_page(self, client, case):
        words = self.signed_in(client, "clerk", 12).get(f"/desk/cases/{case.number}").words
        assert "剩 36 小时" in words
        assert "2026-03-09 22:00" in words
        assert "舆情回应时限 48 小时" in words
        assert "个工作日" not in words

    def test_the_sheet(self, client, case):
        words = self.signed_in(client, "clerk", 12).get(f"/desk/cases/{case.number}/clocks").words
        assert "2026年3月7日（周六）22:00，自该时刻起计算" in words
        assert "2026年3月9日（周一）22:00" in words
        assert "自次日起计算" not in words
        assert "计入 0 日" not in words

    def test_the_inbox_the_register_and_their_filters(self, client, case):
        clerk = self.signed_in(client, "clerk", 12)
        assert "剩 36 小时" in clerk.get("/desk/cases").words
        page = clerk.get("/desk")
        assert "剩 36 小时" in page.words
        assert "03-09 22:00" in page.words
        late = self.signed_in(client, "clerk", 49).get("/desk?lamp=overdue")
        assert "逾期 1 小时" in late.words

    def test_the_board(self, client, case):
        assert case.number in self.signed_in(client, "supervisor", 49).get("/board/list?list=overdue").words

    @pytest.mark.parametrize(("hours", "figure"), [(47, "0.0"), (49, "1.0")])
    def test_the_overdue_figure_of_the_monitor_leaves_out_what_waits(
        self, client, case, county, monkeypatch, hours, figure
    ):
        monkeypatch.setitem(client.application.config, "METRICS_TOKEN", "for the monitor")
        add_case(county, "LF-2026-0002", due_on=OPENED_AT.date(), clock_state="waiting")
        db.session.commit()
        with timekeeping.moved_to(ARISEN + hours * HOUR):
            assert f"mingbai_overdue_cases {figure}" in client.get("/metrics", headers=MONITOR).text
