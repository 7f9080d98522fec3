"""Any sequence of edits, signatures, ways back, changed decisions and withdrawn objections, by the real tasks.

No consent outlives an edit, no objection is lost, and who drafted neither signs nor issues.
"""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casework.models import Opinion, TextVersion
from app.casework.models.work import APPROVE, CHECKS, SEND_BACK
from app.casework.texts import signatures
from app.database import db
from app.law.errors import NotAllowed
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.disclosure import draft_form
from app.processes.disclosure.letters import reply_kind
from app.processes.disclosure.queries import drafters_of
from app.processes.disclosure.registration import request_of
from app.steps.signoff import withdraw_objection
from tests.support.county import LONG_AGO
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
WORDS = ("明细｜电子文件｜12", "明细｜电子文件｜13")
BOTH = ("handler", "unithead")
moves = st.tuples(
    st.sampled_from(("on", "on", "on", "back", "rethink", "withdraw")),
    st.sampled_from(BOTH),
    st.sampled_from(WORDS),
)
turn = itertools.count()


class Play(Office):
    """A reply on its way; 承办丁 and 局长己 both draft and both head the unit, so that either may be barred."""

    def move(self, what: str, who: str, words: str) -> None:
        """One move, if the case is at a task where it is one; what a rule refuses is no move."""
        (item,) = self.open_items()
        before = {one.id for one in signatures.standing_objections(self.case)}
        if what == "withdraw":
            self._withdraw(before)
        elif item.node == "T_draft":
            answer = (
                {"decision": "rethink", "opinion": "改变决定"} if what == "rethink" else self._draft(words)
            )
            self._as(who, item, **answer)
        elif item.node == "T_handle":
            self._as(who, item, **SEARCH, outcome="granted" if words == WORDS[0] else "needs_making")
        elif item.form in CHECKS:
            self._sign(item, what, who)

    def _draft(self, words: str) -> dict[str, str]:
        kind = reply_kind(request_of(self.case))
        sample = (
            GRANTED if kind.kind == "reply_granted" else draft_form.values_from(kind, kind.sample_facts())
        )
        first = next(name for name in sample if name.startswith("fact_") and isinstance(sample[name], str))
        return {**sample, first: words if sample is GRANTED else sample[first], "opinion": "修改"}

    def _withdraw(self, standing: set[int]) -> None:
        for opinion_id in standing:
            person = db.session.get_one(Opinion, opinion_id).person
            self.run(withdraw_objection, self.person(person.login), case_id=self.case.id, opinion_id=opinion_id,
                     reason="已改")  # fmt: skip

    def _as(self, who: str, item, **data) -> None:
        item.assignee_id = self.person(who).person_id
        db.session.commit()
        self.complete(who, item, **data)

    def _sign(self, item, what: str, who: str) -> None:
        signer = (
            who if item.node == "T_sign_unit_head" else {"T_issue": "reviewer"}.get(item.node, "officehead")
        )
        decision = SEND_BACK if what in ("back", "rethink") else APPROVE
        if item.node == "T_issue" and decision == APPROVE:
            return  # the play ends with the issue; what is asked is how it got there
        is_drafter = self.person(signer).person_id in drafters_of(self.case)
        data = {"decision": decision, "opinion": "意见"}
        if is_drafter:
            with pytest.raises(NotAllowed):
                self._as(signer, item, **data)
            db.session.rollback()
        else:
            self._as(signer, item, **data)


def check(office: Play, objections: set[int]) -> None:
    case, on = office.case, office.now.date()
    newest = (
        db.session.query(TextVersion).filter_by(case_id=case.id).order_by(TextVersion.number.desc()).first()
    )
    standing = signatures.standing_signatures(case, on)
    for one in (one for one in standing if one.agrees):
        assert newest.discarded_at is None
        assert [text.id for text in one.opinion.texts] == [newest.id], "a consent outlived an edit"
    lifted = {one.id for one in db.session.query(Opinion).filter(Opinion.lifted_at.is_not(None))}
    assert objections - lifted <= {one.opinion.id for one in standing if not one.agrees}, (
        "an objection is lost"
    )
    for opinion in db.session.query(Opinion).filter_by(case_id=case.id):
        own = db.session.query(TextVersion).filter_by(case_id=case.id, author_id=opinion.person_id)
        assert not opinion.texts or all(opinion.given_at < one.made_at for one in own), "a drafter has signed"


def objections_of(office: Play) -> set[int]:
    return {one.id for one in signatures.standing_objections(office.case)}


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.lists(moves, min_size=4, max_size=10))
def check_a_play(sequence):
    office = Play()
    office.apply(description=f"第 {next(turn)} 件")
    office.drafted()
    seen: set[int] = set()
    for move in sequence:
        seen |= objections_of(office)
        office.move(*move)
        check(office, seen)


def test_no_consent_outlives_an_edit_no_objection_is_lost_and_no_drafter_signs(county):
    appoint(county.people["handler"], county.units["LF-ZRZY"], Role.UNIT_HEAD, LONG_AGO)
    appoint(county.people["unithead"], county.units["LF-ZRZY"], Role.HANDLER, LONG_AGO)
    db.session.commit()
    check_a_play()
