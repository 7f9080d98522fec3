"""What somebody might try: publish unsigned or in parts, reach into another organ's package, sign one's own words."""

import pytest
from sqlalchemy import select

from app.casework.acts.commands import use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.models import Publication
from app.casework.texts import versions
from app.casework.texts.contents import body_content
from app.database import db
from app.law.errors import InvalidInput, NotAllowed, RuleViolation
from app.office.errors import OwnDraft
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.interpretation.deployment import deploy_together
from app.processes.interpretation.signing import NotSigned
from app.processes.interpretation.vocabulary import DOCUMENT, MATERIAL
from tests.api.caller import Caller
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO
from tests.support.packages import REVIEWS, TITLE

pytestmark = pytest.mark.database


@use_case("publish_past_the_diagram")
def publish_past_the_diagram(act):
    deploy_together(act, None, (), None)
    act.audit("package.deployed", "绕过流程")


@use_case("drop_the_material")
def drop_the_material(act):
    versions.discard(act, MATERIAL, "不要解读")


@use_case("edit_and_put_back")
def edit_and_put_back(act):
    """The words are as they were, the version is another one."""
    before = versions.current_versions(act.the_case)[DOCUMENT].content["text"]
    versions.revise(act, DOCUMENT, body_content("另一个标题\n另一个内容"))
    versions.revise(act, DOCUMENT, body_content(before))


def published():
    return db.session.scalars(select(Publication)).all()


def past_the_diagram(office, use):
    return office.run(use, office.person("reviewer"), case_id=office.case.id)


@pytest.mark.parametrize("signed", range(len(REVIEWS)))
def test_nothing_appears_without_the_leader_however_many_have_signed(office, signed):
    office.organised({"co_signing": "no"})
    for node in list(REVIEWS)[:signed]:
        office.review(node)
    with pytest.raises(RuleViolation) as refused:
        past_the_diagram(office, publish_past_the_diagram)
    assert (refused.value.code, published()) == ("not_signed", [])


def test_who_reviews_is_not_asked_to_pass_a_document_whose_explanation_is_gone(office):
    office.organised({"co_signing": "no"})
    past_the_diagram(office, drop_the_material)
    with pytest.raises(CannotHappenNow, match="不在解读材料中"):
        office.signed()


def test_the_document_does_not_appear_alone_though_everybody_signed(office):
    office.organised({"co_signing": "no"}).signed().numbered()
    past_the_diagram(office, drop_the_material)
    with pytest.raises(NotSigned):
        office.deployed()
    assert published() == []


def test_a_text_that_was_changed_and_put_back_is_signed_anew(office):
    office.ready(co_signing="no")
    past_the_diagram(office, edit_and_put_back)
    with pytest.raises(NotSigned):
        office.deployed()
    assert published() == []


def test_no_number_without_the_leader(office):
    office.organised({"co_signing": "no"}).signed()
    past_the_diagram(office, edit_and_put_back)
    with pytest.raises(NotSigned):
        office.numbered()


def test_another_organ_neither_sees_nor_works_on_a_package(app, office):
    office.begun().drafted().planned().sent_in()
    with pytest.raises(NotAllowed):
        office.do("foreignreviewer", "T_gate", decision="accept")
    foreigner = Browser(app.test_client(), office.now).sign_in("foreignreviewer")
    assert foreigner.get(f"/desk/cases/{office.number}").status == 404
    assert foreigner.get(f"/desk/interpretation/{office.number}/withdrawal").status == 404
    assert foreigner.post(f"/desk/interpretation/{office.number}/withdrawal", reason="撤掉").status == 404
    assert (
        Caller(app.test_client()).call("GET", f"/packages/{office.number}", "foreignreviewer").status_code
        == 404
    )
    assert office.open_nodes() == {"T_gate"}


def test_the_figures_of_another_organ_are_not_shown(app, office):
    office.ready(co_signing="no").deployed()
    foreigner = Browser(app.test_client(), office.now).sign_in("foreignreviewer")
    page = foreigner.get("/desk/interpretation/quarters?organ=LF&year=2026&quarter=1")
    assert page.status == 200
    assert "元谋县人民政府" in page.text
    assert "禄丰市" not in page.tree.xpath("string(//main)")


def test_whoever_wrote_the_texts_does_not_review_them_in_another_post(office, county):
    office.organised({"co_signing": "no"})
    appoint(county.people["handler"], county.units["LF"], Role.LEGAL_REVIEWER, LONG_AGO)
    db.session.commit()
    with pytest.raises((OwnDraft, NotAllowed)):
        office.do("handler", "T_legal", decision="approve", opinion="同意")
    assert office.open_nodes() == {"T_legal"}


@pytest.mark.parametrize("hour", ["2026-03-01T08:00", "2026-13-01T08:00", "明天上午", "2026-03-09"])
def test_an_hour_that_is_over_or_none_is_refused_beside_its_field(office, hour):
    office.ready(co_signing="no")
    with pytest.raises(InvalidInput) as refused:
        office.deployed(planned_at=hour)
    assert set(refused.value.fields) == {"planned_at"}
    assert published() == []


@pytest.mark.parametrize(
    "address", ["", "见公众号", "javascript:alert(1)", "ftp://example.invalid/1", "https://"]
)
def test_evidence_is_an_address_that_can_be_opened(office, address):
    office.ready(co_signing="no").deployed()
    with pytest.raises(InvalidInput) as refused:
        office.posted(address=address)
    assert "address" in refused.value.fields
    assert office.open_nodes() == {"T_post"}


def test_words_of_strangers_are_shown_as_words(app, office):
    script = "<script>alert(1)</script>"
    office.ready(co_signing="no").deployed(topics=script)
    document = min(one.id for one in published())
    visitor = Browser(app.test_client(), office.now)
    assert visitor.post(f"/policies/{document}/questions", question=f"{script}怎样申请？").status in (
        200,
        302,
    )
    desk = Browser(app.test_client(), office.now).sign_in("handler")
    for page in (visitor.get(f"/policies/{document}"), visitor.get("/policies"), desk.get("/desk?box=pool")):
        assert TITLE in page.text
        assert script not in page.text
