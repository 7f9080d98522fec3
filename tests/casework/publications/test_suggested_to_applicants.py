"""也许已经公开: what stands in public is shown beside an application, by its words."""

import pytest

from app.database import db
from app.processes.disclosure.published_already import search_words, suggestions
from tests.casework.publications.gazette import content_of, withdraw

pytestmark = pytest.mark.database


def asked(office, **typed) -> list[str]:
    with_words = {"description": "", "document_title": "", "document_reference": "", **typed}
    db.session.rollback()
    return [row.publication.headline for row in suggestions(with_words, office.now)]


def test_the_telling_words_of_a_wish_are_looked_for_and_not_its_frame():
    words = search_words({"description": "申请公开禄丰市金山镇2024年度耕地地力保护补贴发放明细的有关情况"})
    assert words[:2] == ["耕地地力保护补贴发放明细", "禄丰市金山镇"]
    assert "耕地地力保护补贴" in words
    assert search_words({"description": "请公开全部信息"}) == []
    assert search_words({"document_reference": "禄政发〔2025〕17号"}) == ["禄政发〔2025〕17号"]


def test_what_stands_is_found_and_what_was_withdrawn_is_not(office):
    office.publishes(content_of("耕地地力保护补贴实施方案"))
    gone = office.publishes(content_of("耕地地力保护补贴旧方案"))
    office.does(withdraw, gone, reason="内容有误")
    assert asked(office, description="申请公开2024年度耕地地力保护补贴发放明细") == [
        "耕地地力保护补贴实施方案"
    ]
    assert asked(office, description="申请公开农村危房改造名单") == []


@pytest.mark.parametrize("typed", ['"" OR ""', "%_*", "长" * 2000, "a" * 50, "'; --"])
def test_no_words_of_a_stranger_break_the_search(office, typed):
    assert asked(office, description=typed, document_title=typed) == []
