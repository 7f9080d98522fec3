"""What a signer has seen: one mark for all texts of a step, which the page and a program send back with the answer."""

import hashlib
from collections.abc import Sequence
from datetime import date

from app.casework.acts.errors import CannotHappenNow, StaleWorkItem
from app.casework.models import Case, TextVersion
from app.casework.texts.signatures import unchanged_versions
from app.casework.texts.versions import current_versions, slots_of


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


def refuse_stale(case: Case, versions: Sequence[TextVersion], seen: str | None) -> None:
    """Raises StaleWorkItem when something else was seen; CannotHappenNow when there is nothing to sign."""
    if not versions:
        raise CannotHappenNow("还没有提交审签的文本，不能审签")
    if seen not in (None, "", mark_of(versions)):
        raise StaleWorkItem(f"{titles_of(case, versions)}在您打开页面后已修改，请重新阅读后再签")


def refuse_changed(case: Case, versions: Sequence[TextVersion], on: date) -> None:
    """Wording, remedy or addressee may change while a text is on its way; then nobody has signed what would go out."""
    unchanged = unchanged_versions(case, on, versions)
    changed = [version for version in versions if version.id not in unchanged]
    if changed:
        raise CannotHappenNow(
            f"提交审签后，{titles_of(case, changed)}的文书范本、救济告知或者申请信息有变动，"
            "已签的文本不是现在的文本。请退回修改，由拟稿人重新提交审签"
        )
