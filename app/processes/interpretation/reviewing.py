"""定期评估 (条例第十八条) of a package that stands in public: it was looked at again, stays, and when next."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Day, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, Publication
from app.casework.publications import acts as publications
from app.law.errors import RuleViolation
from app.office.permissions import Permission
from app.processes.interpretation.deployment import standing_of_package
from app.processes.interpretation.package import is_package, package_of


class NothingToReview(RuleViolation):
    """Nothing of the package stands in public with a day of review."""

    code = "nothing_to_review"
    message = "这件没有定了评估日期、仍在公开的内容"


class ReviewSchema(OfficeSchema):
    """What was found, and when it is looked at again. What need not be public any more is withdrawn instead."""

    finding = Text("评估意见", maximum=300, widget="textarea", argues=True,
                   hint="内容是否仍然有效、是否继续公开；不应继续公开的，请“整套撤回”")  # fmt: skip
    next_on = Day("下次评估日期", required=False, hint="不填的，不再提醒评估")


@use_case("review_package", needs=Permission.PUBLISH)
def review_package(act: Act, data: dict[str, Any]) -> Result:
    """All of the package that waits for a review is reviewed at once. Raises NothingToReview, NotPublishable."""
    values = load_schema(ReviewSchema(), data)
    waiting = to_be_reviewed(act.the_case, act.now)
    if not waiting:
        raise NothingToReview()
    for one in waiting:
        publications.record_review(act, one, values["next_on"], values["finding"])
    return {"number": act.the_case.number, "reviewed": len(waiting)}


def to_be_reviewed(case: Case, now: datetime) -> Sequence[Publication]:
    """What stands in public and has a day of review, come or not."""
    if not is_package(case) or package_of(case).planned_at is None:
        return ()
    return [one for one in standing_of_package(case) if one.review_on and one.from_at <= now]


def is_to_be_reviewed(case: Case, on: date) -> bool:
    """Whether the case page offers it: from the day of review on."""
    if not is_package(case) or package_of(case).planned_at is None:
        return False
    return any(one.review_on is not None and one.review_on <= on for one in standing_of_package(case))
