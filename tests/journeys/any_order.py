"""A request on which anybody tries any act at any time: what a rule refuses is no move."""

from sqlalchemy import select

from app.casework.models import Case
from app.casework.terms.sweep import fire_due_timers
from app.database import db
from app.law.errors import RuleViolation
from app.office.organs import find_unit
from app.office.people import appoint, find_person
from app.office.vocabulary import Role
from app.steps.consultation_silence import record_silences
from tests.journeys.any_act_after import AnyActAfter
from tests.journeys.any_answer import CHARGE, answer_of
from tests.journeys.letters_seen import made_blank
from tests.support.county import LONG_AGO

ANYBODY = ("clerk", "reviewer", "handler", "unithead", "officehead", "leader", "secrecy", "foreign")
ACTS = (
    *("task",) * 22, "send", "send", "send", "add_file", "add_file", "copy", "remove", "paper", "search", "correct",
    "answer",
    "withdraw", "reason", "money", "extend", "ask", "opinion", "advise", "show", "hand_on", "reassign", "back", "back",
    "take_back", "take_back", "recall", "replace", "contest", "contest", "ask_correction", "convert",
)  # fmt: skip
"""What is tried, as often as it stands here."""
BEGINNINGS = ("new", "asked", "lapsed", "extended", "refused", "signed", "charged", "answered")


def two_units_draft() -> None:
    """Another unit can take a matter over (改派), and the organ drafts and signs what was never assigned."""
    for login, unit, role in (("handler", "LF", Role.HANDLER), ("unithead", "LF", Role.UNIT_HEAD),
                              ("handler2", "LF-JS", Role.HANDLER), ("unithead", "LF-JS", Role.UNIT_HEAD)):  # fmt: skip
        person, organ = find_person(login), find_unit(unit, LONG_AGO)
        assert person is not None
        appoint(person, organ, role, LONG_AGO)
    db.session.commit()


class AnyOrder(AnyActAfter):
    """`refused` counts what a rule forbade, `done` what was done, by act."""

    refused: int = 0
    _case_id: tuple[str, int] = ("", 0)

    @property
    def case(self) -> Case:
        if self._case_id[0] != self.number:
            found = db.session.scalars(select(Case.id).where(Case.number == self.number)).one()
            self._case_id = (self.number, found)
        return db.session.get_one(Case, self._case_id[1])

    def begin(self, where: str, *, online: bool) -> None:
        """A request that has come this far by its usual way."""
        description = f"{where}的明细"
        self.apply(description=description) if online else self.register(description=description)
        match where:
            case "asked" | "lapsed":
                self.registered().do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
                                     clarification_guidance="写明年度", clarification_period=3)  # fmt: skip
            case "extended":
                self.assigned()
                self.extend("right", 0)
                self.do("officehead", "T_approve_extension", extension_decision="approve")
            case "refused":
                self.handled("denied_internal_affairs")
            case "signed":
                self.signed()
            case "charged":
                self._charge()
            case "answered":
                self.issued()
        if where == "lapsed":
            self._lapse(online=online)

    def _charge(self) -> None:
        self.registered().do("reviewer", "T_screening", screening="fee", opinion="数量较多")
        self.do("reviewer", "T_fee", **CHARGE)
        self.do("officehead", "T_sign_fee", decision="approve", opinion="同意收费")

    def _lapse(self, *, online: bool) -> None:
        if not online:
            self.do("clerk", "T_deliver_notice", method="in_person", delivered_on=self.day())
        fire_due_timers(self.later(days=10).now)
        self.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="查过各收件渠道")

    def move(self, act: str, who: str, choice: int, days: int) -> bool:
        """One attempt, after so many days; the clock of the office goes on meanwhile. Whether it was no refusal."""
        self.turn += 1
        if days:
            self.later(days=days)
            fire_due_timers(self.now)
            record_silences(self.now)
        try:
            getattr(self, act)(who, choice)
        except RuleViolation:
            self.refused += 1
            db.session.rollback()
            return False
        return True

    def task(self, who: str, choice: int) -> None:
        """Complete an open task, as it is usually answered, in this or another way."""
        items = self.open_items()
        if items:
            item = items[choice % len(items)]
            answer = answer_of(item, choice, self.now.date(), self.turn)
            if item.form == "archive":
                made_blank(self)
            self.complete(self.hand_of(item, who), item, **answer)
