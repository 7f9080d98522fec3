"""Asking for cases by words: as a condition on few cases, or as the newest that the index finds among very many."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    cast,
    column,
    false,
    func,
    literal_column,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.casework.models import Case, CaseSearch
from app.casework.publications.words import grams_of, wanted
from app.casework.search.keeping import reach_tokens
from app.casework.work.keyed import Beside, in_order
from app.database import columns_of, is_sqlite, materialized

LOOKED_THROUGH = 20_000
"""So many of the newest cases are looked through for a common word before its index is asked (PostgreSQL)."""
GLANCED_AT = 500
"""A word that is in none of so many of the newest is not common."""
MOST_TOKENS = 200  # of a reach, in one question
GRAMS = table("case_grams", column("rowid", Integer))


def contains(typed: str, case_id: Any = Case.id) -> ColumnElement[bool]:
    """Number, title or party of the case contains every word; for lists that are short without it, and for items,
    whose rows name their case.

    What has neither letter nor digit (%, ——) stands in no case, so it finds nothing; nothing typed narrows nothing.
    A value of each row and no EXISTS, which PostgreSQL may turn into a join with the words of all cases.
    """
    words = wanted(typed)
    if not words:
        return false() if typed.strip() else true()
    place = func.instr if is_sqlite() else func.strpos
    has_all = and_(*(place(CaseSearch.words, word) > 0 for word in words))
    found = select(has_all).where(CaseSearch.case_id == case_id).correlate_except(CaseSearch)
    return func.coalesce(found.scalar_subquery(), false())


@dataclass(frozen=True)
class Asked:
    """Cases with these words (at least one) at these organs or in the hands of these units.

    `narrowed`: further conditions on Case. The index narrows, the row of the case decides; `is_anywhere` and nothing
    further: the index alone.
    """

    words: Sequence[str]
    organ_ids: Collection[int]
    unit_ids: Collection[int]
    process: str = ""
    narrowed: Sequence[ColumnElement[bool]] = field(default_factory=tuple)
    is_anywhere: bool = False

    @classmethod
    def anywhere(cls, words: Sequence[str]) -> "Asked":
        """Wherever they are: for a list that narrows to what may be read by itself."""
        return cls(words, (), (), is_anywhere=True)

    def newest(self, most: int, beside: Beside | None = None) -> Sequence[int]:
        """The ids of at most so many, in the order of `in_order`.

        PostgreSQL gathers all hits before it sorts them, so common words are looked for among the newest cases, and
        as many hits there answer; the index is asked for what is rarer.
        """
        if is_sqlite():
            return self._read(self._by_full_text(most, beside))
        if self._read(self._among_newest(GLANCED_AT, 1, beside)):
            found = self._read(self._among_newest(LOOKED_THROUGH, most, beside))
            if len(found) >= most:
                return found
        return self._read(self._by_array(most, beside))

    def _read(self, query: Select[Any]) -> Sequence[int]:
        return columns_of(query).scalars().all()

    def _readable(self, hits: Select[Any], case_id: ColumnElement[int]) -> Select[Any]:
        """Of the hits those that are asked for; where every one is, their cases are not looked at."""
        if self.is_anywhere and not self.process and not self.narrowed:
            return hits
        return hits.join(Case, Case.id == case_id).where(self._is_readable())

    def _is_readable(self) -> ColumnElement[bool]:
        places = or_(Case.organ_id.in_(self.organ_ids), Case.handling_unit_id.in_(self.unit_ids))
        return and_(
            true() if self.is_anywhere else places,
            Case.process == self.process if self.process else true(),
            *self.narrowed,
        )

    def _tokens(self) -> list[str]:
        tokens = reach_tokens(sorted(self.organ_ids), sorted(self.unit_ids))
        return tokens if len(tokens) <= MOST_TOKENS else []

    def _by_full_text(self, most: int, beside: Beside | None) -> Select[Any]:
        parts = [f"grams : {_phrase(word)}" for word in self.words]
        if tokens := self._tokens():
            parts.append(f"reach : ({' OR '.join(tokens)})")
        if self.process:
            parts.append(f'reach : "p{self.process}"')
        hits = select(GRAMS.c.rowid).where(literal_column("case_grams").op("MATCH")(" AND ".join(parts)))
        if beside:
            hits = hits.where(beside.limits(GRAMS.c.rowid))
        return self._readable(hits, GRAMS.c.rowid).order_by(*in_order(beside, GRAMS.c.rowid)).limit(most)

    def _among_newest(self, of: int, most: int, beside: Beside | None) -> Select[Any]:
        newest = select(CaseSearch.case_id, CaseSearch.words)
        if beside:
            newest = newest.where(beside.limits(CaseSearch.case_id))
        looked = newest.order_by(*in_order(beside, CaseSearch.case_id)).limit(of).subquery()
        hits = [func.strpos(looked.c.words, word) > 0 for word in self.words]
        found = self._readable(select(looked.c.case_id).where(*hits), looked.c.case_id)
        return found.order_by(*in_order(beside, looked.c.case_id)).limit(most)

    def _by_array(self, most: int, beside: Beside | None) -> Select[Any]:
        """Kept apart from the rest, so that the planner never walks all cases in their order instead."""
        asked = sorted({gram for word in self.words for gram in (grams_of(word)[:-1] or [word])})
        if self.process:
            asked.append(f"@p{self.process}")
        hits = [CaseSearch.grams.contains(_array(asked))]
        hits += [func.strpos(CaseSearch.words, word) > 0 for word in self.words]
        if tokens := self._tokens():
            hits.append(CaseSearch.grams.overlap(_array([f"@{token}" for token in tokens])))
        if beside:
            hits.append(beside.limits(CaseSearch.case_id))
        cte = materialized(select(CaseSearch.case_id).where(*hits), "hits")
        found = self._readable(select(cte.c.case_id), cte.c.case_id)
        return found.order_by(*in_order(beside, cte.c.case_id)).limit(most)


def _array(tokens: list[str]) -> Any:
    return cast(tokens, ARRAY(Text))


def _phrase(word: str) -> str:
    """Neighbouring pairs are a stretch of text; a sign alone begins a pair or ends a line. A word has no quotes."""
    return f'"{word}" *' if len(word) == 1 else '"' + " ".join(grams_of(word)[:-1]) + '"'
