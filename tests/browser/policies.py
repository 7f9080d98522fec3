"""What people do with a policy package on the pages: one helper for each page, so that it is mended in one place."""

from tests.browser.people import Visitor
from tests.browser.roads import walked
from tests.browser.walking import Walk
from tests.support.packages import (
    CO_SIGNERS,
    DOCUMENT,
    MATERIAL,
    PASSAGES,
    PLAN,
    REVIEWS,
    TICKS,
    TITLE,
    UNITS,
)

CODES = {short: code for code, _name, short, *_more in UNITS}

MEETING_DAY = "2026-03-20"


class Policy(Walk):
    """One package on its way through the pages."""

    def begin(self) -> Visitor:
        handler = self.stage.person("handler").go("/desk").press("起草政策文件")
        handler.fill(unit="LF-ZRZY", title=TITLE)
        self.picture(handler, "建立")
        handler.press("建立成套文件")
        self.number = handler.page.locator(".case-number .num").first.inner_text().strip()
        return handler

    def draft(self, *, co_signing: str = "no", **changes: str) -> Visitor:
        """起草文件: the document with its openness."""
        known = {name: value for name, value in DOCUMENT.items() if isinstance(value, str)}
        return self._answer("handler", "起草文件", **{**known, "co_signing": co_signing, **changes})

    def plan(
        self, *, channels: tuple[str, ...] = ("wechat",), forms: tuple[str, ...] = (), **changes: str
    ) -> Visitor:
        """解读方案."""
        known = {name: value for name, value in PLAN.items() if isinstance(value, str)}
        handler = self.task_named("handler", "编写解读方案").fill(**{**known, **changes})
        self.tick_exactly(handler, "channels", channels)
        self.tick_exactly(handler, "forms", forms)
        self.picture(handler, "解读方案")
        return self.submit(handler)

    def send_in(self, **changes: str) -> Visitor:
        """解读材料, with which the package is sent in."""
        return self._answer("handler", "编写解读材料", **{**MATERIAL, **changes})

    @walked
    def organised(self, *, co_signing: str = "no", forms: tuple[str, ...] = ()) -> None:
        """Taken in by the office."""
        self.begin()
        self.draft(co_signing=co_signing)
        self.plan(forms=forms)
        self.send_in()
        self.gate("accept")

    def gate(self, decision: str, opinion: str = "") -> Visitor:
        reviewer = self.task_named("reviewer", "同步组织审核")
        if opinion:
            reviewer.fill(opinion=opinion)
        self.picture(reviewer, "同步组织审核")
        return self._decide(reviewer, "收文" if decision == "accept" else "退文")

    def choose(self, *codes: str) -> Visitor:
        """选定会签部门."""
        return self._answer("handler", "选定会签部门", units="\n".join(codes))

    def co_sign(self, unit: str, words: str = "同意", opinion: str = "") -> Visitor:
        visitor = self.task(CO_SIGNERS[unit])
        if opinion:
            visitor.fill(opinion=opinion)
        return self._decide(visitor, words)

    def reviews(self, *nodes: str) -> None:
        """The reviews and the leader's signature, in their order."""
        for node in nodes or tuple(REVIEWS):
            self.review(node)

    def review(self, node: str, words: str = "同意", opinion: str = "") -> Visitor:
        login, is_leader = REVIEWS[node], node == "T_sign_leader"
        visitor = self.task(login, phone=is_leader)
        asked = visitor.page.locator(
            'main [name="checked_background"]'
        ).count()  # a document alone has no elements
        if asked and words == "同意":
            visitor.fill(**dict.fromkeys(TICKS, "yes"))
        if opinion:
            visitor.fill(opinion=opinion)
        self.picture(visitor, f"审签-{node}")
        return self._decide(visitor, words)

    def revise(self, opinion: str = "依意见修改", **changes: str) -> Visitor:
        return self._answer("handler", "修改文件和材料", opinion=opinion, **changes)

    def number_it(self, number: str = "禄政发〔2026〕12号", day: str = "2026-03-02") -> Visitor:
        return self._answer("reviewer", "编号", document_number=number, numbered_on=day)

    def deploy(self, **values: str) -> Visitor:
        return self._answer("reviewer", "同步部署", decision="deployed", topics="农业农村", **values)

    def post(self, **values: str) -> Visitor:
        """One channel tells of its posting."""
        return self._answer("reviewer", "渠道发布（政务微信）", **values)

    def withdraw(self, reason: str) -> Visitor:
        reviewer = self.task("reviewer").press("整套撤回").fill(reason=reason)
        self.picture(reviewer, "整套撤回")
        reviewer.page.locator("main form button[type=submit]").first.click()
        reviewer.page.wait_for_load_state()
        reviewer.agree_to_letters()
        return reviewer

    @walked
    def published(self) -> None:
        """The straight road to the public, without co-signing."""
        self.organised()
        self.reviews()
        self.number_it()
        self.deploy()

    def reader(self, *, phone: bool = True) -> Visitor:
        """Somebody who reads what is public."""
        return self.stage.visitor("reader", phone=phone).go("/policies")

    def _answer(self, login: str, form: str, /, **values: str) -> Visitor:
        visitor = self.task_named(login, form).fill(**values)
        self.picture(visitor, form)
        return self.submit(visitor)

    def _decide(self, visitor: Visitor, words: str) -> Visitor:
        visitor.page.locator("#task button.decide", has_text=words).first.click()
        visitor.page.wait_for_load_state()
        visitor.agree_to_letters()
        return visitor

    def task_named(self, login: str, words: str) -> Visitor:
        """The form of one of several open tasks."""
        self.stage.tick()
        visitor = self.task(login)
        if visitor.page.locator("#task").get_by_role("heading").first.inner_text().strip() != words:
            visitor.page.locator(".task-list").get_by_role("link", name=words, exact=True).first.click()
            visitor.page.wait_for_load_state()
        return visitor

    def tick_exactly(self, visitor: Visitor, name: str, wanted: tuple[str, ...]) -> None:
        """Tick exactly these boxes of a field."""
        for box in visitor.page.locator(f'main input[name="{name}"]').all():
            box.set_checked(box.get_attribute("value") in wanted, force=True)


__all__ = ["PASSAGES", "TITLE", "Policy"]
