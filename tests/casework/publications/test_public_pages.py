"""What the public sees: lists, pages, files, feeds, sitemap and API. Nothing that was typed is ever markup."""

import json
from datetime import timedelta
from xml.etree import ElementTree as Xml

import pytest

from app import timekeeping
from app.casework.acts.commands import perform, use_case
from app.casework.acts.insertion import insert_once
from app.casework.models import StoredFile
from app.casework.publications.content import Block, BlockKind, Content, PublicFile
from app.casework.publications.rules import Terms
from app.database import db
from tests.casework.publications.gazette import content_of, correct, gazette, publish, withdraw
from tests.support.statements import counted

pytestmark = pytest.mark.database
HOSTILE = "<script>alert(1)</script>&\"'{{7*7}}]]>"


@pytest.fixture
def see(office, client):
    """A reader at the office's present instant."""

    def get(path, **options):
        db.session.rollback()
        with timekeeping.moved_to(office.now):
            return client.get(path, **options)

    return get


@use_case("gazette.file")
def file_away(act, data: bytes, active: bool = False):
    name = act.keep(data)
    insert_once(StoredFile, hash=name, size=len(data), media_type="application/pdf", has_active_content=active,
                stored_at=act.now)  # fmt: skip
    act.audit("gazette.filed", "归档材料")
    return {"hash": name}


def filed(office, data: bytes, **more) -> PublicFile:
    actor = office.actor("clerk")
    return PublicFile("附表.pdf", perform(file_away, actor=actor, now=office.now, data=data, **more)["hash"])


class TestList:
    def test_the_menu_and_the_list_show_what_a_card_declares(self, office, see):
        office.publishes("禄丰市公告", terms=Terms(topics=("土地",)))
        assert "政策与公开信息" in see("/").text
        for path in (
            "/publications",
            "/publications/notices",
            "/publications?topic=土地&organ=LF&year=2026&q=公告",
        ):
            assert "禄丰市公告" in see(path).text, path
        for path in ("/publications/policy-documents", "/publications?year=2025", "/publications?organ=YM",
                     "/publications?topic=水利", "/publications?q=无此", "/publications?kind=x"):  # fmt: skip
            assert "禄丰市公告" not in see(path).text, path
        assert see("/publications/nothing").status_code == 404

    def test_the_policies_page_is_the_list_of_the_kind_that_claims_it(self, see):
        assert "这里还没有公开的内容" in see("/policies").text

    def test_a_thousand_entries_cost_no_more_statements_than_two(self, office, see):
        def count() -> int:
            with counted() as seen:
                assert see("/publications?page=1&q=公告").status_code == 200
            return len(seen)

        case_id = office.case()
        for number in range(2):
            office.publishes(
                f"第{number}号公告", case_id=case_id, name=str(number), terms=Terms(topics=("土地",))
            )
        few = count()
        perform(publish_many, actor=office.actor(), now=office.now, case_id=case_id, many=998)
        assert "第 1 / 50 页" in see("/publications").text
        assert count() == few <= 10
        assert "第 50 / 50 页" in see("/publications?page=50").text

    @pytest.mark.parametrize(
        "query", ["page=0", "page=-1", "page=9999999", "year=0", "year=99999", "standing=x", "q=%22*"]
    )
    def test_nonsense_in_the_address_is_an_ordinary_page(self, see, query):
        assert see(f"/publications?{query}").status_code == 200


@use_case("gazette.many")
def publish_many(act, many: int):
    for number in range(many):
        content = content_of(f"补录{number}号公告")
        publish.run(act, "gazette.notice", content, name=f"more-{number}", terms=Terms(topics=("土地",)))


class TestEntry:
    def test_it_shows_heading_organ_day_number_paragraphs_and_files(self, office, see):
        body = (Block("总则", BlockKind.HEADING), Block("第一段"), Block("禄丰市人民政府", BlockKind.CLOSING))
        content = Content(
            "办法", body, document_number="禄政发〔2026〕3号", files=(filed(office, b"%PDF-1"),)
        )
        number = office.publishes(content, "gazette.policy")
        page = see(f"/publications/{number}").text
        for words in (
            "办法",
            "禄丰市人民政府",
            "2026-03-02",
            "禄政发〔2026〕3号",
            "第一段",
            "附表.pdf",
            content.hash,
        ):
            assert words in page
        link = page.split(f'href="/publications/{number}/files/')[1].split('"')[0]
        answer = see(f"/publications/{number}/files/{link}")
        assert (answer.data, answer.headers["X-Content-Type-Options"]) == (b"%PDF-1", "nosniff")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        office.later(minutes=1).does(withdraw, number, reason="内容有误")
        assert see(f"/publications/{number}/files/{link}").status_code == 404

    def test_a_file_with_something_that_runs_is_refused(self, office):
        from app.casework.publications.errors import NotPublishable

        with pytest.raises(NotPublishable, match="可执行内容"):
            office.publishes(content_of("公告", files=(filed(office, b"%PDF-2", active=True),)))

    def test_markup_is_shown_as_text_everywhere(self, office, see):
        content = content_of(f"公告{HOSTILE}", HOSTILE, summary=HOSTILE)
        number = office.publishes(content, terms=Terms(topics=("<b>题</b>",)))
        for path in ("/publications", f"/publications/{number}"):
            page = see(path).text
            assert "<script>alert" not in page
            assert "<b>题" not in page
            assert "&lt;script&gt;alert(1)" in page
        entry = Xml.fromstring(see("/feed.atom").data).find("{http://www.w3.org/2005/Atom}entry")
        assert entry.findtext("{http://www.w3.org/2005/Atom}content") == HOSTILE
        assert see("/feed.json").json["items"][0]["content_text"] == HOSTILE
        assert Xml.fromstring(see("/sitemap.xml").data) is not None

    def test_planned_withdrawn_ended_and_unknown(self, office, see):
        planned = office.publishes("预告", terms=Terms(from_at=office.now + timedelta(hours=1)))
        ended = office.publishes(
            content_of("公示", "名单"), terms=Terms(until_at=office.now + timedelta(hours=1))
        )
        number = office.publishes(content_of("公告", "不当之语"))
        assert see(f"/publications/{planned}").status_code == 404
        office.later(hours=2).does(withdraw, number, reason="依据有误")
        assert see(f"/publications/{planned}").status_code == 200
        page = see(f"/publications/{number}")
        assert (page.status_code, "依据有误" in page.text, "不当之语" in page.text) == (410, True, False)
        page = see(f"/publications/{ended}")
        assert (page.status_code, "届满" in page.text, "名单" in page.text) == (410, True, False)
        assert see("/publications/2147483647").status_code == 404

    def test_a_correction_and_a_later_document_are_told(self, office, see):
        first = office.publishes(content_of("旧办法", "三万元"), "gazette.policy")
        office.later(minutes=1).does(correct, first, content=content_of("旧办法", "四万元"), note="金额误写")
        second = office.publishes("新办法", "gazette.policy", earlier=first)
        page = see(f"/publications/{first}").text
        for words in ("四万元", "金额误写", "已被替代", f'href="/publications/{second}"'):
            assert words in page
        assert "三万元" not in page
        assert f'href="/publications/{first}"' in see(f"/publications/{second}").text


class TestCaching:
    @pytest.mark.parametrize(
        "path", ["/publications", "/publications/1", "/feed.atom", "/feed.json", "/sitemap.xml"]
    )
    def test_it_is_kept_a_minute_and_then_asked_for_by_its_etag(self, office, see, path):
        office.publishes("公告")
        first = see(path)
        assert first.headers["Cache-Control"] == "public, max-age=60"
        assert "Cookie" in first.headers["Vary"]
        assert "Set-Cookie" not in first.headers
        again = see(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")

    def test_a_message_of_a_session_is_kept_by_nobody(self, office, see, client):
        with client.session_transaction() as session:
            session["_flashes"] = [("success", "已保存")]
        answer = see("/publications")
        assert "已保存" in answer.text
        assert answer.headers["Cache-Control"] == "private, no-store"


class TestFeeds:
    def test_planned_and_withdrawn_are_not_in_feeds_or_sitemap(self, office, see):
        office.publishes("预告", terms=Terms(from_at=office.now + timedelta(hours=1)))
        number = office.publishes("公告")
        kept = office.publishes("通告", "gazette.policy")
        office.later(minutes=1).does(withdraw, number, reason="有误")
        for path in ("/feed.json", "/api/v1/publications/feed.json"):
            items = see(path).json["items"]
            assert [one["title"] for one in items] == ["通告"]
            assert items[0]["url"].endswith(f"/publications/{kept}")
        assert see("/feed.json?kind=gazette.notice").json["items"] == []
        text = see("/sitemap.xml").text
        assert f"/publications/{kept}<" in text
        assert f"/publications/{number}<" not in text


class TestApi:
    def test_list_and_entry_need_no_sign_in(self, office, see):
        number = office.publishes(content_of("公告", "正文"), terms=Terms(topics=("土地",)))
        [row] = see("/api/v1/publications?q=正文&kind=gazette.notice&organ=LF").json["publications"]
        assert (row["id"], row["headline"], row["topics"], row["standing"]) == (
            number,
            "公告",
            ["土地"],
            "current",
        )
        whole = see(f"/api/v1/publications/{number}").json
        assert whole["body"] == [{"kind": "paragraph", "text": "正文"}]
        office.later(minutes=1).does(withdraw, number, reason="有误")
        assert see("/api/v1/publications").json["total"] == 0
        assert (
            see("/api/v1/publications?standing=withdrawn").json["publications"][0]["withdrawn_reason"]
            == "有误"
        )
        whole = see(f"/api/v1/publications/{number}").json
        assert (whole["body"], whole["content_hash"]) == ([], None)
        assert see("/api/v1/publications/99999").json["code"] == "not_found"

    def test_what_cannot_be_asked_is_named(self, see):
        answer = see("/api/v1/publications?standing=x&year=abc")
        assert (answer.status_code, set(answer.json["fields"])) == (422, {"standing", "year"})

    def test_it_is_described_with_its_schemas(self, see):
        described = json.loads(see("/api/v1/openapi.json").data)
        call = described["paths"]["/api/v1/publications"]["get"]
        assert {"q", "kind", "organ"} <= {one["name"] for one in call["parameters"]}
        assert "content" in call["responses"]["200"]


def test_the_guest_declares_its_kinds(app):
    assert [kind.title for kind in gazette.publications.kinds] == ["政策文件", "公告"]
