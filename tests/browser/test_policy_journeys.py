"""政策解读 as people walk it: to publication, sent back, objected to, by time alone, withdrawn, asked about, told."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.browser.beside import given_back
from tests.browser.people import Stage
from tests.browser.policies import PASSAGES, TITLE, Policy
from tests.browser.walking import error_of
from tests.support.county import County
from tests.support.databases import Prepared
from tests.support.packages import Packages, staff

REVIEWED = ("T_legal", "T_secrecy", "T_openness")
Earlier = Callable[[Callable[[Packages], object]], None]


@pytest.fixture
def walk(stage: Stage, county_office: Prepared) -> Policy:
    """The office with its departments and reviewers."""
    with county_office.app.app_context(), given_back():
        staff(County.load())
    return Policy(stage)


@pytest.fixture
def earlier(walk: Policy, county_office: Prepared) -> Earlier:
    """What happened before the journey, by commands at the journey's hour."""

    def happen(before: Callable[[Packages], object]) -> None:
        clock = walk.stage.instance / "now"
        office = Packages(now=datetime.fromisoformat(clock.read_text("ascii")))
        with county_office.app.app_context(), given_back():
            before(office)
        walk.number = office.number
        walk.stage.at(f"{office.now:%Y-%m-%dT%H:%M}").tick()

    return happen


def test_a_through_to_publication(walk):
    walk.published()
    reader = walk.reader()
    walk.picture(reader, "门户列表")
    reader.press(TITLE).see("农村村民一户只能拥有一处宅基地")
    assert reader.see(PASSAGES["service"]).is_visible()
    walk.picture(reader, "文件和解读")
    walk.stage.at("2026-03-02T09:30")
    walk.post(result="posted", posted_at="2026-03-02T09:10", address="https://mp.example.invalid/s/1")
    case = walk.task("reviewer")
    case.see("https://mp.example.invalid/s/1")
    walk.picture(case, "办件")
    walk.do("reviewer", retention_years="30")
    walk.picture(walk.task("reviewer"), "归档")
    assert walk.stage.complaints == []


def test_b_sent_back_incomplete(walk, earlier):
    earlier(
        lambda office: (
            office.begun().drafted().planned(first_interpreter="", planned_on="").sent_in(service="")
        )
    )
    refused = walk.gate("accept")
    for words in ("解读方案没有写明第一解读人", "解读方案没有写明解读日期", "要素“办事服务”没有注明所在段落"):
        refused.see(words)
    walk.picture(refused, "缺项不能收文")
    walk.gate("send_back", "请补齐后连同文件一并重新报送")
    handler = walk.task("handler")
    handler.see("关于退回文件的函")
    assert handler.page.locator("#task").get_by_role("heading").first.inner_text().strip() == "起草文件"
    walk.picture(handler, "退回后")
    assert walk.stage.complaints == []


def test_c_one_of_three_objects(walk, earlier):
    earlier(lambda office: office.organised().chosen())
    walk.co_sign("财政局")
    walk.co_sign("农业农村局")
    refused = walk.co_sign("司法局", "不同意")
    refused.see("不同意的，请写明理由")
    walk.co_sign("司法局", "不同意", "第二条缺少依据")
    walk.revise("补充依据", document_text="第一条　为规范农村宅基地管理，依据土地管理法，制定本办法。")
    finance = walk.task("financehead")
    assert finance.see("会签").is_visible()
    walk.picture(finance, "重新会签")
    signing = walk.stage.person("financehead").go("/desk/signing")
    signing.page.locator('main a[href^="/desk/signing/"]').first.click()
    signing.see("依据土地管理法")
    walk.picture(signing, "修改之处")
    for unit in ("财政局", "农业农村局", "司法局"):
        walk.stage.tick()
        walk.co_sign(unit)
    legal = walk.task("legal")
    assert legal.see("第二条缺少依据").is_visible()
    walk.picture(legal, "异议和改签")
    assert walk.stage.complaints == []


def test_d_the_leader_sends_back(walk, earlier):
    earlier(lambda office: [office.organised({"co_signing": "no"}), *map(office.review, REVIEWED)])
    refused = walk.review("T_sign_leader", "退回修改")
    refused.see("退回修改的，请写明理由")
    walk.review("T_sign_leader", "退回修改", "解读太简略，请补充办理时限")
    walk.revise("补充办理时限", material_text="\n".join([*PASSAGES.values(), "镇里十五天内答复。"]))
    legal = walk.task("legal")
    assert legal.see("解读太简略").is_visible()
    walk.picture(legal, "重新审核")
    assert walk.stage.complaints == []


def test_e_no_explanation_needed(walk, earlier):
    earlier(lambda office: office.begun())
    refused = walk.draft(road="exempt")
    assert "请写明理由" in error_of(refused.page, "exempt_reason")
    walk.draft(road="exempt", exempt_reason="只调整机关内部分工，不涉及权利义务")
    head = walk.task("officehead").fill(exemption="default", opinion="同意")
    walk.picture(head, "无需解读审批")
    walk.submit(head)
    walk.reviews()
    walk.number_it()
    walk.deploy()
    reader = walk.reader().press(TITLE)
    reader.see("农村村民一户只能拥有一处宅基地")
    walk.picture(reader, "只有文件")
    assert reader.page.locator("article").count() == 1
    assert walk.stage.complaints == []


def test_f_one_channel_fails(walk, earlier):
    plan = {"channels": ["wechat", "board"]}
    earlier(lambda office: office.organised({"co_signing": "no"}, plan).signed().numbered().deployed())
    refused = walk.post(result="posted", posted_at="2026-03-02T09:05", address="")
    assert error_of(refused.page, "address") != ""
    walk.picture(refused, "没有凭证")
    walk.stage.at("2026-03-03T09:00")
    late = walk.task("reviewer")
    walk.picture(late, "逾期")
    walk.post(result="posted", posted_at="2026-03-03T08:50", address="https://mp.example.invalid/s/1")
    board = walk.task_named("reviewer", "渠道发布（公开栏、查阅点）").fill(result="not_posted")
    board.page.locator("main [name=posted_at]").first.fill("")
    walk.submit(board)
    board.see("没有发布的，请写明原因")
    walk.submit(board.fill(opinion="公开栏维修，改由村民小组会议宣读"))
    case = walk.task("reviewer")
    assert case.see("公开栏维修").is_visible()
    walk.picture(case, "没有发布的渠道")
    assert walk.stage.complaints == []


def test_g_withdrawn_whole(walk, earlier):
    earlier(lambda office: office.ready(co_signing="no").deployed())
    walk.withdraw("第二条的面积标准有误")
    reader = walk.stage.visitor("reader", phone=True).go("/policies?standing=withdrawn")
    walk.picture(reader, "门户已撤回")
    reader.press(TITLE).see("第二条的面积标准有误")
    walk.picture(reader, "撤回的文件")
    assert reader.page.get_by_text("农村村民一户只能拥有一处宅基地").count() == 0
    walk.picture(walk.task("reviewer"), "办件")
    assert walk.stage.complaints == []


def test_h_a_question_is_answered(walk, earlier):
    earlier(lambda office: office.ready(co_signing="no").deployed())
    reader = walk.reader().press(TITLE)
    reader.press("我要提问").fill(question="请回电13900000000").press("提交问题")
    walk.picture(reader, "含个人信息")
    reader.fill(question="夫妻分户以后还能再申请一处宅基地吗？").press("提交问题")
    reader.see("问题已收到")
    walk.stage.tick()
    handler = walk.stage.person("handler").go("/desk?box=pool")
    walk.picture(handler, "待认领")
    handler.press(f"读者提问：{TITLE}")
    walk.number = handler.page.locator(".case-number .num").first.inner_text().strip()
    handler.fill(answer="可以。成家后分户、没有住房的，到镇便民服务中心申请（办法第二条）。")
    walk.picture(handler, "答复")
    walk.submit(handler)
    reviewer = walk.task_named("reviewer", "审核答复").fill(answer_check="default")
    walk.picture(reviewer, "审核答复")
    walk.submit(reviewer)
    walk.stage.tick()
    walk.picture(reader.go("/policies").press(TITLE), "读者问答")
    reader.press("夫妻分户以后还能再申请一处宅基地吗？").see("成家后分户")
    walk.picture(reader, "公开的答复")
    assert walk.stage.complaints == []


def test_i_the_hour_passes_while_no_scheduler_runs(walk, earlier):
    earlier(lambda office: office.ready(co_signing="no"))
    refused = walk.deploy(planned_at="2026-03-01T08:00")
    assert "已过" in error_of(refused.page, "planned_at")
    walk.picture(refused, "时间已过")
    walk.deploy(planned_at="2026-03-09T08:00")
    walk.picture(walk.task("reviewer"), "待公开")
    reader = walk.stage.at("2026-03-09T07:59").visitor("reader", phone=True).go("/policies")
    assert reader.page.get_by_text(TITLE).count() == 0
    walk.stage.at("2026-03-09T08:00")  # nothing runs but the web server
    reader.go("/policies?year=2026").press(TITLE).see(PASSAGES["service"])
    assert reader.page.locator("article").count() == 2
    walk.picture(reader, "到时公开")
    assert walk.stage.complaints == []


def test_j_the_quarter_is_told(walk, earlier):
    earlier(lambda office: office.ready(co_signing="no").deployed())
    walk.stage.at("2026-04-02T09:00")
    reviewer = walk.stage.person("reviewer").go("/desk/interpretation/quarters?year=2026&quarter=1")
    reviewer.see("解读形式单一")
    walk.picture(reviewer, "季度统计")
    reviewer.press("拟写季度通报")
    walk.number = reviewer.page.locator(".case-number .num").first.inner_text().strip()
    walk.picture(reviewer, "拟写通报")
    walk.submit(reviewer)
    head = walk.task("officehead")
    walk.picture(head, "签发通报")
    walk.sign("officehead", "同意")
    case = walk.task("reviewer")
    assert case.see("关于政策解读工作情况的通报").is_visible()
    walk.picture(case, "已印发")
    walk.picture(walk.stage.person("supervisor").go("/board"), "看板")
    assert walk.stage.complaints == []
