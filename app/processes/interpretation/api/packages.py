"""成套文件 for programs: beginning one, reading it with its texts and signatures' marks, withdrawing it whole.

Tasks of a package are done by the general calls (`/api/v1/tasks`), as for every process.
"""

from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import ApiBlueprint, described
from app.api.kinds import day, flag, moment, one_of, rows, text, thing, whole
from app.api.parsing import json_body
from app.api.shapes import iso
from app.casework.acts.commands import perform
from app.casework.acts.errors import NotFound
from app.casework.contract.schemas import json_schema
from app.casework.models import Case
from app.casework.texts.words import words_of
from app.law.policy_material import OPENNESS_WORDS
from app.processes.interpretation import use_cases
from app.processes.interpretation.deployment import standing_of_package
from app.processes.interpretation.package import is_package, missing, own_case, package_of, texts_now
from app.processes.interpretation.reviewing import ReviewSchema, review_package
from app.processes.interpretation.use_cases import BeginSchema, WithdrawSchema
from app.processes.interpretation.vocabulary import Road
from app.web.access import current_standing

bp = ApiBlueprint("interpretation_packages", __name__, url_prefix="/api/v1/packages", description="成套文件")
OPENNESS = {"": "未认定", **{one.value: words for one, words in OPENNESS_WORDS.items()}}
ROADS = {"": "未定", **{one.value: one.title_zh for one in Road}}
TEXT = thing(slot=text("文本"), version=whole("第几版"), sha256=text("SHA-256"), words=text("全文"))
PACKAGE = thing(
    "成套文件",
    number=text("办件编号"),
    title=text("文件名称"),
    state=text("状态"),
    openness=one_of("公开属性", OPENNESS),
    openness_reason=text("认定理由"),
    road=one_of("是否解读", ROADS),
    first_interpreter=text("第一解读人"),
    planned_on=day("解读日期", null=True),
    document_number=text("发文字号"),
    planned_at=moment("同步发布时间", null=True),
    goes_to_meeting=flag("提请常务会议审议"),
    missing=rows("尚缺", text("一项")),
    texts=rows("文本", TEXT),
    publications=rows(
        "公开内容", thing(id=whole("编号"), kind=text("类别"), published_at=moment("公开时间"))
    ),
    withdrawn_reason=text("撤回原因"),
)


@bp.post("")
@described(thing(number=text("办件编号")), status=201, body=json_schema(BeginSchema()))
@token_required
def begin() -> tuple[dict[str, Any], int]:
    """起草一套文件（unit 为起草部门代码）。"""
    key = idempotency_key()
    return perform(
        use_cases.begin_package, actor=caller(), now=timekeeping.now(), key=key, data=json_body()
    ), 201


@bp.get("/<number>")
@described(PACKAGE)
@token_required
def show(number: str) -> dict[str, Any]:
    """一套文件：公开属性、方案、各文本的当前版本、公开内容。"""
    return _shape(package_case(number))


@bp.post("/<number>/withdrawal")
@described(
    thing(number=text("办件编号"), withdrawn=whole("撤回的公开内容件数")), body=json_schema(WithdrawSchema())
)
@token_required
def withdraw(number: str) -> dict[str, Any]:
    """整套撤回，写明原因。"""
    return perform(use_cases.withdraw_package, actor=caller(), now=timekeeping.now(), key=idempotency_key(),
                   case_id=package_case(number).id, data=json_body())  # fmt: skip


@bp.post("/<number>/review")
@described(
    thing(number=text("办件编号"), reviewed=whole("评估的公开内容件数")), body=json_schema(ReviewSchema())
)
@token_required
def review(number: str) -> dict[str, Any]:
    """登记定期评估：继续公开，写明意见和下次评估日期。"""
    return perform(review_package, actor=caller(), now=timekeeping.now(), key=idempotency_key(),
                   case_id=package_case(number).id, data=json_body())  # fmt: skip


def package_case(number: str) -> Case:
    """The case of a package; that of a question or a notice is as unknown here. Raises NotFound."""
    case = own_case(number, current_standing())
    if not is_package(case):
        raise NotFound()
    return case


def _shape(case: Case) -> dict[str, Any]:
    package, texts = package_of(case), texts_now(case)
    words = words_of(list(texts.values()))
    return {
        "number": case.number, "title": case.title, "state": case.state, "openness": package.openness,
        "openness_reason": package.openness_reason, "road": package.road,
        "first_interpreter": package.first_interpreter, "planned_on": iso(package.planned_on),
        "document_number": package.document_number, "planned_at": iso(package.planned_at),
        "goes_to_meeting": package.goes_to_meeting,
        "missing": list(missing(case, timekeeping.today()).values()),
        "texts": [
            {"slot": slot, "version": one.number, "sha256": one.content_hash, "words": words[one.id]}
            for slot, one in texts.items()
        ],
        "publications": [
            {"id": one.id, "kind": one.kind, "published_at": iso(one.from_at)} for one in standing_of_package(case)
        ],
        "withdrawn_reason": package.withdrawn_why,
    }  # fmt: skip
