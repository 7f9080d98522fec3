"""The index of words over publications. SQLite: a full-text table of pairs; PostgreSQL: GIN over an array of them.

Both narrow by the pairs that `words` makes, and both answer what a plain scan would (a property test holds them to it).
"""

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    TextClause,
    and_,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.casework.models import Publication, PublicationSearch
from app.casework.publications.words import grams_of
from app.database import db, is_sqlite

# The full-text table keeps no text of its own: what goes out of it must be told in the words that went in.
PUT = text("INSERT INTO publication_grams (rowid, grams) VALUES (:id, :grams)")
TAKE = text("INSERT INTO publication_grams (publication_grams, rowid, grams) VALUES ('delete', :id, :grams)")


def note(publication_id: int, words: str, *, is_new: bool = False) -> None:
    """The entry is found by these words from now on, and by no others. Inside a transaction."""
    known = None if is_new else db.session.get(PublicationSearch, publication_id)
    if known is None:
        known = PublicationSearch(publication_id=publication_id)
        db.session.add(known)
    elif is_sqlite():
        _tell(TAKE, publication_id, known.words)
    known.words = words
    if is_sqlite():
        _tell(PUT, publication_id, words)
    else:
        known.grams = _tokens(words)
    db.session.flush()


def refill(connection: Connection) -> None:
    """The pairs of words that came back into `publication_search` by a restore, on either database."""
    kept = PublicationSearch.__table__
    for row in connection.execute(select(kept.c.publication_id, kept.c.words)).all():
        if connection.dialect.name == "sqlite":
            connection.execute(PUT, {"id": row.publication_id, "grams": " ".join(grams_of(row.words))})
        else:
            of_entry = update(kept).where(kept.c.publication_id == row.publication_id)
            connection.execute(of_entry.values(grams=_tokens(row.words)))


def _tell(statement: TextClause, publication_id: int, words: str) -> None:
    db.session.execute(statement, {"id": publication_id, "grams": " ".join(grams_of(words))})


def _tokens(words: str) -> list[str]:
    """Pairs and single signs, each once: order is not kept, so what they narrow to is looked through as well."""
    grams = grams_of(words)
    return sorted({*grams, *(gram[0] for gram in grams)})


def matching(words: list[str]) -> ColumnElement[bool]:
    """The condition on Publication that all these words (`words.wanted`, at least one) are found."""
    return Publication.id.in_(_by_full_text(words) if is_sqlite() else _by_array(words))


def _by_full_text(words: list[str]) -> Select[tuple[int]]:
    query = " AND ".join(_phrase(word) for word in words)
    found = table("publication_grams", column("rowid", Integer))
    return select(found.c.rowid).where(literal_column("publication_grams").op("MATCH")(query))


def _phrase(word: str) -> str:
    """Neighbouring pairs are a stretch of text; a sign alone begins a pair or ends a line. A word has no quotes."""
    return f'"{word}" *' if len(word) == 1 else '"' + " ".join(grams_of(word)[:-1]) + '"'


def _by_array(words: list[str]) -> Select[tuple[int]]:
    """Kept apart from the rest of the query, so that the planner never walks all entries in their order instead."""
    asked = sorted({gram for word in words for gram in (grams_of(word)[:-1] or [word])})
    found = (
        select(PublicationSearch.publication_id)
        .where(PublicationSearch.grams.contains(cast(asked, ARRAY(Text))))
        .where(and_(*(func.strpos(PublicationSearch.words, word) > 0 for word in words)))
        .cte("found")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    return select(found.c.publication_id)
