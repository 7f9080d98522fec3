"""The index of words over cases: written with every case in the same transaction, and made anew by a command.

What is kept of a case are the three columns that lists show anyway, and the party's Pinyin initials; what is sealed is
never searched.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, event, insert, inspect, select, text, update
from sqlalchemy.orm import Mapper

from app.casework.models import Case, CaseSearch
from app.casework.publications.words import grams_of, searchable
from app.database import db
from app.office.initials import initials_of

SEARCHED = ("number", "title", "party", "organ_id", "handling_unit_id", "process")
AT_ONCE = 2_000  # cases of one transaction while the whole index is made anew
BIT_BY_BIT = 500  # of one tick of the scheduler
KEPT = CaseSearch.__table__
# The full-text table keeps no text of its own: what goes out of it must be told in the words that went in.
PUT = text("INSERT INTO case_grams (rowid, grams, reach) VALUES (:id, :grams, :reach)")
TAKE = text("INSERT INTO case_grams (case_grams, rowid, grams, reach) VALUES ('delete', :id, :grams, :reach)")
EMPTY = text("INSERT INTO case_grams (case_grams) VALUES ('delete-all')")
_known = select(KEPT.c.words, KEPT.c.reach).where(KEPT.c.case_id == bindparam("of"))
_NAMES = ("words", "reach", "is_current", "grams")
_write = (
    update(KEPT)
    .where(KEPT.c.case_id == bindparam("of"))
    .values({name: bindparam(f"now_{name}") for name in _NAMES})
)


@event.listens_for(Case, "after_insert")
def _note_new(_mapper: Mapper[Case], connection: Connection, case: Case) -> None:
    put(connection, [case])


@event.listens_for(Case, "after_update")
def _note_change(_mapper: Mapper[Case], connection: Connection, case: Case) -> None:
    attributes: Any = inspect(case).attrs
    if any(attributes[name].history.has_changes() for name in SEARCHED):
        change(connection, case)


@event.listens_for(Case, "before_delete")
def _note_end(_mapper: Mapper[Case], connection: Connection, case: Case) -> None:
    take(connection, case.id)


def put(connection: Connection, cases: Sequence[Case | Row[Any]]) -> None:
    """Cases that are in no index yet can be found from now on."""
    if not cases:
        return
    rows = [_row(case) for case in cases]
    if connection.dialect.name == "sqlite":
        connection.execute(insert(KEPT), [{**row, "grams": None} for row in rows])
        told = [{"id": row["case_id"], "grams": _told(row["words"]), "reach": row["reach"]} for row in rows]
        connection.execute(PUT, told)
    else:
        connection.execute(
            insert(KEPT), [{**row, "grams": tokens_of(row["words"], row["reach"])} for row in rows]
        )


def change(connection: Connection, case: Case) -> None:
    """The case is found by the words that it has now, and where it lies now."""
    known = connection.execute(_known, {"of": case.id}).first()
    if known is None:
        put(connection, [case])
        return
    row, is_sqlite = _row(case), connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.execute(TAKE, {"id": case.id, "grams": _told(known.words), "reach": known.reach})
        connection.execute(PUT, {"id": case.id, "grams": _told(row["words"]), "reach": row["reach"]})
    connection.execute(_write, _written(row, is_sqlite))


def take(connection: Connection, case_id: int) -> None:
    """The case is found no more, by the words that it had."""
    known = connection.execute(_known, {"of": case_id}).first()
    if known is None:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(TAKE, {"id": case_id, "grams": _told(known.words), "reach": known.reach})
    connection.execute(delete(KEPT).where(KEPT.c.case_id == case_id))


def refill(connection: Connection) -> None:
    """The pairs of words that came back into `case_search` by a restore, on either database."""
    rows = connection.execute(select(KEPT.c.case_id, KEPT.c.words, KEPT.c.reach)).all()
    is_sqlite = connection.dialect.name == "sqlite"
    for some in (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)):
        if is_sqlite:
            connection.execute(
                PUT, [{"id": row.case_id, "grams": _told(row.words), "reach": row.reach} for row in some]
            )
        else:
            pairs = [{"of": row.case_id, "now": tokens_of(row.words, row.reach)} for row in some]
            filled = update(KEPT).where(KEPT.c.case_id == bindparam("of")).values(grams=bindparam("now"))
            connection.execute(filled, pairs)


def rebuild() -> Iterator[int]:
    """The whole index anew, for cases that no act wrote (a restored table, a filled bench): how many are done so far.

    In batches, the newest first, each a transaction of its own; until the last, older cases are not found.
    """
    from app.casework.acts.commands import transaction  # the acts keep this index

    with transaction():
        connection = db.session.connection()
        connection.execute(delete(KEPT))
        if connection.dialect.name == "sqlite":
            connection.execute(EMPTY)
    done, last = 0, None
    while True:
        with transaction():
            connection = db.session.connection()
            cases = next_cases(connection, last)
            put(connection, cases)
        if not cases:
            return
        done, last = done + len(cases), cases[-1].id
        yield done


def bring_up_some() -> int:
    """Words of cases from before an upgrade as they are written today, the newest first, in one transaction. How many.

    They are found by their old words until then, and whoever writes the case meanwhile is neither hindered nor undone.
    """
    from app.casework.acts.commands import transaction  # the acts keep this index

    if not _has_old():
        return 0  # nearly every tick of an office's life: no turn of a writer is taken
    with transaction():
        connection = db.session.connection()
        old = select(KEPT.c.case_id, KEPT.c.words, KEPT.c.reach).where(~KEPT.c.is_current)
        before = connection.execute(old.order_by(KEPT.c.case_id.desc()).limit(BIT_BY_BIT)).all()
        if before:
            _rewrite(connection, before)
    return len(before)


def _has_old() -> bool:
    found = db.session.scalar(select(KEPT.c.case_id).where(~KEPT.c.is_current).limit(1))
    db.session.rollback()
    return found is not None


def _rewrite(connection: Connection, before: Sequence[Row[Any]]) -> None:
    table = Case.__table__.c
    query = select(table.id, *(table[name] for name in SEARCHED)).where(
        table.id.in_([row.case_id for row in before])
    )
    rows = [_row(case) for case in connection.execute(query).all()]
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        gone = [{"id": one.case_id, "grams": _told(one.words), "reach": one.reach} for one in before]
        connection.execute(TAKE, gone)
        told = [{"id": row["case_id"], "grams": _told(row["words"]), "reach": row["reach"]} for row in rows]
        connection.execute(PUT, told)
    connection.execute(_write.where(~KEPT.c.is_current), [_written(row, is_sqlite) for row in rows])


def _written(row: dict[str, Any], is_sqlite: bool) -> dict[str, Any]:
    """The values of `_write`."""
    grams = None if is_sqlite else tokens_of(row["words"], row["reach"])
    return {"of": row["case_id"], "now_grams": grams, **{f"now_{name}": row[name] for name in _NAMES[:3]}}


def next_cases(connection: Connection, before: int | None) -> Sequence[Row[Any]]:
    """The newest cases that come before this one and have no words yet."""
    table = Case.__table__.c
    has_words = select(KEPT.c.case_id).where(KEPT.c.case_id == table.id).exists()
    query = select(table.id, *(table[name] for name in SEARCHED)).where(~has_words)
    query = query if before is None else query.where(table.id < before)
    return connection.execute(query.order_by(table.id.desc()).limit(AT_ONCE)).all()


def reach_tokens(organ_ids: Sequence[int], unit_ids: Sequence[int], process: str = "") -> list[str]:
    """How organs, units and a process stand in `reach`."""
    tokens = [*(f"o{id_}" for id_ in organ_ids), *(f"u{id_}" for id_ in unit_ids)]
    return [*tokens, f"p{process}"] if process else tokens


def tokens_of(words: str, reach: str) -> list[str]:
    """Pairs, single signs and reach, each once: order is not kept, so what they narrow to is looked through as well."""
    grams = grams_of(words)
    return sorted({*grams, *(gram[0] for gram in grams), *(f"@{token}" for token in reach.split())})


def _row(case: Case | Row[Any]) -> dict[str, Any]:
    units = [case.handling_unit_id] if case.handling_unit_id is not None else []
    return {
        "case_id": case.id,
        "words": searchable([case.number, case.title, case.party, *initials_of(case.party)]),
        "reach": " ".join(reach_tokens([case.organ_id], units, case.process)), "is_current": True,
    }  # fmt: skip


def _told(words: str) -> str:
    return " ".join(grams_of(words))
