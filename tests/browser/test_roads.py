"""A road that was walked before ends where it ended: at the same case, hour and page, with the same browsers."""

from tests.browser.people import ARE_KEPT, Stage
from tests.browser.walking import Walk
from tests.support.office import MORNING

MATTER = "禄丰市2024年度河道清淤工程验收报告"


def morning_again(stage: Stage) -> Walk:
    stage.ask("fresh")
    return Walk(stage.set(MORNING))


def test_it_goes_on_from_where_the_first_has_come(stage):
    first = Walk(stage)
    first.apply(description=MATTER)
    first.registered()
    hour = stage.now

    second = morning_again(stage)
    applicant = second.apply(description=MATTER)
    assert (second.code == first.code) is not ARE_KEPT, "the code is drawn anew for whoever walks"
    applicant.see(second.code)
    second.registered()
    assert stage.now == hour
    second.follow(applicant).see(MATTER)
    assert second.task("reviewer").page.locator("#task .task-form").count() == 1
    assert stage.complaints == []


def test_what_was_written_meanwhile_leads_off_it(stage):
    first = Walk(stage)
    first.apply(description=MATTER)

    second = morning_again(stage)
    stage.person("supervisor")
    applicant = second.apply(description=MATTER)
    assert second.code != first.code
    second.follow(applicant).see(MATTER)


def test_another_hour_is_another_road(stage):
    first = Walk(stage)
    first.apply(description=MATTER)

    second = morning_again(stage)
    stage.tick()
    second.apply(description=MATTER)
    assert second.code != first.code
