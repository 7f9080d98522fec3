"""征求意见 of a unit of the house (协办): chosen, never guessed; told at once, answered at its own desk."""

import pytest
from sqlalchemy import select

from app.casework.models import OutboxMessage
from app.casework.models.consultations import ConsultationState as State
from app.casework.work import inbox
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.office.organs import find_unit
from app.office.people import find_person
from app.office.reorganisation import open_unit
from app.office.standing import standing_of
from app.office.vocabulary import UnitKind
from app.steps import consultation_acts
from app.steps.consultation_desk import answer_at_desk
from app.steps.consultation_record import consultation_of, consultations_of
from tests.desk.browsing import hidden
from tests.support.county import LONG_AGO
from tests.support.office import SEARCH, paper

pytestmark = pytest.mark.database
ASKED = {"party": "house_unit", "information": "补贴发放明细", "proposal": "拟予公开"}
YES = {"answer": "agreed", "reason": "", "is_meant": "true"}


@pytest.fixture
def assigned(office):
    """Handled by 自然资源局."""
    office.apply()
    return office.assigned()


def ask(office, **changes) -> int:
    done = office.run(consultation_acts.prepare_consultation, office.person("reviewer"), case_id=office.case.id,
                      data={**ASKED, "unit": "LF-ZRZY", **changes})  # fmt: skip
    return int(done["number"])


def row(office, number: int = 1):
    return consultation_of(office.case, number)


def page_of(office) -> str:
    return f"/desk/asked/{row(office).id}"


def told(office) -> list[str]:
    subjects = [one.payload.get("subject", "") for one in db.session.scalars(select(OutboxMessage))]
    return [one for one in subjects if "征求您所在单位的意见" in one]


class TestAtItsDesk:
    def test_it_finds_what_is_asked_and_answers_with_its_paper(self, assigned, browser):
        due = assigned.case.due_on
        ask(assigned)
        person = browser("handler2")
        listed, form = person.get("/desk/asked").text, person.get(page_of(assigned)).text
        assert "补贴发放明细" in listed
        assert "拟予公开" in form
        assert "申请人甲" not in listed + form
        typed = {
            **YES,
            "answer": "partly",
            "reason": "银行账号应当遮盖",
            "form_key": hidden(form, "form_key"),
        }
        assert person.send(page_of(assigned), typed, ("说明.pdf", paper("说明"))).status_code == 302
        kept = row(assigned)
        assert (kept.answer, kept.reason, kept.answer_way) == ("partly", "银行账号应当遮盖", "house")
        assert (kept.state, assigned.case.due_on) == (State.ANSWERED, due)
        page = browser("clerk").case().text
        assert "部分同意公开：银行账号应当遮盖" in page
        assert "说明.pdf" in page
        assert "没有等待回复的来函" in person.get("/desk/asked").text

    @pytest.mark.parametrize(
        ("login", "number"), [("handler2", 1), ("unithead", 1), ("foreign", 0), ("legal", 0)]
    )
    def test_the_menu_counts_it_for_those_who_may_answer(self, assigned, login, number):
        ask(assigned)
        standing = standing_of(find_person(login), assigned.now.date())
        assert inbox.count(standing, assigned.now).asked == number

    def test_those_who_do_such_work_there_are_told_by_mail(self, assigned):
        ask(assigned)
        assert len(told(assigned)) == 2  # 承办丁 and 承办戊

    @pytest.mark.parametrize("login", ["clerk", "reviewer", "officehead", "foreign", "legal"])
    def test_nobody_else_answers_for_the_unit(self, assigned, browser, login):
        ask(assigned)
        assert browser(login).get(page_of(assigned)).status_code in (403, 404)
        with pytest.raises(NotAllowed):
            assigned.run(answer_at_desk, assigned.person(login), case_id=assigned.case.id, number=1,
                         data={**YES, "is_meant": True}, uploads=[])  # fmt: skip

    def test_being_asked_opens_no_case(self, office, browser):
        office.apply()
        office.registered()
        ask_at = office.run(consultation_acts.prepare_consultation, office.person("clerk"), case_id=office.case.id,
                            data={**ASKED, "unit": "LF-ZRZY"})  # fmt: skip
        assert ask_at["number"] == 1
        assert browser("handler2").get(page_of(office)).status_code == 200
        assert browser("handler2").case().status_code == 404

    def test_it_holds_nothing_up(self, assigned):
        ask(assigned)
        assigned.do("handler", "T_handle", **SEARCH, outcome="granted")
        assert "T_draft" in assigned.open_nodes()


class TestTheAskingSide:
    def test_it_is_out_at_once_and_no_letter_is_spoken_of(self, assigned, browser):
        clerk = browser("clerk")
        asked = {**ASKED, "unit": "LF-ZRZY", "form_key": "a"}
        page = clerk.post(
            f"/desk/cases/{assigned.number}/consultations/new", asked, follow_redirects=True
        ).text
        assert row(assigned).state is State.OUT
        assert "该单位在“来函征求意见”中回复，不制发文书" in page
        assert "在该单位的“来函征求意见”中待回复" in page
        assert "待制发" not in page

    def test_a_unit_where_nobody_can_answer_is_said_to_be_one(self, assigned, browser):
        ask(assigned, unit="LF-JS")
        assert told(assigned) == []
        assert "该单位没有可以在平台回复的人员，请另行联系后登记意见" in browser("clerk").case().text


class TestWhichUnit:
    @pytest.fixture
    def offices(self, assigned):
        """Two sections that are called alike, in two departments."""
        for code in ("LF-ZRZY", "LF-ZG"):
            open_unit(
                code=f"{code}-A", name="办公室", short_name="办公室", kind=UnitKind.SECTION, valid_from=LONG_AGO,
                parent=find_unit(code, assigned.now.date()),
            )  # fmt: skip
        db.session.commit()
        return assigned

    def test_it_is_chosen_by_its_code_and_shown_with_its_organ(self, offices, browser):
        page = browser("clerk").get(f"/desk/cases/{offices.number}/consultations/new").text
        assert '<option value="LF-ZRZY-A">禄丰市自然资源局办公室</option>' in page
        ask(offices, unit="LF-ZRZY-A")
        assert row(offices).name == "禄丰市自然资源局办公室"

    def test_a_name_that_several_have_is_refused_with_their_codes(self, offices):
        with pytest.raises(InvalidInput) as refused:
            ask(offices, unit="", name="办公室")
        words = refused.value.fields["unit"]
        assert "LF-ZRZY-A（禄丰市自然资源局办公室）" in words
        assert "LF-ZG-A（" in words
        assert consultations_of(offices.case) == []

    @pytest.mark.parametrize("name", ["LF-ZRZY", "禄丰市自然资源局", "自然资源局"])
    def test_a_name_that_one_has_is_understood_as_before(self, offices, name):
        ask(offices, unit="", name=name)
        assert row(offices).name == "禄丰市自然资源局"

    @pytest.mark.parametrize(
        "named", [{"unit": "", "name": ""}, {"unit": "", "name": "档案馆"}, {"unit": "YM"}]
    )
    def test_what_is_no_unit_of_the_house_is_refused_beside_the_choice(self, offices, named):
        with pytest.raises(InvalidInput) as refused:
            ask(offices, **named)
        assert set(refused.value.fields) == {"unit"}

    def test_others_are_named(self, offices):
        with pytest.raises(InvalidInput) as refused:
            ask(offices, party="other_organ", name="")
        assert refused.value.fields == {"name": "请填写名称或者姓名"}
