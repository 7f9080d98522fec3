"""An organ's own wording through the pages: edited, looked at, submitted, approved by the second person, withdrawn."""

import pytest
from sqlalchemy import select

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


def text(old="随本告知书一并提供给", new=NEW_WORDS):
    standard = files_of(platform().catalogue.kind("reply_granted"))[TEXT]
    assert old in standard
    return standard.replace(old, new).replace("\n", "\r\n")  # as browsers send it


def variants():
    db.session.rollback()
    return db.session.scalars(select(LetterVariant).order_by(LetterVariant.id)).all()


def test_editing_begins_with_the_standard_text(local, edit):
    assert (
        local.get(edit).value("text").strip()
        == text(new="随本告知书一并提供给").replace("\r\n", "\n").strip()
    )


def test_a_look_keeps_nothing_and_shows_difference_checks_and_preview(local, edit):
    page = local.post(edit, text=text(), note="", preview="1")
    assert (page.status, variants()) == (200, [])
    assert [NEW_WORDS in line.text_content() for line in page.tree.xpath("//ins")] == [True]
    assert len(page.tree.xpath("//del")) == 1
    assert "全部通过" in page.words
    assert NEW_WORDS in page.tree.xpath("//*[@aria-label='文书预览']")[0].text_content()
    assert NEW_WORDS in page.value("text")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [("第四十条", "有关条文", "正文中没有依据第四十条"), ("经审查", "<img src=x>经审查", "不能预览"),
     ("经审查", "{% if %}经审查", "不能预览")],
)  # fmt: skip
def test_what_the_check_finds_is_said_at_a_look(local, edit, old, new, why):
    page = local.post(edit, text=text(old, new), note="改动", preview="1")
    assert why in page.words
    assert not page.tree.xpath("//main//img")


@pytest.mark.parametrize(
    ("piece", "why"),
    [("{% filter striptags %}&lt;meta http-equiv=refresh&gt;{% endfilter %}", "第 5 行：模板中不得使用 filter 语句"),
     ("{% for a in items %}{% for b in items %}<p>长</p>{% endfor %}{% endfor %}", "第 5 行：循环之内不得再有循环"),
     ("<p>{{ you.ljust(1000000000) }}</p>", "第 5 行：不得调用函数或者方法"),
     ("<p>{{ '行政' ~ '复议' }}</p>", "第 5 行：花括号内只能写要素")],
)  # fmt: skip
def test_a_saved_draft_that_breaks_the_rules_shows_its_findings_and_is_not_printed(local, edit, piece, why):
    address = local.post(edit, text=text("<p>经审查", piece + "<p>经审查"), note="试改").location
    for page in (
        local.get(address),
        local.post(edit, text=text("<p>经审查", piece + "<p>经审查"), preview="1"),
    ):
        assert page.status == 200
        assert why in page.words
        assert "不能预览" in page.words
        assert not page.tree.xpath("//*[@aria-label='文书预览']")
        assert not page.tree.xpath("//meta[@http-equiv='refresh']")
    assert local.post(address, submit="1").status == 422


def test_a_text_that_is_too_long_is_told_not_compared(local, edit):
    page = local.post(edit, text="<p>长</p>\n" * 30_000, note="试改", preview="1")
    assert "模板最长 20000 字" in page.words
    assert not page.tree.xpath("//ins")


def test_a_version_in_use_that_breaks_the_rules_is_not_called_in_use(local, admin, edit):
    address = local.post(edit, text=text(), note="本市习惯用语").location
    local.post(address, submit="1")
    admin.post(address, approve="1", valid_from="2026-03-02")
    assert "在用" in local.get(LETTER).words
    variant = variants()[0]
    variant.files = variant.files | {TEXT: variant.files[TEXT].replace("<p>经审查", "<p>{{ you.x() }}经审查")}
    db.session.commit()
    assert "在用" not in local.get(LETTER).words
    assert "这一版本不符合现行的文本规则（第 5 行" in local.get(address).words


def test_a_text_left_out_is_refused_beside_the_field(local, edit):
    assert "请填写文本" in local.post(edit, text=" ", note="x").error("text")
    assert "请填写改动说明" in local.post(edit, text=text(), note="").error("note")
    assert variants() == []


def test_from_draft_to_use_takes_two_persons(local, admin, edit):
    address = local.post(edit, text=text(), note="本市习惯用语").location
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
    address = local.post(edit, text=text(), note="本市习惯用语").location
    assert "请填写撤回理由" in local.post(address, withdraw="1", reason="").error("reason")
    assert local.post(address, withdraw="1", reason="改用标准文本").status == 302
    assert "改用标准文本" in local.get(address).words
    assert local.post(address, submit="1").status == 409


def test_a_text_that_fails_the_check_is_not_submitted(local, edit):
    address = local.post(edit, text=text("第四十条", "有关条文"), note="试改").location
    page = local.post(address, submit="1")
    assert (page.status, "正文中没有依据第四十条" in page.words) == (422, True)
    assert variants()[0].state == "draft"


def test_other_organs_wordings_are_out_of_reach(local, admin, edit):
    foreign = f"{LETTER}/of/{find_unit('YM', MORNING.date()).id}"
    address = admin.post(foreign, text=text(), note="元谋").location
    assert [local.get(one).status for one in (foreign, address)] == [404, 404]
    assert local.post(address, withdraw="1", reason="越权").status == 404
    assert "元谋县人民政府" not in local.get(LETTER).words
    assert local.get(address.replace("reply_granted", "fee_notice")).status == 404
