"""The catalogue reads folders, checks them, and takes in what guests bring."""

import shutil

import pytest

from app.letters import BrokenLetterKind, Catalogue, UnknownLetterKind, preview_html, render
from app.letters.catalogue import LAYOUTS, STANDARD_LETTERS, fact_groups
from app.letters.schema import json_schema

ARTICLE_CLASSES = {"条例第十四条": "Q", "条例第十五条": "Q", "条例第十六条": "Q"}


@pytest.fixture
def guest_folder(tmp_path):
    """A copy of one kind under a new name, as a guest process would bring it."""
    shutil.copytree(STANDARD_LETTERS / "reply_plain", tmp_path / "letters" / "guest_reply")
    return tmp_path / "letters"


def edit(folder, old, new):
    file = folder / "guest_reply" / "letter.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


class TestStandardLetters:
    def test_every_kind_has_a_template_and_is_read(self, catalogue):
        assert {kind.kind for kind in catalogue} == {
            file.parent.name for file in STANDARD_LETTERS.glob("*/letter.html")
        }

    def test_kinds_come_in_the_order_of_the_official_list(self, catalogue):
        numbers = [kind.number for kind in catalogue if kind.number]
        assert numbers == sorted(set(numbers))

    def test_procedural_letters_carry_no_remedy_but_contact_and_supervision(self, catalogue):
        for kind in catalogue:
            if kind.remedy_class == "P":
                assert "remedy" not in kind.facts, kind.kind
                assert {"contact", "telephone", "supervision_telephone"} <= set(kind.facts), kind.kind

    def test_refusals_under_articles_14_to_16_are_class_q(self, catalogue):
        for kind in catalogue:
            if kind.kind.startswith("reply_denied"):
                assert kind.remedy_class == "Q", kind.kind
                assert any(article.startswith(tuple(ARTICLE_CLASSES)) for article in kind.articles), kind.kind

    def test_every_fact_has_a_sample_unless_it_is_conditional(self, catalogue):
        for kind in catalogue:
            samples = kind.sample_facts()
            for field in kind.facts.values():
                assert field.name in samples or not field.required or field.required_when, (
                    kind.kind,
                    field.name,
                )

    def test_no_template_turns_escaping_off_or_carries_a_style(self):
        for file in STANDARD_LETTERS.glob("*/letter.html"):
            text = file.read_text("utf-8")
            for forbidden in ("|safe", "| safe", "autoescape", "style=", "<script", " on"):
                assert forbidden not in text, (file, forbidden)

    def test_no_template_says_what_only_the_rules_may_say(self):
        """Remedies come from the rules: a template that names 复议 or 起诉 would go stale."""
        for file in [*STANDARD_LETTERS.glob("*/letter.html"), *LAYOUTS.glob("*.html")]:
            assert "行政复议" not in file.read_text("utf-8"), file
            assert "起诉" not in file.read_text("utf-8"), file

    def test_the_schema_names_every_fact_in_chinese(self, granted):
        schema = json_schema(granted)
        assert schema["properties"]["items"]["items"]["properties"]["pages"]["type"] == "integer"
        assert schema["properties"]["provision"]["oneOf"][0] == {"const": "attached", "title": "随告知书提供"}
        assert "access_way" not in schema["required"]
        assert schema["additionalProperties"] is False

    def test_an_unknown_kind_is_named(self, catalogue):
        with pytest.raises(UnknownLetterKind, match="love_letter"):
            catalogue.kind("love_letter")


class TestGuests:
    def test_a_guest_brings_its_own_letter(self, guest_folder):
        kind = Catalogue([STANDARD_LETTERS, guest_folder]).kind("guest_reply")
        assert "答复告知书" in preview_html(kind, kind.sample_facts())
        assert render(kind, kind.sample_facts()).startswith(b"%PDF-1.7")

    def test_a_kind_may_exist_only_once(self, guest_folder):
        with pytest.raises(BrokenLetterKind, match="guest_reply"):
            Catalogue([guest_folder, guest_folder])

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            ('format = "letter"', 'format = "poster"', "format"),
            ('remedy_class = "by_outcome"', 'remedy_class = "P"', "救济"),
            ('recipient = "applicant"', 'recipient = "everybody"', "recipient"),
            ('uses = ["sender"', 'uses = ["weather"', "weather"),
            ('when = "', 'whenever = "', "whenever"),
            ('title = "政府信息公开申请答复告知书"', 'title = ""', "title"),
            ('type = "text"', 'type = "novel"', "type"),
            ("[facts]", 'dated_by = "contact"\n[facts]', "contact"),
            ("[facts]", "[facts", "letter.toml"),
            ("[facts]", '[facts]\nx = { title = "甲", type = "choice" }', "options"),
            ("[facts]", '[facts]\nx = { title = "甲", type = "string", colour = 1 }', "colour"),
        ],
    )
    def test_a_broken_folder_is_refused_with_the_reason(self, guest_folder, old, new, reason):
        edit(guest_folder, old, new)
        with pytest.raises(BrokenLetterKind, match=reason):
            Catalogue([guest_folder])

    def test_a_folder_without_a_template_is_refused(self, guest_folder):
        (guest_folder / "guest_reply" / "letter.html").unlink()
        with pytest.raises(BrokenLetterKind, match=r"letter\.html"):
            Catalogue([guest_folder])

    def test_another_wording_is_another_version(self, guest_folder):
        before = Catalogue([guest_folder]).kind("guest_reply").version_hash
        edit(guest_folder, "处理决定", "决定")
        assert Catalogue([guest_folder]).kind("guest_reply").version_hash != before


def test_the_common_groups_have_samples():
    """But for the remedy, which the rules write, and what only the record of a case supplies."""
    for group in fact_groups().values():
        typed = (
            table for name, table in group["facts"].items() if name != "remedy" and not table.get("of_record")
        )
        assert all("sample" in table for table in typed)
