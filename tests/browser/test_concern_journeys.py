"""回应关切 as people walk it: a flood at dawn, a misreading, passed on, downgraded, overdue, corrected."""

import pytest

from tests.browser.people import Stage, Visitor
from tests.browser.walking import Walk, error_of

CO_SIGNER = "clerk2"
REGISTERED = "2026-09-12T08:45"
FLOOD = {
    "topic": "星宿江漫堤，金山镇村道中断", "kind": "emergency", "place": "金山镇星宿江沿线",
    "detail": "清晨暴雨，村道被淹，群众询问如何绕行", "source": "village", "link": "https://www.example.invalid/m/1",
    "happened_at": "2026-09-12T08:10", "known_at": "2026-09-12T08:40", "is_emergency": "yes", "raises_opinion": "yes",
    "level": "major", "level_reason": "三个村小组出行中断",
}  # fmt: skip
MISREADING = {
    **{name: value for name, value in FLOOD.items() if name not in ("is_emergency", "raises_opinion")},
    "topic": "网传医保缴费标准翻倍", "kind": "misreading", "source": "new_media", "place": "禄丰市",
    "policy": "城乡居民医疗保险缴费通知", "level": "ordinary", "level_reason": "转发量不大",
}  # fmt: skip
JUDGED = {"judgement": "answer", "reason": "关系群众出行安全，应当回应", "level": "major", "unit": "LF-ZRZY"}
WORD = {
    "kind": "first", "headline": "星宿江金山段汛情通报", "path": "ordinary",
    "body": "星宿江金山段漫堤，村道中断，暂无人员伤亡。\n请绕行老公路。",
}  # fmt: skip
ANSWER = {
    **WORD,
    "kind": "answer",
    "headline": "医保缴费标准没有翻倍",
    "body": "个人缴费标准较上年增加20元。",
}


class Concern(Walk):
    """One concern on its way through the pages."""

    def register(self, **changes: str) -> Visitor:
        self.stage.at(REGISTERED)
        clerk = self.stage.person("clerk").go("/desk").press("登记舆情")
        clerk.fill(**{**FLOOD, **changes}) if "topic" not in changes else clerk.fill(**changes)
        self.picture(clerk, "登记")
        clerk.press("登记，取得编号")
        self.number = clerk.page.locator(".case-number .num").first.inner_text().strip()
        return clerk

    def judge(self, **changes: str) -> Visitor:
        self.stage.tick()
        wanted = {**JUDGED, **changes}
        if wanted["judgement"] != "answer":
            del wanted["unit"]  # asked of an answer alone
        return self.do("reviewer", **wanted)

    def draft(self, **values: str) -> Visitor:
        self.stage.tick()
        handler = self.task("handler").fill(**values)
        self.choose(handler, ())
        return self.submit(handler)

    def choose(self, visitor: Visitor, channels: tuple[str, ...]) -> None:
        """Tick exactly these channels."""
        for box in visitor.page.locator('main input[name="channels"]').all():
            box.set_checked(box.get_attribute("value") in channels, force=True)

    def sign_both(self) -> None:
        self.stage.tick()
        self.sign("officehead", "同意")
        self.sign("leader", "同意", phone=True)

    def publish(self) -> Visitor:
        self.stage.tick()
        return self.do("reviewer", decision="published", checked="yes")

    def task_named(self, login: str, words: str) -> Visitor:
        """The form of one of several open tasks."""
        visitor = self.task(login)
        if visitor.page.locator("#task").get_by_role("heading").first.inner_text().strip() != words:
            visitor.page.locator(".task-list").get_by_role("link", name=words, exact=True).first.click()
            visitor.page.wait_for_load_state()
        return visitor


@pytest.fixture
def walk(stage: Stage) -> Concern:
    return Concern(stage)


def test_a_flood_at_dawn_with_three_clocks(walk):
    clerk = walk.register()
    for words in ("首次发布权威信息时限", "举行新闻发布会时限", "舆情回应时限"):
        clerk.see(words)
    walk.picture(clerk, "三个时限")
    clerk.press("期限计算单")
    walk.picture(clerk, "期限计算单")
    reviewer = walk.task("reviewer").fill(**JUDGED)
    walk.picture(reviewer, "研判")
    walk.submit(reviewer)
    handler = walk.task("handler").fill(**WORD)
    walk.choose(handler, ("wechat", "broadcast"))
    walk.picture(handler, "起草")
    walk.stage.tick()
    walk.submit(handler)
    leader = walk.stage.person("officehead").go("/desk/signing")
    leader.page.locator('main a[href^="/desk/signing/"]').first.click()
    walk.picture(leader, "审签所见")
    walk.sign_both()
    reviewer = walk.task_named("reviewer", "发布")
    walk.picture(reviewer, "发布")
    reviewer = walk.task_named("reviewer", "新闻发布会")
    walk.picture(reviewer, "发布会")
    walk.stage.tick()
    walk.submit(walk.task_named("reviewer", "发布").fill(decision="published", checked="yes"))
    visitor = walk.stage.visitor("public").go("/concerns/")
    visitor.see("星宿江金山段汛情通报")
    walk.picture(visitor, "门户列表")
    visitor.press("星宿江金山段汛情通报").see("请绕行老公路")
    walk.picture(visitor, "门户页面")
    case = walk.task("reviewer")
    case.see("渠道发布")
    walk.picture(case, "办件")
    board = walk.stage.person("supervisor").go("/board")
    walk.picture(board, "督办看板")
    assert walk.stage.complaints == []


def test_b_misreading_answered_with_evidence_on_a_channel(walk):
    walk.register(**MISREADING)
    walk.judge(level="ordinary")
    handler = walk.task("handler").fill(**ANSWER)
    walk.choose(handler, ("wechat",))
    walk.submit(handler)
    walk.sign_both()
    walk.publish()
    walk.stage.tick()
    reviewer = walk.task_named("reviewer", "渠道发布（政务微信）")
    walk.submit(reviewer.fill(posted_at="2026-09-12T08:59", address="见公众号"))
    assert "网址应以" in error_of(reviewer.page, "address")
    walk.picture(reviewer, "凭证被拒")
    walk.stage.at("2026-09-12T08:58")
    reviewer.fill(posted_at="2026-09-12T08:55", address="https://mp.example.invalid/s/1")
    walk.submit(reviewer)
    reviewer = walk.task("reviewer")
    reviewer.see("https://mp.example.invalid/s/1")
    walk.picture(reviewer, "凭证")
    walk.do("reviewer", follow_up="evaluate", opinion="讨论减少")
    walk.do("reviewer", evaluation="回应及时", adopted="0", complaints_after="0")
    clerk = walk.do("clerk", retention_years="10")
    walk.picture(clerk, "归档")
    assert walk.stage.complaints == []


def test_c_passed_on_to_the_police(walk):
    walk.register(**MISREADING)
    walk.judge(judgement="pass_on", level="ordinary", passed_to="police", reason="涉嫌编造虚假信息")
    reviewer = walk.task("reviewer").fill(receiver="禄丰市公安局")
    walk.picture(reviewer, "拟制移送函")
    walk.submit(reviewer)
    head = walk.stage.person("officehead").go("/desk/signing")
    head.page.locator('main a[href^="/desk/signing/"]').first.click()
    head.see("本机关未对其真实性作出认定")
    walk.picture(head, "审签移送函")
    walk.stage.tick()
    walk.sign("officehead", "同意")
    walk.stage.at("2026-09-12T09:00")
    reviewer = walk.task("reviewer").fill(
        passed_at="2026-09-12T08:58", method="in_person", receiver="网安大队"
    )
    walk.picture(reviewer, "移送")
    walk.submit(reviewer)
    case = walk.task("reviewer")
    case.see("禄丰市公安局　禄政公开〔2026〕1号")
    assert case.see("网安大队").is_visible()
    walk.picture(case, "已移送")


def test_d_downgraded_with_its_reason(walk):
    walk.register()
    walk.judge()
    reviewer = walk.task("reviewer").press("调整等级").fill(level="considerable")
    reviewer.page.locator("main form button[type=submit]").first.click()
    reviewer.see("降低等级的，请写明理由")
    walk.picture(reviewer, "没有理由被拒")
    reviewer.fill(level_reason="现场核实道路已通")
    reviewer.page.locator("main form button[type=submit]").first.click()
    reviewer.page.wait_for_load_state()
    reviewer.agree_to_letters()
    assert reviewer.see("等级降低").is_visible()
    walk.picture(reviewer, "等级降低")


def test_g_a_co_organ_signs_and_objects(walk):
    town_head(walk.stage)
    walk.register()
    reviewer = walk.task("reviewer").fill(**JUDGED)
    reviewer.page.locator('main input[name="co_units"][value="LF-JS"]').check(force=True)
    walk.picture(reviewer, "会同单位")
    walk.submit(reviewer)
    walk.draft(**WORD)
    head = walk.task(CO_SIGNER)
    walk.picture(head, "会签")
    walk.sign(CO_SIGNER, "不同意", "本镇村道已抢通")
    handler = walk.task("handler")
    handler.see("本镇村道已抢通")
    walk.picture(handler, "异议退回")
    walk.draft(**{**WORD, "body": "星宿江金山段漫堤，村道已抢通。"})
    walk.stage.tick()
    head = walk.task(CO_SIGNER, phone=True)
    walk.picture(head, "会签手机")
    head.page.locator('#task button.decide[value="approve"]').click()
    head.page.wait_for_load_state()
    walk.sign_both()
    walk.stage.tick()
    walk.submit(walk.task_named("reviewer", "发布").fill(decision="published", checked="yes"))
    case = walk.task("reviewer")
    walk.picture(case, "会签办件")
    walk.stage.visitor("public", phone=True).go("/concerns/").see("星宿江金山段汛情通报")
    assert walk.stage.complaints == []


def town_head(stage: Stage) -> None:
    """An administrator gives the township somebody who signs for it."""
    admin = stage.at(REGISTERED).person("admin").go("/admin/people?q=clerk2")
    person = admin.page.locator('main a[href^="/admin/people/"]', has_text="受理乙").first.get_attribute(
        "href"
    )
    admin.go(f"{person}/appoint").fill(role="unit_head", valid_from="2026-09-01")
    admin.page.locator("main select[name=unit_id]").select_option(label="市政府 / 金山镇人民政府")
    admin.page.locator("main form button[type=submit]").first.click()
    admin.page.wait_for_url(lambda url: "/appoint" not in url)


def test_h_a_statement_is_withdrawn(walk):
    walk.register(**MISREADING)
    walk.judge(level="ordinary")
    walk.draft(**ANSWER)
    walk.sign_both()
    walk.publish()
    walk.stage.tick()
    reviewer = walk.task("reviewer").press("撤回发布")
    reviewer.page.locator("main form button[type=submit]").first.click()
    reviewer.see("请填写撤回原因")
    walk.picture(reviewer, "没有原因被拒")
    reviewer.fill(reason="缴费标准有误，另行发布")
    reviewer.page.locator("main form button[type=submit]").first.click()
    reviewer.see("已撤回")
    walk.picture(reviewer, "撤回后办件")
    visitor = walk.stage.visitor("public", phone=True).go("/concerns/")
    visitor.see("已撤回")
    walk.picture(visitor, "手机列表")
    visitor.press("医保缴费标准没有翻倍").see("缴费标准有误，另行发布")
    walk.picture(visitor, "手机页面")
    assert not visitor.page.get_by_text("较上年增加20元").count()


def test_e_overdue_in_hours(walk):
    walk.register()
    walk.stage.at("2026-09-12T15:00").run_jobs()
    reviewer = walk.stage.person("reviewer").go("/desk")
    assert reviewer.see("逾期 1 小时").is_visible()
    walk.picture(reviewer, "待办")
    case = walk.task("reviewer")
    walk.picture(case, "逾期")
    board = walk.stage.person("supervisor").go("/board")
    walk.picture(board, "看板")


def test_f_published_by_voice_corrected_and_papered(walk):
    walk.register(**MISREADING)
    walk.judge(level="ordinary")
    walk.stage.tick()
    handler = walk.task("handler").fill(**{**ANSWER, "path": "emergency"})
    walk.choose(handler, ())
    walk.submit(handler.fill(urgent_reason="群众正在排队缴费"))
    walk.stage.at("2026-09-12T09:10")
    reviewer = walk.task("reviewer").fill(decision="approved", approver="leader", approved_at="2026-09-12T09:05",
                                          how="telephone", opinion="同意先行发布")  # fmt: skip
    walk.picture(reviewer, "口头批准")
    walk.submit(reviewer)
    walk.publish()
    reviewer = walk.task_named("reviewer", "跟踪")
    walk.picture(reviewer, "待补书面")
    walk.submit(reviewer.fill(follow_up="further", opinion="金额写错，需要更正"))
    handler = walk.task("handler").fill(**{**ANSWER, "kind": "correction"})
    walk.submit(handler)
    assert "更正哪一次发布" in error_of(handler.page, "corrects")
    walk.picture(handler, "更正未指明")
    handler.fill(
        kind="correction", corrects="1", headline="更正：医保缴费标准", body="个人缴费标准较上年增加30元。"
    )
    walk.choose(handler, ())
    walk.submit(handler)
    walk.sign_both()
    walk.stage.tick()
    reviewer = walk.task_named("reviewer", "发布")
    walk.submit(reviewer.fill(decision="published", checked="yes"))
    visitor = walk.stage.visitor("public").go("/concerns/")
    walk.picture(visitor, "门户更正")
    visitor.page.locator("main a", has_text="医保缴费标准没有翻倍").first.click()
    visitor.see("已被替代")
    walk.picture(visitor, "已被替代")
