"""读者提问: a question about a package becomes a task of its department; the answer is published beside the package."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from marshmallow import Schema
from sqlalchemy import select

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.contract.fields import Text
from app.casework.contract.forms import Facts, TaskForm, Values, load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, Publication, WorkItem
from app.casework.publications import acts as publications
from app.casework.publications import lists
from app.casework.publications.content import Block, BlockKind, Content, paragraphs
from app.casework.publications.rules import check_personal_data
from app.casework.publications.standing import stands
from app.casework.run.workflow import workflow_of
from app.database import db
from app.law.policy_material import named
from app.processes.interpretation.models import PolicyPackage, PolicyQuestion
from app.processes.interpretation.package import is_package
from app.processes.interpretation.vocabulary import ANSWER_KIND, PREFIX, PROCESS

IN_TITLE = 60


class QuestionSchema(OfficeSchema):
    """Nothing but the question is asked for."""

    question = Text(
        "您的问题", maximum=500, widget="textarea", hint="问题和答复都会公开，请不要写姓名、电话、证件号码"
    )


class AnswerSchema(OfficeSchema):
    """The answer, for everybody."""

    answer = Text("答复", maximum=3000, widget="textarea", hint="面向公众，通俗易懂；依据哪一条，写明哪一条")


@use_case("ask_about_policy")
def ask(act: Act, publication_id: int, data: dict[str, Any]) -> Result:
    """Anybody asks about a package that stands in public. Raises NotFound, HoldsPersonalData."""
    found = part_of_package(publication_id, act.now)
    if found is None or found.standing in lists.GONE:
        raise NotFound()
    question = load_schema(QuestionSchema(), data)["question"]
    check_personal_data([question])
    about = found.publication
    act.case = Case(
        number=numbering.case_number(about.organ, PREFIX, act.today.year), process=PROCESS, organ_id=about.organ_id,
        handling_unit_id=about.case.handling_unit_id, title=f"读者提问：{about.headline}"[:300], party="读者",
        received_on=act.today, opened_at=act.now,
    )  # fmt: skip
    db.session.add(act.case)
    db.session.flush()
    db.session.add(
        PolicyQuestion(
            case_id=act.case.id, package_case_id=about.case_id, publication_id=about.id, question=question
        )
    )
    db.session.flush()
    workflow_of(act).start({"matter": "question", "further": "no"})
    act.audit("question.asked", f"收到对{named(about.headline)}的提问")
    return {"number": act.case.number}


def part_of_package(publication_id: int, now: datetime) -> lists.Row | None:
    """An entry of a package that can be or could be read; an answer stands by itself, nobody asks about it."""
    found = lists.find(publication_id, now)
    is_part = (
        found is not None and found.publication.process == PROCESS and is_package(found.publication.case)
    )
    return found if is_part else None


def question_of(case: Case) -> PolicyQuestion | None:
    """The question of a case; None for a package."""
    return db.session.get(PolicyQuestion, case.id)


def _schema(item: WorkItem) -> Schema:
    return AnswerSchema()


def _answer(act: Act, item: WorkItem, values: Values) -> Facts:
    question = db.session.get_one(PolicyQuestion, act.the_case.id)
    check_personal_data([values["answer"]])
    question.answer = values["answer"]
    act.audit("question.answered", "拟写答复")
    return {"is_answered": True}


def _written(case: Case) -> Values:
    question = question_of(case)
    return {"answer": question.answer if question else ""}


answer = TaskForm("answer", "答复读者提问", _schema, _answer, initial=_written, submit="送审核")


def publish_answer(act: Act) -> int | None:
    """Question and answer appear beside the package, once the office has looked at them. The entry's number.

    None for a package that was withdrawn meanwhile: nothing explains in public what no longer holds.
    """
    question = db.session.get_one(PolicyQuestion, act.the_case.id)
    if db.session.get_one(PolicyPackage, question.package_case_id).withdrawn_at is not None:
        act.audit("question.kept", "所问的政策文件已经撤回，答复留存不公开")
        return None
    short = question.question if len(question.question) <= IN_TITLE else f"{question.question[:IN_TITLE]}…"
    asked = Block(f"问：{question.question}", BlockKind.HEADING)
    content = Content(headline=" ".join(short.split()), body=(asked, *paragraphs(question.answer)))
    made = publications.publish(act, ANSWER_KIND, content, approved_hash=content.hash)
    question.answer_id = made.id
    return made.id


def answers_about(package_case_id: int, now: datetime) -> Sequence[Publication]:
    """The answers that can be read, the latest first."""
    query = (
        select(Publication)
        .join(PolicyQuestion, PolicyQuestion.answer_id == Publication.id)
        .where(PolicyQuestion.package_case_id == package_case_id, stands(now))
    )
    return db.session.scalars(query.order_by(Publication.from_at.desc())).all()
