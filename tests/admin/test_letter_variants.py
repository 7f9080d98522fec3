"""An organ's own wording through the pages: edited, looked at, submitted, approved by the second person, withdrawn."""

import pytest
from sqlalchemy import select

from app.admin.letter_words import standard_words
from app.casework.contract.platform import platform
from app.casework.models import LetterVariant
from app.database import db
from app.letters.variants import TEXT, files_of
from app.office.organs import find_unit
from app.office.people import appoint, find_person
from app.office.vocabulary import Role
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO
from tests.support.office import MORNING

pytestmark = pytest.mark.database
LETTER = "/admin/letters/reply_granted/variants"
NEW_WORDS = "附于本告知书之后，提供给"


@pytest.fixture
def local(app):
    """An administrator of the city."""
    appoint(find_person("clerk2"), find_unit("LF", LONG_AGO), Role.ADMINISTRATOR, LONG_AGO)
    db.session.commit()
    return Browser(app.test_client()).sign_in("clerk2")


@pytest.fixture
def edit(app):
    return f"{LETTER}/of/{find_unit('LF', MORNING.date()).id}"


def kind():
    return platform().catalogue.kind("reply_granted")


def words(old="随本告知书一并提供给", new=NEW_WORDS):
    """Every box of the page, one wording in them replaced."""
    boxes = standard_words(kind()).texts
    assert any(old in text for text in boxes.values())
    return {
        key: text.replace(old, new).replace("\n", "\r\n") for key, text in boxes.items()
    }  # as browsers send it


def variants():
    db.session.rollback()
    return db.session.scalars(select(LetterVariant).order_by(LetterVariant.id)).all()


def test_editing_begins_with_the_words_of_the_standard_and_shows_no_code(local, edit):
    page = local.get(edit)
    for key, words_of_box in standard_words(kind()).texts.items():
        assert page.value(key).strip() == words_of_box
    form = page.tree.xpath("//form[contains(@class, 'variant-form')]")[0].text_content()
    assert not [sign for sign in ("{{", "{%", "<p>", "extends") if sign in form]
    assert "〔公开内容清单，逐项列出〕" in form
    assert "提供方式为“随告知书提供”时" in form


def test_a_look_keeps_nothing_and_shows_difference_checks_and_preview(local, edit):
    page = local.post(edit, **words(), note="", preview="1")
    assert (page.status, variants()) == (200, [])
    assert [line.text_content() for line in page.tree.xpath("//ins")] == [
        f"上述政府信息{NEW_WORDS}〔称谓〕。"
    ]
    assert len(page.tree.xpath("//del")) == 1
    assert "全部通过" in page.words
    assert NEW_WORDS in page.tree.xpath("//*[@aria-label='文书预览，全文']")[0].text_content()
    assert NEW_WORDS in page.value("p1-1")


@pytest.mark.parametrize(
    ("old", "new", "box", "why"),
    [("经审查", "<img src=x>经审查", "text", "文字中不能有“<”"),
     ("经审查", "{% filter striptags %}经审查", "text", "文字中不能有“{”"),
     ("经审查", "经〔审查人〕审查", "text", "第 2 段：没有名为〔审查人〕的要素"),
     ("经审查", "经〔审查", "text", "第 2 段：“〔”没有与它成对的另一半"),
     ("〔分情形：提供方式〕", "", "text", "缺少〔分情形：提供方式〕"),
     ("〔收到申请的情况〕", "", "text", "缺少要素〔收到申请的情况〕"),
     ("随本告知书", "可以向法院起诉，随本告知书", "p1-1", "救济告知由规则生成")],
)  # fmt: skip
def test_what_cannot_be_written_is_told_at_its_box_and_what_was_typed_stays(local, edit, old, new, box, why):
    for button in ({"preview": "1"}, {}):
        page = local.post(edit, **words(old, new), note="改动", **button)
        assert page.status == 422
        assert why in page.error(box)
        assert new in page.value(box)
        assert not page.tree.xpath("//main//img")
    assert variants() == []


def test_a_lost_article_is_told_at_a_look(local, edit):
    page = local.post(edit, **words("第四十条", "有关条文"), note="改动", preview="1")
    assert "正文中没有依据第四十条" in page.words


def test_code_sent_in_place_of_words_is_no_text(local, edit):
    """The text of the boxes alone counts: a whole template as one of them is refused as characters."""
    page = local.post(edit, text=files_of(kind())[TEXT], note="改动")
    assert "文字中不能有“{”" in page.error("text")
    assert variants() == []


def test_a_saved_draft_is_edited_on_in_words(local, edit):
    local.post(edit, **words(), note="试改")
    page = local.get(edit)
    assert page.value("p1-1").strip() == f"上述政府信息{NEW_WORDS}〔称谓〕。"
    assert "{%" in variants()[0].files[TEXT]


def test_a_version_of_another_shape_is_shown_to_copy_from_and_editing_begins_with_the_standard(local, edit):
    local.post(edit, **words(), note="试改")
    variant = variants()[0]
    variant.files = variant.files | {
        TEXT: files_of(kind())[TEXT].replace("<p>经审查", "<h2>经过</h2><p>经审查")
    }
    db.session.commit()
    page = local.get(edit)
    assert "请复制过来" in page.words
    assert "经过" in page.tree.xpath("string(//textarea[@id='lost'])"), "the whole text, to be copied from"
    assert page.value("text").strip() == standard_words(kind()).texts["text"]


def test_a_form_of_tables_alone_has_nothing_to_edit(local, edit):
    address = edit.replace("reply_granted", "secrecy_review_form")
    assert "没有可以改写的文字" in local.get(address).words
    assert local.post(address, note="x", text="<p>").status == 422


@pytest.mark.parametrize(
    ("piece", "why"),
    [("{% filter striptags %}&lt;meta http-equiv=refresh&gt;{% endfilter %}", "第 5 行：模板中不得使用 filter 语句"),
     ("{% for a in items %}{% for b in items %}<p>长</p>{% endfor %}{% endfor %}", "第 5 行：循环之内不得再有循环"),
     ("<p>{{ you.ljust(1000000000) }}</p>", "第 5 行：不得调用函数或者方法"),
     ("<p>{{ '行政' ~ '复议' }}</p>", "第 5 行：花括号内只能写要素")],
)  # fmt: skip
def test_a_draft_of_code_that_breaks_the_rules_shows_its_findings_and_is_not_printed(local, edit, piece, why):
    address = local.post(edit, **words(), note="试改").location
    variant = variants()[0]
    text = files_of(kind())[TEXT].replace("<p>经审查", piece + "<p>经审查")
    variant.files = variant.files | {TEXT: text}
    db.session.commit()
    page = local.get(address)
    assert page.status == 200
    assert why in page.words
    assert "不能预览" in page.words
    assert not page.tree.xpath("//*[@aria-label='文书预览，全文']")
    assert not page.tree.xpath("//meta[@http-equiv='refresh']")
    assert local.post(address, submit="1").status == 422


def test_a_text_that_is_too_long_is_told_not_compared(local, edit):
    page = local.post(edit, **words("经审查", "长" * 30_000), note="试改", preview="1")
    assert "最长 20000 字" in page.error("text")
    assert not page.tree.xpath("//ins")


def test_a_version_in_use_that_breaks_the_rules_is_not_called_in_use(local, admin, edit):
    address = local.post(edit, **words(), note="本市习惯用语").location
    local.post(address, submit="1")
    admin.post(address, approve="1", valid_from="2026-03-02")
    assert "在用" in local.get(LETTER).words
    variant = variants()[0]
    variant.files = variant.files | {TEXT: variant.files[TEXT].replace("<p>经审查", "<p>{{ you.x() }}经审查")}
    db.session.commit()
    assert "在用" not in local.get(LETTER).words
    assert "这一版本不符合现行的文本规则（第 5 行" in local.get(address).words


def test_a_text_left_out_is_refused_beside_the_field(local, edit):
    assert "请填写正文" in local.post(edit, **words() | {"text": " "}, note="x").error("text")
    assert "请填写改动说明" in local.post(edit, **words(), note="").error("note")
    assert variants() == []


def test_from_draft_to_use_takes_two_persons(local, admin, edit):
    address = local.post(edit, **words(), note="本市习惯用语").location
    assert local.post(address, submit="1").status == 302
    waiting = local.get(address)
    assert "撰写人不能审定" in waiting.words
    assert not waiting.tree.xpath("//button[@name='approve']")
    assert local.post(address, approve="1", valid_from="2026-03-02").status == 403
    assert "不能早于今天" in admin.post(address, approve="1", valid_from="2026-03-01").error("valid_from")
    assert admin.post(address, approve="1", valid_from="2026-03-02").status == 302
    assert [(one.state, one.approved_by.login) for one in variants()] == [("approved", "admin")]
    assert "第 1 版" in admin.get(LETTER).words
    assert "在用" in local.get(LETTER).words


def test_a_version_is_withdrawn_with_a_reason(local, edit):
    address = local.post(edit, **words(), note="本市习惯用语").location
    assert "请填写撤回理由" in local.post(address, withdraw="1", reason="").error("reason")
    assert local.post(address, withdraw="1", reason="改用标准文本").status == 302
    assert "改用标准文本" in local.get(address).words
    assert local.post(address, submit="1").status == 409


def test_a_text_that_fails_the_check_is_not_submitted(local, edit):
    address = local.post(edit, **words("第四十条", "有关条文"), note="试改").location
    page = local.post(address, submit="1")
    assert (page.status, "正文中没有依据第四十条" in page.words) == (422, True)
    assert variants()[0].state == "draft"


def test_other_organs_wordings_are_out_of_reach(local, admin, edit):
    foreign = f"{LETTER}/of/{find_unit('YM', MORNING.date()).id}"
    address = admin.post(foreign, **words(), note="元谋").location
    assert [local.get(one).status for one in (foreign, address)] == [404, 404]
    assert local.post(address, withdraw="1", reason="越权").status == 404
    assert "元谋县人民政府" not in local.get(LETTER).words
    assert local.get(address.replace("reply_granted", "fee_notice")).status == 404
