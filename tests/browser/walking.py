"""What people do on the pages, in the words of the office."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.people import Stage, Visitor
from tests.browser.roads import walked
from tests.support.office import paper

APPLICATION = {
    "organ": "LF", "applicant_kind": "natural_person", "name": "申请人甲", "identity_document": "other",
    "identity_number": "T0000001", "telephone": "13900000000",
    "description": "禄丰市金山镇2024年度耕地地力保护补贴发放明细", "reply_form": "electronic", "reply_way": "portal",
}  # fmt: skip
SEARCH = {
    "scope": "局档案室2024年度文书档案、补贴管理系统", "method": "题名检索、逐卷翻查", "keywords": "耕地地力保护补贴",
    "result": "查到发放明细一份", "secrecy_reviewed": "yes",
}  # fmt: skip
GRANTED = {"fact_items": "金山镇2024年度耕地地力保护补贴发放明细｜电子文件｜12", "fact_provision": "attached"}


@dataclass
class Walk:
    """One request on its way through the pages."""

    stage: Stage
    number: str = ""
    code: str = ""
    shots: int = field(default=0)

    def picture(self, visitor: Visitor, what: str) -> None:
        self.shots += 1
        visitor.picture(f"{self.stage.test}-{self.shots:02d}-{what}")

    @walked
    def apply(self, *, phone: bool = False, **changes: str) -> Visitor:
        """The four steps on the portal."""
        applicant = self.stage.visitor("applicant", phone=phone)
        applicant.go("/apply")
        self.picture(applicant, "须知")
        applicant.page.locator("main input[type=checkbox]").first.check(force=True)
        applicant.press("开始填写").fill(**{**APPLICATION, **changes})
        self.stage.tick()
        self.picture(applicant, "填写")
        applicant.press("下一步：核对内容")
        self.picture(applicant, "核对")
        applicant.press("提交申请")
        applicant.see("申请编号")
        self.picture(applicant, "提交成功")
        self.number = applicant.page.locator("h2 .num").first.inner_text().strip()
        self.code = applicant.page.locator("[data-query-code]").inner_text().strip()
        return applicant

    def follow(self, applicant: Visitor) -> Visitor:
        """Number and query code open the request."""
        applicant.go("/progress")
        if applicant.page.locator("main [name=code]").count():
            applicant.fill(number=self.number, code=self.code).press("查询")
        return applicant.go(f"/progress/{self.number}")

    def task(self, login: str, *, phone: bool = False) -> Visitor:
        """The case page of a person, with the form of the open task."""
        return self.stage.person(login, phone=phone).go(f"/desk/cases/{self.number}")

    def do(self, login: str, **values: str) -> Visitor:
        """Fill the task's form and submit it."""
        return self.submit(self.task(login).fill(**values))

    def submit(self, visitor: Visitor) -> Visitor:
        button = visitor.page.locator("#task .task-form .button-row button[type=submit]").first
        button.click()
        visitor.page.wait_for_load_state()
        visitor.agree_to_letters()
        self.stage.ask("letters")
        return visitor

    def sign(self, login: str, words: str, opinion: str = "", *, phone: bool = False) -> Visitor:
        """同意 or 退回修改, on the signing form."""
        visitor = self.task(login, phone=phone)
        if opinion:
            visitor.fill(opinion=opinion)
        visitor.page.locator("#task button.decide", has_text=words).click()
        visitor.page.wait_for_load_state()
        return visitor.agree_to_letters()

    @walked
    def registered(self) -> None:
        self.do("clerk")

    @walked
    def accepted(self) -> None:
        self.registered()
        self.do("reviewer", screening="accept")

    @walked
    def drafted(self) -> None:
        self.accepted()
        self.do("reviewer", unit="LF-ZRZY")
        self.do("handler", **SEARCH, outcome="granted")
        self.attach("handler", "补贴发放明细.pdf")
        self.do("handler", **GRANTED)

    def attach(self, login: str, name: str) -> Visitor:
        """The handler adds a file to the reply: from the case page to the page of the files, and back."""
        drafter = self.task(login).press("添加、移除")
        file = {"name": name, "mimeType": "application/pdf", "buffer": paper(name)}
        drafter.page.locator("main input[type=file]").set_input_files(file)
        drafter.press("添加文件").see(name)
        self.picture(drafter, "答复附件")
        return drafter.press("返回办件")

    @walked
    def issued(self) -> None:
        self.drafted()
        self.sign("unithead", "同意")
        self.sign("officehead", "同意")
        self.do("reviewer", checked="yes")

    def download(self, applicant: Visitor, title: str) -> bytes:
        """The PDF of a letter, as the browser stores it."""
        row = applicant.page.locator("li", has_text=title).get_by_role("link").first
        if not row.count():  # letters are typeset beside the request that issued them
            self.stage.ask("letters")
            applicant.page.reload()
        with applicant.page.expect_download() as waiting:
            row.click()
        return waiting.value.path().read_bytes()


def error_of(page: Page, name: str) -> str:
    """The message beside a field."""
    described = (
        page.locator(f'main [name="{name}"]:not([type=hidden])').first.get_attribute("aria-describedby") or ""
    )
    told = [page.locator(f'[id="{part}"]') for part in described.split()]
    return " ".join(one.inner_text() for one in told if one.count())
