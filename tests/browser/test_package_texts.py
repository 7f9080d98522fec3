"""Texts of a package on the pages: uploaded, compared, signed side by side, objected to at a passage, signed anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from tests.browser.people import Stage, Visitor
from tests.casework import upload_samples as samples
from tests.support.county import County
from tests.support.packages import BODY, PASSAGES, TITLE, staff
from tests.support.settings import settings_for

LINES = BODY.splitlines()
ADDED = '<w:ins w:id="1"><w:r><w:t>，另有规定的除外</w:t></w:r></w:ins>'
TRACKED = f"<w:p><w:r><w:t>第二条　一户一宅</w:t></w:r>{ADDED}</w:p>"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SOURCE = {
    "kind": "normative", "openness": "active", "openness_reason": "涉及群众切身利益，应当让公众广泛知晓",
    "road": "explain", "co_signing": "choose",
}  # fmt: skip
PLAN = {
    "first_interpreter": "局长己", "interpreter_post": "局长", "planned_on": "2026-03-20",
    "outline": "为什么制定；有哪些新要求；怎样办理", "contact": "承办丁", "contact_telephone": "0878-0000001",
}  # fmt: skip
TICKS = {f"checked_{key}": "yes" for key in PASSAGES}


class PackageWalk:
    """One package on its way through the pages."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.number, self.shots = stage, "", 0

    def picture(self, visitor: Visitor, what: str) -> None:
        self.shots += 1
        visitor.picture(f"{self.stage.test}-{self.shots:02d}-{what}")

    def begun(self) -> Visitor:
        drafter = self.stage.person("handler").go("/desk/interpretation/new").fill(title=TITLE)
        drafter.press("建立成套文件").see("已建立成套文件")
        self.number = drafter.page.url.rsplit("/", 1)[-1]
        return drafter

    def task(self, login: str, *, phone: bool = False) -> Visitor:
        self.stage.tick()
        return self.stage.person(login, phone=phone).go(f"/desk/cases/{self.number}")

    def submit(self, visitor: Visitor) -> Visitor:
        visitor.page.locator("#task .task-form .button-row button[type=submit]").first.click()
        visitor.page.wait_for_load_state()
        visitor.agree_to_letters()
        return visitor

    def do(self, login: str, **values: str) -> Visitor:
        return self.submit(self.task(login).fill(**values))

    def signing(self, login: str, *, phone: bool = False) -> Visitor:
        """The page with all texts side by side."""
        self.stage.tick()
        signer = self.stage.person(login, phone=phone).go("/desk/signing")
        signer.page.locator("main a[href*='/desk/signing/']").first.click()
        signer.page.wait_for_load_state()
        return signer

    def decide(self, visitor: Visitor, words: str) -> Visitor:
        visitor.page.locator("#task").get_by_role("button", name=words, exact=True).click()
        visitor.page.wait_for_load_state()
        visitor.agree_to_letters()
        return visitor


def attach(visitor: Visitor, name: str, file: str, data: bytes) -> Visitor:
    visitor.page.locator(f'main input[type=file][name="{name}"]').set_input_files(
        {"name": file, "mimeType": DOCX, "buffer": data}
    )
    return visitor


@pytest.fixture
def walk(stage: Stage, server: Path) -> Iterator[PackageWalk]:
    application = create_app(settings_for(server, f"sqlite:///{server / 'test.db'}"))
    with application.app_context():
        staff(County.load())
    yield PackageWalk(stage)
    assert stage.complaints == []


def organised(walk: PackageWalk) -> None:
    """Uploaded with changes left in it, then clean; what was copied is shown to the office, which takes it in."""
    drafter = walk.begun()
    walk.picture(drafter, "起草文件")
    attach(drafter, "document_files", "办法.docx", samples.written_docx(*LINES, TRACKED)).fill(**SOURCE)
    walk.submit(drafter).see("留有修订痕迹")
    walk.picture(drafter, "留有修订")
    attach(drafter, "document_files", "办法.docx", samples.written_docx(*LINES)).fill(**SOURCE)
    walk.submit(drafter).see("编写解读方案")
    drafter.page.locator('main [name="channels"][value="wechat"]').check(force=True)
    walk.submit(drafter.fill(**PLAN)).see("编写解读材料")
    drafter.fill(material_text="\n".join([*PASSAGES.values(), LINES[1]]), **PASSAGES)
    walk.picture(drafter, "编写解读材料")
    walk.submit(drafter)
    office = walk.task("reviewer")
    office.see("与原文相同的句子 1 /")
    walk.picture(office, "同步组织审核")
    office.press("与原文相同的句子").see("照抄比对")
    walk.picture(office, "照抄比对")
    walk.decide(walk.task("reviewer"), "收文")
    walk.do("handler", units="LF-CZ\nLF-SF")


def test_signed_side_by_side_objected_to_and_signed_anew(walk):
    organised(walk)
    head = walk.signing("financehead")
    walk.picture(head, "对照会签")
    head.page.get_by_text("一户只能拥有一处宅基地").first.select_text()
    head.press("引用选中文字").fill(opinion="没有写明上位法依据")
    assert LINES[1] in head.page.locator("[name=passage]").input_value()
    walk.picture(head, "在所指文字处提出异议")
    walk.decide(head, "不同意")
    added = walk.task("handler").press("会签部门").fill(units="LF-NY", reason="第二条涉及其职责")
    added.press("加签").see("下一轮送签")
    walk.picture(added, "加签")
    walk.decide(walk.signing("justicehead"), "同意")

    drafter = walk.task("handler")
    drafter.see("没有写明上位法依据")
    walk.picture(drafter, "依异议修改")
    changed = [LINES[0], LINES[1].replace("一处宅基地", "一处宅基地（土地管理法第六十二条）"), LINES[2]]
    attach(drafter, "document_files", "办法修改稿.docx", samples.written_docx(*changed))
    walk.submit(drafter.fill(opinion="依财政局意见写明依据", co_signing="again"))
    head = walk.signing("financehead")
    head.see("依财政局意见写明依据")
    head.see("本人签署的政策文件第 1 版已修改")
    walk.picture(head, "只看修改之处")
    walk.decide(head, "同意")
    walk.decide(walk.signing("justicehead"), "同意")
    walk.decide(walk.signing("farmhead"), "同意")
    reviewed(walk)


def reviewed(walk: PackageWalk) -> None:
    """Three reviews, the leader on a phone, the sheet, and the public page."""
    for login in ("legal", "secrecy"):
        walk.decide(walk.signing(login), "同意")
    openness = walk.signing("officehead").fill(**TICKS)
    walk.picture(openness, "公开审查")
    walk.decide(openness, "同意")
    leader = walk.signing("leader", phone=True)
    walk.picture(leader, "领导签发")
    walk.decide(leader, "同意")
    office = walk.do("reviewer", document_number="禄政发〔2026〕12号", numbered_on="2026-03-02")
    walk.picture(office, "编号后的办件")
    office.press("文本与版本")
    walk.picture(office, "文本与版本")
    with office.page.expect_download() as waiting:
        office.page.get_by_role("link", name="下载审签单").click()
    waiting.value.save_as(walk.stage.shots / "审签单.pdf")
    walk.do("reviewer", decision="deployed", topics="农业农村")
    visitor = walk.stage.visitor("anybody").go("/policies")
    visitor.press(TITLE).see("以文件为准")
    visitor.see("一处宅基地（土地管理法第六十二条）")
    walk.picture(visitor, "公开的文件和解读")
