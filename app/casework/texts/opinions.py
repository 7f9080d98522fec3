"""What was said and signed in a case, in one reading."""

from collections import defaultdict

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from app.casework.acts.once import once_in_reading
from app.casework.models import Case, Opinion, OpinionText
from app.casework.texts.versions import versions_of
from app.database import columns_of, db

_of_case = (
    select(Opinion)
    .where(Opinion.case_id == bindparam("of_case"))
    .options(joinedload(Opinion.person), joinedload(Opinion.on_behalf_of), joinedload(Opinion.unit))
    .order_by(Opinion.id)
)
_bound = (
    select(OpinionText.opinion_id, OpinionText.text_version_id)
    .join(Opinion, Opinion.id == OpinionText.opinion_id)
    .where(Opinion.case_id == bindparam("of_case"))
    .order_by(OpinionText.text_version_id)
)


def opinions_of(case: Case) -> list[Opinion]:
    """Opinions and signatures, oldest first, each with the versions of texts on which it was given."""
    return once_in_reading(f"opinions of case {case.id}", lambda: _read(case))


def _read(case: Case) -> list[Opinion]:
    asked = {"of_case": case.id}
    given = list(db.session.scalars(_of_case, asked))
    bound = columns_of(_bound, asked).all() if given else ()
    versions = {one.id: one for one in versions_of(case)} if bound else {}
    texts = defaultdict(list)
    for opinion_id, version_id in bound:
        texts[opinion_id].append(versions[version_id])
    for one in given:
        set_committed_value(one, "texts", texts[one.id])
    return given
