"""What was seen by who signs or issues: one mark for all texts of a step, which comes back with the answer.

A form with `texts` has a field for the mark (`Mark`) and gives the mark of now with `known_mark`. Whoever sends none
has not shown that he has seen anything: `refuse_unseen` is asked for every such form when it is completed.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.casework.acts.errors import CannotHappenNow, StaleWorkItem
from app.casework.contract.fields import Text
from app.casework.contract.forms import TaskForm
from app.casework.models import Case, TextVersion
from app.casework.texts.signatures import unchanged_versions
from app.casework.texts.versions import current_versions, slots_of
from app.law.errors import InvalidInput

MARK = "signed_hash"
"""The field of a form that takes the mark; programs send it, so it is never renamed."""
NOT_SEEN = "没有说明您所见的是哪一版文本，不能签署或者制发。请打开这一任务的页面，读过文本后再提交"


def versions_to_sign(case: Case, slots: Sequence[str] = ()) -> list[TextVersion]:
    """The newest versions of these texts, or of all that the case has, in the order of the card."""
    return [version for key, version in current_versions(case).items() if not slots or key in slots]


def mark_of(versions: Sequence[TextVersion]) -> str:
    """The mark of what is to be signed: a single text's own hash, one over all of them where there are several."""
    if len(versions) == 1:
        return versions[0].content_hash
    lines = "\n".join(f"{one.slot} {one.content_hash}" for one in versions)
    return hashlib.sha256(lines.encode()).hexdigest() if versions else ""


def titles_of(case: Case, versions: Sequence[TextVersion]) -> str:
    """The texts in words: 答复书, or 文件、起草说明."""
    keys = {version.slot for version in versions}
    return "、".join(slot.title for slot in slots_of(case) if slot.key in keys)


class Mark(Text):
    """The mark of what was seen: written by the page or taken by a program from the task's `initial`, never typed."""

    def __init__(self) -> None:
        super().__init__(
            "所见文本", maximum=64, widget="hidden",
            hint="取自任务的 initial，原样送回：表明所见的是 texts 列出的版本；缺少或者不符的不予办理",
        )  # fmt: skip
        self.error_messages["required"] = self.error_messages["null"] = NOT_SEEN


def known_mark(versions: Sequence[TextVersion]) -> dict[str, str]:
    """What a form about these texts starts with, so that the page sends it back; nothing where there is no text."""
    return {MARK: mark_of(versions)} if versions else {}


def refuse_unseen(case: Case, form: TaskForm, values: Mapping[str, Any]) -> Sequence[TextVersion]:
    """The versions that this answer is about.

    Raises InvalidInput when it does not say what was seen, StaleWorkItem when something else was seen, CannotHappenNow
    when there is nothing to sign.
    """
    versions = form.texts(case)
    if form.signs and not versions:
        raise CannotHappenNow("还没有提交审签的文本，不能审签")
    if versions and not values.get(MARK):
        raise InvalidInput(NOT_SEEN, code="text_not_seen", fields={MARK: NOT_SEEN})
    if versions and values[MARK] != mark_of(versions):
        raise StaleWorkItem(f"{titles_of(case, versions)}在您打开页面后已修改，请重新阅读后再办理")
    return versions


def refuse_changed(case: Case, versions: Sequence[TextVersion], on: date) -> None:
    """Wording, remedy or addressee may change while a text is on its way; then nobody has signed what would go out."""
    unchanged = unchanged_versions(case, on, versions)
    changed = [version for version in versions if version.id not in unchanged]
    if changed:
        raise CannotHappenNow(
            f"提交审签后，{titles_of(case, changed)}的文书范本、救济告知、登记信息或者机关信息有变动，"
            "已签的文本不是现在的文本。请退回修改，由拟稿人重新提交审签"
        )
