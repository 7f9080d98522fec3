"""What may happen on the way: sent back, objected to, edited, withdrawn. Each refusal is a named rule."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from app.casework.letters.issuing import letters_of
from app.casework.letters.kinds import text_for
from app.casework.models import CaseClock, Publication
from app.casework.models.cases import CaseState
from app.casework.papers.uploads import check_upload
from app.casework.publications import lists
from app.casework.publications.lists import Wanted
from app.casework.texts import versions
from app.casework.texts.contents import body_content
from app.casework.texts.signatures import signatures_of, standing_objections
from app.casework.work.timeline import timeline_of
from app.database import db
from app.law.errors import InvalidInput, NotAllowed, RuleViolation
from app.letters import preview_html
from app.office.models import OrgUnit
from app.office.reorganisation import merge_into
from app.processes.interpretation import use_cases
from app.processes.interpretation.package import package_of, texts_now
from app.processes.interpretation.vocabulary import DOCUMENT, MATERIAL
from app.steps.signoff import withdraw_objection
from tests.support.packages import BODY, SEND_BACK
from tests.support.packages import MATERIAL as TEXT

pytestmark = pytest.mark.database


def picture(name, colour):
    out = io.BytesIO()
    Image.new("RGB", (16, 16), colour).save(out, "PNG")
    return check_upload(name, out.getvalue(), limit=10**6)


def withdraw(office, login="reviewer", reason="文件内容有误"):
    return office.run(
        use_cases.withdraw_package, office.person(login), case_id=office.case.id, data={"reason": reason}
    )


def test_what_lacks_is_named_and_returned_with_a_numbered_letter(office):
    office.begun().drafted().planned(first_interpreter="", planned_on="").sent_in(service="")
    with pytest.raises(InvalidInput) as refused:
        office.do("reviewer", "T_gate", decision="accept")
    assert set(refused.value.fields) == {"first_interpreter", "planned_on", "service"}
    office.do("reviewer", "T_gate", decision=SEND_BACK, opinion="请补齐后重报")
    [letter] = letters_of(office.case)
    assert letter.kind == "policy_return"
    assert letter.document_number == "禄政公开〔2026〕1号"
    assert len(letter.facts["missing"]) == 3
    assert len(package_of(office.case).missing_at_first) == 3
    office.drafted().planned().sent_in()
    office.do("reviewer", "T_gate", decision="accept")
    assert office.open_nodes() == {"T_choose"}


def test_a_complete_package_sent_back_tells_its_reason_once(office):
    office.begun().drafted().planned().sent_in()
    office.do("reviewer", "T_gate", decision=SEND_BACK, opinion="请先征求村民意见")
    [letter] = letters_of(office.case)
    kind, _variant = text_for(office.case.organ, letter.kind, office.now.date())
    words = str(preview_html(kind, letter.facts))
    assert words.count("请先征求村民意见") == 1
    assert "存在以下问题" not in words


def test_one_of_three_objects_and_all_sign_the_edited_text_anew(office):
    office.organised().chosen()
    office.co_sign("财政局"), office.co_sign("农业农村局")
    office.co_sign("司法局", SEND_BACK, "第二条缺少依据")
    assert office.open_nodes() == {"T_revise"}
    office.revised("补充依据", document_text=BODY.replace("一处宅基地", "一处宅基地（土地管理法第六十二条）"))
    standing = {
        one.opinion.unit.short_name: one.stands for one in signatures_of(office.case, office.now.date())
    }
    assert standing == {"财政局": False, "农业农村局": False, "司法局": True}
    assert set(office.copies()) == {"财政局", "农业农村局", "司法局"}
    office.co_signed()
    assert standing_objections(office.case) == []
    assert office.open_nodes() == {"T_legal"}


def test_an_objection_stays_until_its_hand_lifts_it_and_nobody_passes_it_over(office):
    office.organised().chosen("财政局、司法局")
    office.co_sign("财政局"), office.co_sign("司法局", SEND_BACK, "不同意")
    office.revised(co_signing="choose")
    with pytest.raises(InvalidInput) as refused:
        office.chosen("财政局")
    assert "司法局的异议尚未撤回" in refused.value.fields["units"]
    [objection] = standing_objections(office.case)
    with pytest.raises(NotAllowed):
        office.run(withdraw_objection, office.person("leader"), case_id=office.case.id, opinion_id=objection.id,
                   reason="代为撤回")  # fmt: skip
    office.run(withdraw_objection, office.person("justicehead"), case_id=office.case.id, opinion_id=objection.id,
               reason="已作说明")  # fmt: skip
    office.chosen("财政局").co_signed().signed().numbered()


def test_the_leader_sends_back_and_everybody_signs_again(office):
    office.organised({"co_signing": "no"})
    for node in ("T_legal", "T_secrecy", "T_openness"):
        office.review(node)
    office.review("T_sign_leader", SEND_BACK, "解读太简略")
    changed = TEXT["material_text"] + "\n补充一段。"
    office.revised("补充解读", material_text=changed, co_signing="no").review("T_legal")
    now = [one for one in signatures_of(office.case, office.now.date()) if one.stands and one.agrees]
    assert [one.opinion.node for one in now] == ["T_legal"]


def test_a_text_edited_between_signature_and_publication_is_not_published(office, app):
    from app.casework.acts.commands import use_case

    @use_case("edit_behind_the_back")
    def edit(act):
        versions.revise(act, MATERIAL, body_content("另一个标题\n另一个内容"))

    office.ready(co_signing="no")
    office.run(edit, office.person("handler"), case_id=office.case.id)
    with pytest.raises(RuleViolation) as refused:
        office.deployed()
    assert refused.value.code == "not_signed"
    assert db.session.scalars(select(Publication)).all() == []


def test_a_planned_hour_in_the_past_is_refused(office):
    office.ready(co_signing="no")
    with pytest.raises(InvalidInput) as refused:
        office.deployed(planned_at="2026-03-01T08:00")
    assert "planned_at" in refused.value.fields


def test_the_openness_review_answers_every_element(office):
    office.organised({"co_signing": "no"}).review("T_legal").review("T_secrecy")
    with pytest.raises(InvalidInput) as refused:
        office.do("officehead", "T_openness", decision="approve", opinion="同意")
    assert set(refused.value.fields) == {
        f"checked_{one}" for one in ("background", "terms", "rights", "service")
    }


def test_a_channel_without_evidence_is_refused_and_one_that_fails_says_why(office):
    office.ready(co_signing="no").deployed()
    with pytest.raises(InvalidInput) as refused:
        office.posted(address="")
    assert "address" in refused.value.fields
    office.posted(result="not_posted", opinion="公众号停更维护")
    assert office.open_nodes() == {"T_archive"}


def test_no_channel_is_before_the_planned_hour(office):
    office.ready(co_signing="no").deployed(
        planned_at=(office.now + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    )
    office.later(minutes=30)
    with pytest.raises(InvalidInput) as refused:
        office.posted()
    assert set(refused.value.fields) == {"posted_at"}
    office.later(hours=2)
    office.posted()
    assert office.open_nodes() == {"T_archive"}


def test_a_package_withdrawn_on_its_way_ends(office):
    office.organised()
    withdraw(office)
    assert (office.case.state, office.open_items()) == (CaseState.WITHDRAWN, [])


def test_a_package_withdrawn_before_its_hour_never_appears(office):
    office.ready(co_signing="no").deployed(planned_at="2026-03-09T08:00")
    withdraw(office)
    hour = package_of(office.case).planned_at
    assert lists.list_publications(Wanted(standing=None), hour).total == 0


def test_a_published_package_is_withdrawn_whole_and_shown_so(office):
    office.ready(co_signing="no").deployed().posted()
    office.do("reviewer", "T_archive", retention_years=30)
    assert withdraw(office)["withdrawn"] == 2
    rows = lists.list_publications(Wanted(standing=None), office.now).rows
    assert {row.standing for row in rows} == {lists.Standing.WITHDRAWN}
    assert {row.publication.withdrawn_why for row in rows} == {"文件内容有误"}
    with pytest.raises(RuleViolation) as refused:
        withdraw(office)
    assert refused.value.code == "nothing_to_withdraw"


def test_further_forms_are_looked_at_and_published_within_their_limit(office):
    office.organised({"co_signing": "no"}, {"forms": ["card", "video"]}).signed().numbered().deployed()
    card = {"card_title": "建房明白卡", "card_text": "一户一宅。"}
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_further", **card, video_title="三分钟看懂")
    assert "视频还没有，请填写网址" in refused.value.fields["video_address"]
    video = {"video_title": "三分钟看懂", "video_address": "https://www.example.gov.cn/v/1"}
    office.do("handler", "T_further", **card, **video)
    assert lists.list_publications(Wanted(), office.now).total == 2
    office.do("reviewer", "T_check_further", further_check="default")
    assert lists.list_publications(Wanted(), office.now).total == 4
    [clock] = db.session.scalars(select(CaseClock)).all()
    assert (clock.state, clock.due_on.isoformat()) == ("met", "2026-03-05")


def test_a_further_form_sent_back_keeps_its_files_until_others_are_chosen(office):
    office.organised({"co_signing": "no"}, {"forms": ["picture"]}).signed().numbered().deployed()
    files = [picture("一.png", "red"), picture("二.png", "blue")]
    office.do("handler", "T_further", picture_title="一图读懂", picture_files=files)
    office.do("reviewer", "T_check_further", further_check=SEND_BACK, opinion="标题请写全")
    office.do("handler", "T_further", picture_title="一图读懂宅基地管理办法")
    office.do("reviewer", "T_check_further", further_check="default")
    *_rest, shown = db.session.scalars(select(Publication).order_by(Publication.id))
    assert shown.headline == "一图读懂宅基地管理办法"
    assert [file.file_hash for file in shown.text.files] == [one.hash for one in files]


def test_an_address_that_no_browser_opens_is_refused(office):
    office.organised({"co_signing": "no"}, {"forms": ["video"]}).signed().numbered().deployed()
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_further", video_title="三分钟看懂", video_address="磁盘D")
    assert "http" in refused.value.fields["video_address"]


def test_a_department_abolished_while_it_signs_is_answered_for_by_its_successor(office):
    office.organised().chosen("财政局、司法局")
    units = {unit.code: unit for unit in db.session.scalars(select(OrgUnit))}
    merge_into([units["LF-SF"]], units["LF-NY"], office.now.date())
    db.session.commit()
    office.later(days=1)
    office.co_sign("财政局")
    assert office.open_nodes() == {"T_co_sign"}
    [copy] = office.copies().values()
    office.complete("justicehead", copy, decision="approve")
    assert office.open_nodes() == {"T_legal"}


def test_who_wrote_a_text_does_not_review_it(office):
    office.organised({"co_signing": "no"})
    assert office.person("handler").person_id in office.item("T_legal").drafter_ids


def test_two_numbers_are_not_the_same(office):
    office.ready(co_signing="no")
    office.organised({"co_signing": "no"}).signed()
    with pytest.raises(InvalidInput) as refused:
        office.numbered()
    assert "document_number" in refused.value.fields


@pytest.mark.parametrize("login", ["clerk", "foreignreviewer", "supervisor"])
def test_nobody_else_begins_a_document_for_a_department(office, login):
    with pytest.raises(NotAllowed):
        office.begun(login=login)


@pytest.mark.parametrize("login", ["handler", "clerk", "foreignreviewer"])
def test_nobody_withdraws_what_is_not_theirs_to_publish(office, login):
    office.organised()
    with pytest.raises(NotAllowed):
        withdraw(office, login)


def test_the_plan_says_what_the_record_says(office):
    office.organised({"co_signing": "no"})
    plan = texts_now(office.case)["plan"].content["text"]
    assert "第一解读人：局长己" in plan
    assert "公开属性：主动公开" in plan
    assert DOCUMENT in texts_now(office.case)


def test_several_who_sign_at_one_instant_keep_their_own_words(office):
    office.organised().chosen("财政局、司法局")
    at = office.now
    office.co_sign("财政局", opinion="没有意见")
    office.now = at
    office.co_sign("司法局", SEND_BACK, "第二条缺少依据")
    said = {one.who: one.opinion for one in timeline_of(office.case) if one.act.startswith("会签")}
    assert said == {"财政午": "没有意见", "司法申": "第二条缺少依据"}
