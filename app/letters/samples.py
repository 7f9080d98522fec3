"""The remedy in sample letters: by the same rules as in real ones, for an organ that there could be.

An office of a county government is reconsidered by that government and sued at the court of the county
(行政复议法第二十四条，行政诉讼法第十五条).
"""

from __future__ import annotations

from datetime import date

from app.law.organ_place import OrganPlace
from app.law.outcomes import OUTCOMES
from app.law.parameters import ByDay
from app.law.remedies import remedy_clause

PLACE = OrganPlace(
    "禄丰市人民政府办公室",
    "department",
    OrganPlace(
        "禄丰市人民政府",
        "county",
        OrganPlace("楚雄彝族自治州人民政府", "prefecture"),
        subordinate_court="禄丰市人民法院",
    ),
)
BY_OUTCOME = (
    "E"  # the letters that repeat any decision have samples that rest on no article of 第十四条至第十六条
)

OF_LETTER = {outcome.letter_kind: outcome for outcome in OUTCOMES.values()}
"""The decision of a letter: its class follows from the parameters, as in real ones."""


def sample_remedy(kind: str, remedy_class: str, on: date, document: str, parameters: ByDay) -> list[str]:
    """The paragraphs for a kind of letter of this class, dated on a day and calling itself `document`."""
    what = OF_LETTER.get(kind) or (BY_OUTCOME if remedy_class == "by_outcome" else remedy_class)
    return list(remedy_clause(what, PLACE, on, parameters.on(on), document=document).paragraphs)
