"""渠道发布: one task a channel, each with its evidence; what comes late is said to be late."""

from datetime import timedelta

import pytest

from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.acts.errors import StaleWorkItem
from app.casework.contract.platform import platform
from app.casework.models.cases import CaseState
from app.casework.papers.uploads import check_upload
from app.casework.run.diagram_versions import deploy
from app.casework.work import work_items
from app.casework.work.timeline import timeline_of
from app.law.channels import is_late
from app.law.errors import InvalidInput, NotAllowed
from app.steps.channels import postings_of
from tests.steps.posted import open_notice, posted_notice
from tests.support.browsing import Browser
from tests.support.office import MORNING, Office, paper

pytestmark = pytest.mark.database
ADDRESS = "https://www.example.invalid/2026/1.html"


class Posting(Office):
    """The office with a notice to be posted."""

    def chosen(self, *channels: str) -> "Posting":
        self.do("reviewer", "T_choose", channels=list(channels))
        return self

    def titled(self):
        return {item.title: item for item in self.open_items()}

    def post(self, channel: str, login: str = "reviewer", **data):
        item = self.titled()[f"渠道发布（{channel}）"]
        given = {"result": "posted", "posted_at": self.now.isoformat(), **data}
        return self.run(
            work_items.complete, self.person(login), case_id=item.case_id, item_id=item.id, data=given
        )


@pytest.fixture
def posting(app, county):
    processes = platform().processes
    processes["posted_notice"] = posted_notice
    perform(deploy, actor=SYSTEM, now=MORNING, process_key="posted_notice")
    office = Posting()
    office.number = office.run(open_notice, SYSTEM, organ_id=county.units["LF"].id)["number"]
    yield office
    del processes["posted_notice"]


def test_each_channel_is_a_task_of_its_own_and_the_case_waits_for_all(posting):
    posting.chosen("wechat", "broadcast")
    assert set(posting.titled()) == {"渠道发布（政务微信）", "渠道发布（广播、大喇叭）"}
    posting.later(minutes=20).post("政务微信", address=ADDRESS)
    assert posting.case.is_open
    posting.post("广播、大喇叭", photos=[check_upload("大喇叭.pdf", paper("播出记录"), limit=10**7)])
    assert posting.case.state == CaseState.CLOSED


def test_who_when_where_and_the_photograph_are_on_record(posting):
    posting.chosen("broadcast").later(minutes=20)
    posting.post("广播、大喇叭", photos=[check_upload("大喇叭.pdf", paper("播出记录"), limit=10**7)])
    [found] = postings_of(posting.case)
    assert (found.recorded_by.login, found.address, found.why_not) == ("reviewer", "", "")
    assert [one.filename for one in found.photos] == ["大喇叭.pdf"]
    assert found.posted_at < found.recorded_at
    assert "广播、大喇叭：03月02日 09:22 发布" in [entry.act for entry in timeline_of(posting.case)]


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({}, "address", "请填写网址，或者上传照片、截图"),
        ({"address": "见公众号"}, "address", "网址应以 http:// 或者 https:// 开头"),
        ({"address": "javascript:alert(1)"}, "address", "网址应以"),
        ({"address": "https://a:b@example.invalid/"}, "address", "网址应以"),
        ({"address": ADDRESS, "posted_at": "2026-03-02 18:00"}, "posted_at", "不应晚于现在"),
        ({"address": ADDRESS, "posted_at": "2026-03-01 08:00"}, "posted_at", "不应早于交付发布的时间"),
        ({"result": "not_posted"}, "opinion", "请写明原因"),
    ],
)
def test_without_evidence_nothing_counts_as_posted(posting, data, field, words):
    posting.chosen("wechat")
    with pytest.raises(InvalidInput) as refused:
        posting.post("政务微信", **data)
    assert words in refused.value.fields[field]
    assert [one.is_open for one in postings_of(posting.case)] == [True]


def test_what_could_not_be_posted_says_why(posting):
    posting.chosen("television").post("电视", result="not_posted", opinion="县台当日检修停播")
    [found] = postings_of(posting.case)
    assert (found.posted_at, found.why_not) == (None, "县台当日检修停播")
    assert posting.case.state == CaseState.CLOSED


def test_late_is_said(posting):
    posting.chosen("wechat", "weibo").later(hours=3)
    wechat, weibo = postings_of(posting.case)
    posting.post("政务微信", address=ADDRESS)
    assert is_late(wechat.due_at, wechat.posted_at, posting.now)
    assert is_late(weibo.due_at, weibo.posted_at, posting.now)
    assert not is_late(weibo.due_at, None, weibo.due_at)
    assert not is_late(None, None, posting.now + timedelta(days=900))
    assert "政务微信：03月02日 12:02 发布，迟于应发布的 03月02日 11:02" in [
        entry.act for entry in timeline_of(posting.case)
    ]


def test_two_people_record_one_posting_once_and_a_stranger_never(posting):
    posting.chosen("wechat", "weibo")
    item = posting.titled()["渠道发布（政务微信）"]
    with pytest.raises(NotAllowed):
        posting.post("政务微信", login="foreignreviewer", address=ADDRESS)
    posting.post("政务微信", address=ADDRESS)
    data = {"result": "posted", "posted_at": posting.now.isoformat(), "address": ADDRESS}
    with pytest.raises(StaleWorkItem):
        posting.run(
            work_items.complete, posting.person("reviewer"), case_id=item.case_id, item_id=item.id, data=data
        )


def test_an_unknown_channel_and_none_are_refused(posting):
    for channels in ([], ["telegraph"]):
        with pytest.raises(InvalidInput) as refused:
            posting.chosen(*channels)
        assert "channels" in refused.value.fields


def test_the_case_page_shows_each_channel_with_state_evidence_and_person(posting, app):
    posting.chosen("wechat", "weibo", "television").later(hours=3)
    posting.post("政务微信", address=ADDRESS)
    posting.post("电视", result="not_posted", opinion="县台当日检修停播")
    page = (
        Browser(app.test_client(), posting.now).sign_in("reviewer").get(f"/desk/cases/{posting.number}").text
    )
    for words in (
        "渠道发布",
        "迟发",
        "逾时未发布",
        "没有发布",
        f'href="{ADDRESS}"',
        "审核丙登记",
        "县台当日检修停播",
    ):
        assert words in page
