"""The sheet 期限计算单: every day with its reason."""

from datetime import date

import pytest

from app.law.calendar import load_builtin_calendar
from app.law.explanation import explain, limit_words
from tests.law.builders import all_cases, clocks_of, happened, received, run_case

CALENDAR = load_builtin_calendar()


def rows_of(clock):
    return {row.on: (row.number, row.reason) for row in explain(clock, CALENDAR).rows}


def test_the_first_row_is_the_day_that_does_not_count():
    first = explain(clocks_of(received()).reply, CALENDAR).rows[0]
    assert (first.on, first.weekday, first.number, first.reason) == (
        date(2026, 3, 2),
        "周一",
        None,
        "起算之日，不计入",
    )


def test_holidays_and_make_up_days_are_named():
    rows = rows_of(clocks_of(received("2026-09-30")).reply)
    assert rows[date(2026, 10, 1)] == (None, "国庆节放假")
    assert rows[date(2026, 10, 8)] == (1, "工作日")
    assert rows[date(2026, 10, 10)] == (3, "调休上班")
    assert rows[date(2026, 10, 11)] == (None, "周日")


def test_a_pause_is_named_on_each_working_day():
    clock = clocks_of(
        received(),
        happened("consultation_sent", "2026-03-09", id="甲"),
        happened("opinion_received", "2026-03-20", id="甲"),
    ).reply
    rows = rows_of(clock)
    assert rows[date(2026, 3, 9)] == (5, "工作日")
    assert rows[date(2026, 3, 10)] == (None, "工作日，征求第三方意见（甲），不计入")
    assert rows[date(2026, 3, 14)] == (None, "周六")
    pause = "停钟：2026年3月9日（不含）至2026年3月20日（含），征求第三方意见（甲）"
    assert pause in explain(clock, CALENDAR).notes


def test_the_extension_is_counted_on():
    clock = clocks_of(received(), happened("extension_notice_sent", "2026-03-27", days=10)).reply
    assert rows_of(clock)[date(2026, 3, 31)] == (21, "工作日（延长期第1日）")
    assert limit_words(clock) == "20个工作日，延长10个工作日"
    assert "延期前的届满日为2026年3月30日" in explain(clock, CALENDAR).notes


def test_a_voided_clock_says_why_it_ended():
    clock = clocks_of(received(), happened("clarification_notice_sent", "2026-03-09")).of_kind("reply")[0]
    assert "2026年3月9日因通知申请人补正，本期限终止" in explain(clock, CALENDAR).notes


def test_a_moved_last_day_shows_the_days_of_the_move():
    clock = clocks_of(happened("decision_delivered", "2026-08-03")).running("reconsideration")
    rows = rows_of(clock)
    assert rows[date(2026, 10, 2)] == (60, "国庆节放假")
    assert rows[date(2026, 10, 3)] == (None, "休息日，顺延")
    assert rows[date(2026, 10, 8)] == (None, "顺延至本日")


def test_a_limit_in_months_names_its_last_day_and_the_days_of_the_move_and_no_other():
    clock = clocks_of(happened("decision_delivered", "2026-02-28")).running("litigation")
    rows = rows_of(clock)
    assert rows[date(2026, 3, 6)] == (6, "自然日")
    assert rows[date(2026, 8, 28)] == (181, "工作日")
    clock = clocks_of(happened("decision_delivered", "2026-01-16")).running("litigation")
    assert rows_of(clock)[date(2026, 7, 16)] == (181, "工作日")
    clock = clocks_of(happened("decision_delivered", "2026-01-18")).running("litigation")
    rows = rows_of(clock)
    assert rows[date(2026, 7, 18)] == (181, "周六")
    assert rows[date(2026, 7, 19)] == (None, "休息日，顺延")
    assert rows[date(2026, 7, 20)] == (None, "顺延至本日")


def test_a_provisional_sheet_says_so():
    notes = explain(clocks_of(received("2026-12-10")).reply, CALENDAR).notes
    assert any("暂定" in note for note in notes)
    assert "2027年工作日历：按法定节日推算" in notes


def test_hours_need_no_rows():
    concern = happened("public_concern_arisen", None, at="2026-02-16T22:00:00+08:00", severity="other")
    sheet = explain(clocks_of(concern).clocks[0], CALENDAR)
    assert (sheet.rows, sheet.to_mapping()["due_at"], sheet.time_limit) == (
        (),
        "2026-02-18T22:00:00+08:00",
        "48小时",
    )
    assert sheet.to_mapping()["started_at"] == "2026-02-16T22:00:00+08:00"
    assert sheet.notes == ("自起算时刻起连续计算，夜间、休息日和节假日都计入",)


@pytest.mark.parametrize(
    "case", [case for case in all_cases() if "calendar_extra" not in case], ids=lambda case: case["id"]
)
def test_every_case_can_be_explained(case):
    for clock in run_case(case):
        sheet = explain(clock, CALENDAR).to_mapping()
        assert sheet["due_on"] == clock.due_on.isoformat()
        assert all(row["reason"] for row in sheet["rows"])


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ((), "reply"),
        ((), "clarification_notice"),
        ((happened("clarification_notice_sent", "2026-03-04"),
          happened("clarification_notice_delivered", "2026-03-04")), "clarification"),
        ((happened("consultation_sent", "2026-03-04", id="甲"),
          happened("consultation_received_by_party", "2026-03-04", id="甲")), "consultation"),
        ((happened("fee_notice_delivered", "2026-03-04"),), "payment"),
        ((happened("reason_requested", "2026-03-04"),), "reason"),
    ],
)  # fmt: skip
def test_every_limit_that_a_withdrawal_ended_says_so(before, kind):
    clock = clocks_of(received(), *before, happened("withdrawn", "2026-03-05")).of_kind(kind)[-1]
    assert "2026年3月5日因申请人撤回，本期限终止" in explain(clock, CALENDAR).notes


@pytest.mark.parametrize(
    ("withdrawn", "due_on", "told"),
    [("2026-03-10", None, True), ("2026-03-11", None, True), ("2026-03-12", date(2026, 3, 11), False)],
)
def test_the_day_of_the_notice_ends_with_a_withdrawal_in_it_and_stays_after_it(withdrawn, due_on, told):
    found = clocks_of(received(), happened("withdrawn", withdrawn))
    (notice,) = found.of_kind("clarification_notice")
    assert found.results()["clarification_notice_due_on"] == due_on
    assert any("申请人撤回" in note for note in explain(notice, CALENDAR).notes) is told
