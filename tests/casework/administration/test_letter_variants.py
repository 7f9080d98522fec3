"""An organ's own wording: two persons, checks, days, and the version a letter was made with."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.errors import CannotHappenNow
from app.casework.administration import letter_variants as use
from app.casework.contract.platform import platform
from app.casework.letters.editing_copies import WordingSetAside, copy_of_letter
from app.casework.letters.issuing import letters_of
from app.casework.letters.kept_texts import kind_of_letter
from app.casework.letters.kinds import kind_for, kind_of_variant, variant_in_force, why_set_aside
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import AuditEntry, LetterVariant
from app.casework.papers.documents import read_document
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.letters.variants import SETTINGS, TEXT, files_of
from app.office.organs import find_unit
from app.office.people import add_person, appoint
from app.office.reorganisation import reorganise
from app.office.vocabulary import Role
from tests.support.county import LONG_AGO
from tests.support.office import GRANTED, MORNING, Office

pytestmark = pytest.mark.database
KIND = "reply_granted"
TODAY = MORNING.date()


@pytest.fixture
def office(app):
    """A second administrator of the city, next to the one of the prefecture."""
    appoint(
        add_person(login="admin2", name="管理巳"), find_unit("LF", LONG_AGO), Role.ADMINISTRATOR, LONG_AGO
    )
    db.session.commit()
    return Office()


def organ(code="LF"):
    return find_unit(code, TODAY)


def standard():
    return files_of(platform().catalogue.kind(KIND))[TEXT]


def wording(words="附于本告知书之后，提供给"):
    return standard().replace("随本告知书一并提供给", words)


def written(office, text=None, login="admin2", code="LF"):
    result = office.run(use.write, office.person(login), organ_id=organ(code).id, kind=KIND,
                        text=text or wording(), note="按本市习惯用语")  # fmt: skip
    return result["variant"]


def approved(office, text=None, valid_from=TODAY):
    variant = written(office, text)
    office.run(use.submit, office.person("admin2"), variant_id=variant)
    office.run(use.approve, office.person("admin"), variant_id=variant, valid_from=valid_from)
    return variant


def row(variant_id):
    return db.session.get(LetterVariant, variant_id, populate_existing=True)


def text_in_force(on=TODAY, code="LF"):
    return files_of(kind_for(organ(code), KIND, on))[TEXT]


def test_an_approved_wording_is_used_by_its_organ_from_its_day_on(office):
    approved(office, valid_from=TODAY + timedelta(days=3))
    assert text_in_force(TODAY + timedelta(days=2)) == standard()
    assert text_in_force(TODAY + timedelta(days=3)) == wording()
    assert text_in_force(TODAY + timedelta(days=3), code="YM") == standard()


def test_nothing_is_used_before_the_second_person_has_approved(office):
    variant = written(office)
    assert text_in_force() == standard()
    office.run(use.submit, office.person("admin2"), variant_id=variant)
    assert text_in_force() == standard()
    with pytest.raises(use.SamePerson):
        office.run(use.approve, office.person("admin2"), variant_id=variant, valid_from=TODAY)
    assert text_in_force() == standard()


def test_only_administrators_of_the_organ_or_above_may_write_and_approve(office):
    variant = written(office)
    for login in ("clerk", "officehead", "foreign"):
        with pytest.raises(NotAllowed):
            written(office, login=login)
        with pytest.raises(NotAllowed):
            office.run(use.submit, office.person(login), variant_id=variant)
    with pytest.raises(NotAllowed):
        written(office, code="YM")
    with pytest.raises(use.NoLettersOfItsOwn):
        written(office, code="LF-ZG")


def test_what_fails_the_check_is_saved_but_not_submitted(office):
    variant = written(office, standard().replace("第四十条", "有关条文"))
    with pytest.raises(use.VariantRefused, match="第四十条"):
        office.run(use.submit, office.person("admin2"), variant_id=variant)
    assert row(variant).state == "draft"
    same = written(office, standard())
    with pytest.raises(use.VariantRefused, match="与标准文本相同"):
        office.run(use.submit, office.person("admin2"), variant_id=same)


def test_a_draft_is_changed_by_its_writer_and_stays_as_submitted(office):
    first, again = written(office), written(office, wording("另附，提供给"))
    assert first == again
    assert written(office, login="admin") != first
    office.run(use.submit, office.person("admin2"), variant_id=first)
    assert written(office) != first
    assert "另附" in row(first).files[TEXT]


def test_a_later_version_ends_the_earlier_and_days_before_today_are_refused(office):
    first = approved(office)
    second = approved(office, wording("另附，提供给"), TODAY + timedelta(days=5))
    assert (row(first).valid_until, row(second).valid_until) == (TODAY + timedelta(days=5), None)
    assert text_in_force(TODAY + timedelta(days=4)) == wording()
    assert "另附" in text_in_force(TODAY + timedelta(days=5))
    with pytest.raises(InvalidInput, match="填写"):
        approved(office, wording("附后，提供给"), date(2026, 1, 1))


def test_a_withdrawn_version_gives_way_to_the_standard_text(office):
    variant = approved(office)
    with pytest.raises(InvalidInput):
        office.run(use.withdraw, office.person("admin"), variant_id=variant, reason=" ")
    office.run(use.withdraw, office.person("admin"), variant_id=variant, reason="与上级口径不一致")
    assert text_in_force() == standard()
    with pytest.raises(use.NotInThisState):
        office.run(use.withdraw, office.person("admin"), variant_id=variant, reason="再撤一次")


def test_a_new_standard_with_other_facts_sets_the_variant_aside(office):
    variant = approved(office)
    row(variant).files = row(variant).files | {SETTINGS: "# earlier\n"}
    db.session.commit()
    assert text_in_force() == standard()
    assert variant_in_force(organ(), KIND, TODAY).id == variant


HOSTILE = "{% filter striptags %}&lt;meta http-equiv=refresh&gt;{% endfilter %}"


def test_a_wording_that_breaks_the_rules_of_today_gives_way_to_the_standard_text(office):
    """Approved before the rules were what they are: letters use the standard text, the version says why."""
    variant = row(approved(office))
    variant.files = variant.files | {TEXT: wording().replace("<p>经审查", HOSTILE + "<p>经审查")}
    db.session.commit()
    assert text_in_force() == standard()
    assert "第 5 行：模板中不得使用 filter 语句" in why_set_aside(variant, platform().catalogue.kind(KIND))


@pytest.mark.parametrize(
    "piece",
    [HOSTILE, "{% for a in items %}{% for b in items %}<p>长</p>{% endfor %}{% endfor %}",
     "<p>{{ you.ljust(1000000000) }}</p>", "<p>{{ '行政' ~ '复议' }}</p>", "<p>行政<br>复议</p>"],
)  # fmt: skip
def test_an_attack_is_saved_by_its_writer_but_never_submitted_or_approved(office, piece):
    variant = written(office, wording().replace("<p>经审查", piece + "<p>经审查"))
    with pytest.raises(use.VariantRefused, match="第 5 行"):
        office.run(use.submit, office.person("admin2"), variant_id=variant)
    row(variant).state = "awaiting"
    db.session.commit()
    with pytest.raises(use.VariantRefused, match="第 5 行"):
        office.run(use.approve, office.person("admin"), variant_id=variant, valid_from=TODAY)


def test_a_text_too_long_to_be_read_is_not_kept(office):
    with pytest.raises(InvalidInput) as refused:
        written(office, "甲" * 20_001)
    assert "最长 20000 字" in refused.value.fields["text"]
    assert db.session.scalar(select(LetterVariant)) is None


def test_an_editing_copy_of_a_letter_in_a_wording_set_aside_is_refused(office):
    variant = approved(office)
    office.register()
    office.issued()
    letter = next(one for one in letters_of(office.case) if one.kind == KIND)
    assert copy_of_letter(office.case, letter.id).data
    row(variant).files = row(variant).files | {TEXT: wording().replace("<p>经审查", HOSTILE + "<p>经审查")}
    letter.template_hash = kind_of_variant(row(variant)).version_hash
    db.session.commit()
    with pytest.raises(WordingSetAside):
        copy_of_letter(office.case, letter.id)


def test_a_renamed_organ_keeps_its_wording(office):
    approved(office)
    reorganise(organ(), TODAY + timedelta(days=1), name="禄丰市人民政府办公室")
    db.session.commit()
    assert kind_for(find_unit("LF", TODAY + timedelta(days=1)), KIND, TODAY + timedelta(days=1)) == kind_for(
        organ(), KIND, TODAY
    )


@pytest.mark.usefixtures("letters_wait")
def test_a_letter_stays_with_the_version_it_was_issued_with(office):
    variant = approved(office)
    office.register()
    office.issued()
    letter = next(one for one in letters_of(office.case) if one.kind == KIND)
    assert (letter.variant_id, letter.template_hash) == (variant, kind_for(organ(), KIND, TODAY).version_hash)
    office.run(use.withdraw, office.person("admin"), variant_id=variant, reason="改用标准文本")
    assert files_of(kind_of_letter(letter))[TEXT] == wording()

    with timekeeping.moved_to(office.now):
        dispatch_due(office.now)
    db.session.expire_all()
    with pikepdf.open(io.BytesIO(read_document(letter.document))) as pdf:
        data = pdf.attachments["letter.json"].get_file().read_bytes().decode()
    assert letter.template_hash in data


def test_a_wording_approved_after_the_signatures_sends_the_draft_round_again(office):
    office.register()
    office.signed()
    approved(office)
    with pytest.raises(CannotHappenNow, match="文书范本"):
        office.do("reviewer", "T_issue", checked=True)
    office.do("reviewer", "T_issue", decision="send_back", opinion="按新范本重新审签")
    office.do("handler", "T_draft", **GRANTED)
    office.do("unithead", "T_sign_unit_head", decision="approve")
    office.do("officehead", "T_sign_office_head", decision="approve")
    office.do("reviewer", "T_issue", checked=True)
    letter = next(one for one in letters_of(office.case) if one.kind == KIND)
    assert files_of(kind_of_letter(letter))[TEXT] == wording()


def test_every_step_is_in_the_log_without_the_text(office):
    variant = approved(office)
    office.run(use.withdraw, office.person("admin"), variant_id=variant, reason="改用标准文本")
    lines = list(db.session.scalars(select(AuditEntry).where(AuditEntry.tag.startswith("letter_variant."))))
    assert [line.tag.rpartition(".")[2] for line in lines] == [
        "written",
        "submitted",
        "approved",
        "withdrawn",
    ]
    assert {line.detail["hash"] for line in lines} == {row(variant).hash}
