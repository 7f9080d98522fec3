"""Whatever is edited, signed, objected to and withdrawn: what is public is what the leader signed, word for word; no
objection is lost, and no approval survives an edit."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.casework.models import Opinion, Publication
from app.casework.models.work import APPROVE, SEND_BACK
from app.casework.papers.materials import with_reading
from app.casework.papers.uploads import check_upload, turn
from app.casework.texts.signatures import signatures_of, standing_objections
from app.casework.texts.versions import current_versions, versions_of
from app.casework.texts.words import words_of
from app.database import db
from app.law.errors import RuleViolation
from app.processes.interpretation.co_signers import still_to_sign
from app.processes.interpretation.co_signing_acts import add_co_signer
from app.processes.interpretation.use_cases import withdraw_package
from app.steps.editing import edit_texts
from app.steps.signoff import withdraw_objection
from tests.casework import upload_samples as samples
from tests.support import databases
from tests.support.county import County
from tests.support.packages import BODY, MATERIAL, REVIEWS, Packages, staff

NAMES = (
    "agree", "agree", "finish", "object", "edit", "edit material", "upload", "edit beside", "add", "lift", "withdraw",
)  # fmt: skip
ACTS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 5)), min_size=6, max_size=14)
LONGEST_WAY = 14


class Walk:
    """One package under a sequence of acts; what a task does not offer at the time is left out."""

    def __init__(self, office):
        self.office, self.edits, self.objected = office, 0, set()

    def agree(self, which):
        self._answer(which, APPROVE)

    def finish(self, which):
        """Everybody who is asked agrees, until the package is public."""
        for _ in range(LONGEST_WAY):
            self.agree(which)

    def object(self, which):
        self._answer(which, SEND_BACK)

    def _answer(self, which, decision):
        nodes = sorted(self.office.open_nodes())
        if "T_co_sign" in nodes:
            units = sorted(self.office.copies())
            self.office.co_sign(units[which % len(units)], decision, "请修改")
        elif nodes and nodes[0] in REVIEWS:
            self.office.review(nodes[0], decision, "请修改")
        elif nodes == ["T_revise"]:
            self.edit(which)
        elif nodes == ["T_number"]:
            self.office.numbered()
        elif nodes == ["T_deploy"]:
            self.office.deployed()

    def edit(self, which):
        self._edit(document_text=f"{BODY}\n第{which}次修改{self.edits}。")

    def edit_material(self, which):
        self._edit(material_text=f"{MATERIAL['material_text']}\n补充{which}之{self.edits}。")

    def upload(self, which):
        """A docx instead of what was typed, in the task or beside it."""
        self.edits += 1
        lines = (*BODY.splitlines(), f"第{which}次上传{self.edits}。")
        self._edit(document_text="", document_files=[docx(*lines)])
        self._beside(document_files=[docx(*lines)])

    def edit_beside(self, which):
        self.edits += 1
        self._beside(document_text=f"{BODY}\n另行修改{self.edits}。")

    def _beside(self, **changes):
        """修改文本: while co-signers sign, by whoever has seen the newest version."""
        case = self.office.case
        seen = str(current_versions(case)["document"].number)
        self.office.run(edit_texts, self.office.person("handler"), case_id=case.id,
                        data={**changes, "document_seen": seen})  # fmt: skip

    def add(self, which):
        self.office.run(add_co_signer, self.office.person("handler"), case_id=self.office.case.id,
                        data={"units": "LF-NY", "reason": "涉及其职责"})  # fmt: skip

    def _edit(self, **changes):
        if self.office.open_nodes() == {"T_revise"}:
            self.edits += 1
            self.office.revised(**changes)

    def lift(self, which):
        standing = standing_objections(self.office.case)
        if standing:
            one = standing[which % len(standing)]
            self.office.run(withdraw_objection, self.office.person(one.person.login), case_id=self.office.case.id,
                            opinion_id=one.id, reason="已作说明")  # fmt: skip

    def withdraw(self, which):
        if which == 0:
            self.office.run(withdraw_package, self.office.person("reviewer"), case_id=self.office.case.id,
                            data={"reason": "不再制发"})  # fmt: skip

    def act(self, name, which):
        try:
            getattr(self, name.replace(" ", "_"))(which)
        except RuleViolation:
            db.session.rollback()


def read(publication):
    """The words that the public reads under the title."""
    return "\n".join(block["text"] for block in publication.text.content["body"])


def files(publication):
    """The files that the public gets, by what is in them."""
    return [one.file_hash for one in publication.text.files]


def docx(*lines):
    with turn() as mine:
        data = samples.written_docx(*lines)
        return with_reading(check_upload("办法.docx", data, limit=10**6, mine=mine), mine)


def check(office):
    """The three sentences of this test, on the rows."""
    case = office.case
    now = {version.id for version in current_versions(case).values()}
    for one in signatures_of(case, office.now.date()):
        if one.stands and one.agrees:
            assert {version.id for version in one.opinion.texts} <= now
    objections = select(Opinion).where(Opinion.case_id == case.id, Opinion.choice == SEND_BACK)
    for one in db.session.scalars(objections):
        assert one.voided_at is None
        assert one.lifted_at is not None or one in standing_objections(case)
    for publication in db.session.scalars(select(Publication).where(Publication.case_id == case.id)):
        signed = {
            version.content_hash: words_of([version])[version.id]
            for opinion in db.session.scalars(select(Opinion).where(Opinion.node == "T_sign_leader"))
            if opinion.choice == APPROVE and opinion.case_id == case.id
            for version in opinion.texts
        }
        named = {
            one.content_hash: [row["sha256"] for row in one.content.get("files", ())]
            for one in versions_of(case)
        }
        assert read(publication) == signed[publication.text.signed_hash]
        assert files(publication) == named[publication.text.signed_hash]
        assert still_to_sign(case, office.now.date()) == [] or publication.withdrawn_at


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_published_is_signed_no_objection_is_lost_no_approval_survives_an_edit(prepared, acts):
    with databases.fresh(prepared) as application, application.app_context():
        staff(County.load())
        office = Packages().organised().chosen("财政局、司法局")
        walk = Walk(office)
        for name, which in acts:
            walk.act(name, which)
            check(office)
        assert office.case.number == office.number


@pytest.mark.database
def test_a_walk_with_every_kind_of_edit_ends_in_public(office):
    walk = Walk(office.organised().chosen("财政局、司法局"))
    for name in ("agree", "edit beside", "upload", "object", "add", "edit material", "lift", "finish"):
        walk.act(name, 0)
        check(office)
    assert len(db.session.scalars(select(Publication)).all()) == 2
    assert db.session.scalars(select(Opinion).where(Opinion.voided_at.is_not(None))).all() != []
