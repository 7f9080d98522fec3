"""A letter's wording is edited as text with fields: no code on the page, a field chosen from the list."""

from tests.browser.people import Stage
from tests.support.county import LONG_AGO

NEW = "现随本告知书一并提供给〔称谓〕"


def edit_page(county_office) -> str:
    from app.office.organs import find_unit

    with county_office.app.app_context():
        return f"/admin/letters/reply_granted/variants/of/{find_unit('LF', LONG_AGO).id}"


def test_a_wording_is_edited_looked_at_and_kept(stage: Stage, county_office):
    admin = stage.person("admin")
    admin.go(edit_page(county_office))
    admin.picture("拟订文本")
    assert "{{" not in admin.page.locator("main").inner_text()
    admin.fill(**{"p1-1": "上述政府信息现随本告知书一并提供给"})
    box = admin.page.locator("textarea[name='p1-1']")
    box.press("End")
    admin.page.locator("details.field-list summary").click()
    admin.page.get_by_role("button", name="〔称谓〕", exact=True).click()
    assert box.input_value().endswith(NEW)
    box.press_sequentially("〔审查人〕。")
    admin.press("检查和预览").see("没有名为〔审查人〕的要素")
    admin.picture("拟订文本-有误")
    admin.fill(**{"p1-1": f"上述政府信息{NEW}。", "note": "本市习惯用语"})
    admin.press("检查和预览").see("全部通过")
    admin.picture("拟订文本-预览")
    admin.press("保存草稿").see("已保存草稿")
    admin.picture("版本")
    phone = stage.person("admin", phone=True)
    phone.go(edit_page(county_office)).picture("拟订文本-手机")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.page.locator("textarea[name='p1-1']").input_value().strip() == f"上述政府信息{NEW}。"
    assert stage.complaints == []
