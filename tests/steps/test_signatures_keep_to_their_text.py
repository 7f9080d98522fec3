"""Any sequence of edits, signatures and withdrawals: no signature stands on another text, and no objection is lost."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.casework.acts.act import Act
from app.casework.acts.actor import of_person
from app.casework.acts.commands import perform, use_case
from app.casework.models import Opinion, WorkItem
from app.casework.models.work import APPROVE, SEND_BACK
from app.casework.texts import signatures, versions
from app.casework.texts.contents import body_content
from app.casework.texts.seen import versions_to_sign
from app.database import db
from app.office.people import find_person

pytestmark = pytest.mark.database
SIGNERS = ("unithead", "financehead", "officehead")
TEXTS = ("甲", "乙", "丙")
edits = st.tuples(st.just("edit"), st.sampled_from(("paper", "explanation")), st.sampled_from(TEXTS))
gives_up = st.tuples(st.just("discard"), st.sampled_from(("paper", "explanation")), st.just(""))
signs = st.tuples(st.just("sign"), st.sampled_from(SIGNERS), st.sampled_from((APPROVE, SEND_BACK)))
lifts = st.tuples(st.just("lift"), st.sampled_from(SIGNERS), st.just(""))
turn = itertools.count()


@use_case("one_move")
def one_move(act: Act, what: str, which: str, said: str) -> dict:
    """One move of the play, by the real functions."""
    act.audit("test.move", what)
    if what == "edit":
        versions.revise(act, which, body_content(said), "改")
    elif what == "discard":
        versions.discard(act, which, "另行起草")
    elif what == "sign" and (seen := versions_to_sign(act.the_case)):
        item = db.session.query(WorkItem).filter_by(case_id=act.the_case.id).first()
        opinion = Opinion(case_id=act.the_case.id, work_item_id=item.id, node=f"T_{which}", title="会签",
                          person_id=act.actor.person_id, unit_id=act.actor.person.appointments[0].unit_id, choice=said,
                          given_at=act.now, texts=seen)  # fmt: skip
        db.session.add(opinion)
        db.session.flush()
        signatures.settle(act, opinion.id)
    elif what == "lift":
        for one in signatures.standing_objections(act.the_case):
            if one.person_id == act.actor.person_id:
                signatures.withdraw_objection(act, one, "已改")
    return {}


@settings(max_examples=25)
@given(st.lists(edits | signs | lifts | gives_up, max_size=12))
def play(office, moves):
    case, today = office.case, office.now.date()
    said: dict[str, list[tuple[str, dict[str, str]]]] = {}  # what each hand said last, and on which words
    words = {version.slot: version.content["text"] for version in versions_to_sign(case)}
    objecting = {one.person.login for one in signatures.standing_objections(case)}
    for what, which, how in moves:
        by = which if which in SIGNERS else "reviewer"
        at = office.later(minutes=next(turn) % 2 + 1).now
        perform(
            one_move,
            actor=of_person(find_person(by)),
            now=at,
            case_id=case.id,
            what=what,
            which=which,
            said=how,
        )
        if what == "edit":
            words[which] = how
        elif what == "discard":
            words.pop(which, None)
        elif what == "sign" and words:
            said[by] = [(how, dict(words))]
            objecting = objecting | {by} if how == SEND_BACK else objecting
        elif what == "lift":
            objecting -= {by}
        check(case, today, words, said, objecting)


def check(case, today, words, said, objecting):
    standing = signatures.standing_signatures(case, today)
    for one in (one for one in standing if one.agrees):
        assert {text.slot: text.content["text"] for text in one.opinion.texts}.items() <= words.items()
        by = one.opinion.person.login
        if by in said:
            assert said[by][0][0] == APPROVE
    open_now = {one.opinion.person.login for one in standing if not one.agrees}
    lifted = {by for by, [(how, on)] in said.items() if how == APPROVE}
    assert open_now <= objecting
    assert objecting - open_now <= lifted, "an objection is gone that its hand has not lifted"


def test_no_signature_stands_on_another_text_and_no_objection_is_lost(drafting):
    drafting.written()
    play(drafting)
    assert drafting.open_nodes() == {"T_choose"}
