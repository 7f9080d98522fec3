import pytest
from lxml import html

from tests.web.gallery.application import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_every_gallery_page_has_one_heading_a_language_and_a_title(client, read, name):
    page = read(name)
    assert page.get("lang") == "zh-CN"
    assert len(page.xpath("//h1")) <= 1
    assert page.findtext(".//title").strip()
    assert page.xpath("//main[@id='main']")


@pytest.mark.parametrize("name", PAGES)
def test_every_control_has_a_name_for_screen_readers(read, name):
    page = read(name)
    labelled = set(page.xpath("//label/@for"))
    for control in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        inside = control.xpath("ancestor::label")
        assert control.get("aria-label") or inside or control.get("id") in labelled, control.attrib


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_references_lead_somewhere(read, name):
    page = read(name)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for words in page.xpath("//@aria-describedby | //@aria-labelledby"):
        assert set(words.split()) <= set(ids)


@pytest.mark.parametrize(
    ("level", "days", "words"),
    [
        ("overdue", -2, "逾期 2 个工作日"),
        ("today", 0, "今日到期"),
        ("due_soon", 2, "剩 2 个工作日"),
        ("on_time", 9, "剩 9 个工作日"),
        ("paused", None, "计时暂停"),
        ("done", None, "已完成"),
        ("none", None, "无期限"),
    ],
)
def test_a_lamp_always_says_it_in_words(render, level, days, words):
    lamp = render("lamp.html", f"lamp('{level}', days={days})")
    assert lamp.text_content() == words
    assert f"lamp-{level}" in lamp.xpath("//span/@class")[0]


def test_a_provisional_due_day_is_marked(render):
    cell = render("lamp.html", "due(day, 'on_time', 0.4, provisional=true)", day="2027-01-04 周一")
    assert "2027-01-04 周一" in cell.text_content()
    assert "暂定" in cell.text_content()


@pytest.mark.parametrize(("share", "width"), [(-1, "0"), (0.5, "52.0"), (7, "104")])
def test_the_bar_never_leaves_its_frame(render, share, width):
    cell = render("lamp.html", f"due(day, 'on_time', {share})", day="01-04 周一")
    assert float(cell.xpath("//rect[2]/@width")[0]) == float(width)


@pytest.mark.parametrize(("share", "provisional"), [(0.4, "true"), (1.0, "false"), ("none", "false")])
def test_a_row_of_a_list_shows_what_the_macros_of_lamp_and_flag_give(render, share, provisional):
    row = f"""{{'level': 'due_soon', 'words': '剩 2 日', 'flags': [('督办', 'red')], 'due_words': '01-04 周一',
        'share': {share}, 'provisional': {provisional}}}"""
    table = render("worklist.html", f"work_list([{row}], 'x')")
    for macro, cell in (
        ("lamp('due_soon', '剩 2 日')", "//td[@class='c-lamp']/*"),
        ("flag('督办', 'red')", "//span[@class='work-sub']/*"),
        (f"due('01-04 周一', 'due_soon', {share}, {provisional})", "//td[@class='c-due']/*"),
    ):
        (alone,), (in_row,) = render("lamp.html", macro).xpath("./*"), table.xpath(cell)
        assert _plain(in_row) == _plain(alone)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("clock_ring(17, 20, 3)", "还剩 3 个工作日，期限共 20 个工作日"),
        ("clock_ring(22, 20, -2)", "逾期 2 个工作日，期限共 20 个工作日"),
        ("clock_ring(20, 20, 0)", "今日到期，期限共 20 个工作日"),
        ("clock_ring(8, 20, 12, paused=true)", "计时已暂停，还剩 12 个工作日，期限共 20 个工作日"),
    ],
)
def test_the_ring_is_read_out_as_a_sentence(render, call, words):
    assert render("clock.html", call).xpath("//svg/@aria-label") == [words]


def test_a_form_carries_token_key_and_row_version(read):
    form = read("case").xpath("//form[@data-form]")[0]
    assert form.xpath("./input[@name='csrf_token']/@value")[0]
    assert len(form.xpath("./input[@name='form_key']/@value")[0]) >= 20
    assert form.xpath("./input[@name='row_version']/@value") == ["7"]
    assert form.get("data-autosave") == "/gallery/echo"


def test_the_error_summary_leads_to_each_field(read):
    page = read("apply")
    links = page.xpath("//div[@role='alert']//a/@href")
    assert links == ["#f-phone", "#f-address"]
    assert set(page.xpath("//@id")) >= {"f-phone", "f-address"}


def test_an_error_of_the_whole_form_stands_alone(render):
    summary = render("forms.html", "error_summary({'': '账号或密码不正确'})")
    assert summary.text_content().strip() == "账号或密码不正确"


def test_no_errors_show_no_summary(render):
    assert render("forms.html", "error_summary({})").text_content().strip() == ""


@pytest.mark.parametrize(
    ("page", "pages", "numbers"),
    [(1, 1, []), (1, 3, ["2", "3"]), (5, 12, ["1", "3", "4", "6", "7", "12"]), (12, 12, ["1", "10", "11"])],
)
def test_the_pager_shows_ends_and_neighbours(render, page, pages, numbers):
    pager = render("navigation.html", f"pager({page}, {pages}, '?page={{page}}', 99)")
    assert pager.xpath("//a[contains(@class, 'pager-number')]/text()") == numbers
    assert "共 99 件" in pager.text_content()


def test_the_pager_takes_a_function_too(render):
    pager = render("navigation.html", "pager(1, 2, address)", address=lambda number: f"/list/{number}")
    assert "/list/2" in pager.xpath("//a/@href")


def test_the_current_step_is_marked_and_done_steps_are_said(read):
    page = read("case")
    assert len(page.xpath("//li[@aria-current='step']")) == 1
    assert "（已完成）" in page.xpath("//ol[contains(@class, 'steps')]/li[1]")[0].text_content()


def test_signing_out_is_a_form(read):
    form = read("inbox").xpath("//form[@action='/signout']")[0]
    assert form.get("method") == "post"
    assert form.xpath("./input[@name='csrf_token']")


def test_the_menu_marks_the_current_page_and_counts(read):
    side = read("inbox").get_element_by_id("side")
    assert side.xpath(".//a[@aria-current='page']/span/text()")[0] == "待办任务"
    assert "23" in side.text_content()


def test_the_portal_names_the_offline_ways(read):
    foot = read("home").xpath("//footer")[0].text_content()
    assert "0878-4120000" in foot
    assert "便民服务中心可代填" in foot


def test_bar_figures_are_a_real_table(read):
    table = read("board").xpath("//table[contains(@class, 'bars')]")[0]
    assert table.xpath(".//caption")
    assert table.xpath("(.//tbody/tr)[1]/td//text()")[:3] == ["9", "2", "1"]


def test_pages_read_well_without_the_vendor_files(gallery, monkeypatch):
    monkeypatch.setitem(gallery.jinja_env.globals, "has_asset", lambda name: not name.startswith("vendor/"))
    text = gallery.test_client().get("/gallery/apply").text
    assert "vendor/" not in text
    assert "下一步：核对内容" in text


def _plain(part):
    """Its markup without the line breaks between its tags."""
    return "".join(
        line.strip() for line in html.tostring(part, encoding="unicode", with_tail=False).splitlines()
    )
