"""A guest of the tests that puts things before the public: an announcement (公告) and a policy, one act each."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from app import timekeeping
from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.actor import Actor, of_person
from app.casework.acts.commands import Result, perform, use_case
from app.casework.contract.publications import PublicationKind, Publications
from app.casework.models import Case, Publication
from app.casework.publications import acts
from app.casework.publications.content import Content, paragraphs
from app.casework.publications.rules import Terms
from app.database import db
from app.office.models import OrgUnit
from app.office.people import find_person
from tests.guest.visitor_pass import visitor_pass

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=timekeeping.OFFICE_TIME)
KINDS = (
    PublicationKind("gazette.policy", "政策文件", "policy-documents", 10),
    PublicationKind("gazette.notice", "公告", "notices", 20),
)
gazette = replace(visitor_pass, publications=Publications(KINDS), audit_tags={"gazette": "公报"})
"""The visitors' process, which publishes besides."""


@use_case("gazette.open")
def open_issue(act: Act, organ: str, title: str) -> Result:
    unit = db.session.query(OrgUnit).filter_by(code=organ).one()
    number = numbering.case_number(unit, "G", act.today.year)
    act.case = Case(number=number, process=gazette.key, organ_id=unit.id, title=title, opened_at=act.now)
    db.session.add(act.case)
    db.session.flush()
    act.audit("gazette.opened", "立项")
    return {"case_id": act.case.id}


@use_case("gazette.publish")
def publish(act: Act, kind: str, content: Content, approved: str | None = None, earlier: int | None = None,
            terms: Terms | None = None, name: str = "", signed: str | None = None) -> Result:  # fmt: skip
    supersedes = db.session.get_one(Publication, earlier) if earlier else None
    found = acts.publish(
        act, kind, content, approved_hash=content.hash if approved is None else approved, terms=terms, name=name,
        supersedes=supersedes, signed_hash=signed,
    )  # fmt: skip
    return {"id": found.id}


@use_case("gazette.correct")
def correct(act: Act, publication: int, content: Content, note: str) -> Result:
    found = db.session.get_one(Publication, publication)
    return {"number": acts.correct(act, found, content, approved_hash=content.hash, note=note).number}


@use_case("gazette.withdraw")
def withdraw(act: Act, publication: int, reason: str) -> None:
    acts.withdraw(act, db.session.get_one(Publication, publication), reason)


@use_case("gazette.review")
def review(act: Act, publication: int, next_on: Any, finding: str) -> None:
    acts.record_review(act, db.session.get_one(Publication, publication), next_on, finding)


def content_of(headline: str, body: str = "正文一段。", **more: Any) -> Content:
    return Content(headline, paragraphs(body), **more)


@dataclass
class Gazette:
    """Publishes in the name of the county at a chosen moment."""

    now: datetime = MORNING
    login: str = "reviewer"
    cases: dict[str, int] = field(default_factory=dict)

    def actor(self, login: str = "") -> Actor:
        person = find_person(login or self.login)
        assert person is not None
        return of_person(person)

    def later(self, **more: int) -> "Gazette":
        self.now += timedelta(**more)
        return self

    def case(self, organ: str = "LF") -> int:
        """A case of its own."""
        return perform(open_issue, actor=self.actor("clerk"), now=self.now, organ=organ, title="一期")[
            "case_id"
        ]

    def publishes(self, content: Content | str, kind: str = "gazette.notice", *, organ: str = "LF", login: str = "",
                  case_id: int | None = None, **more: Any) -> int:  # fmt: skip
        what = content if isinstance(content, Content) else content_of(content)
        return perform(
            publish, actor=self.actor(login), now=self.now, case_id=case_id or self.case(organ), kind=kind,
            content=what, **more,
        )["id"]  # fmt: skip

    def does(self, use: Any, publication: int, login: str = "", **more: Any) -> Any:
        case_id = db.session.get_one(Publication, publication).case_id
        return perform(
            use, actor=self.actor(login), now=self.now, case_id=case_id, publication=publication, **more
        )
