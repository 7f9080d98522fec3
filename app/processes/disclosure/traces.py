"""The traces of a description: some small hashes of its stretches of four signs, the same for the same stretch.

Two texts of which most stretches agree have most probably one of their smallest in common (bottom-k sketch, Broder
1997), so the earlier requests that deserve a comparison are found in an index, however many there are.
"""

import re
from zlib import crc32

from sqlalchemy import bindparam, delete, insert, select, union

from app.database import columns_of, db
from app.processes.disclosure.models import Applicant, DisclosureRequest, RequestTrace

STRETCH, KEPT = 4, 12  # signs; traces of a text
NEWEST = 8  # requests that are compared for each trace
OF_APPLICANT = 30  # and so many of the same applicant
HALF = 2**31  # traces are kept as signed numbers
NOT_WORDS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """The words alone: no punctuation, no blanks, no difference of case."""
    return NOT_WORDS.sub("", text).lower()


def traces_of(organ_id: int, description: str) -> list[int]:
    """The traces of a text at an organ; only requests to one organ are compared."""
    words = plain(description)
    stretches = {words[at : at + STRETCH] for at in range(max(1, len(words) - STRETCH + 1))}
    return sorted(crc32(f"{organ_id}:{stretch}".encode()) - HALF for stretch in stretches)[:KEPT]


def keep_traces(organ_id: int, case_id: int, description: str) -> None:
    """The request is found by its words from now on. Inside a transaction."""
    found = [{"trace": trace, "case_id": case_id} for trace in traces_of(organ_id, description)]
    db.session.execute(insert(RequestTrace), found)


def change_traces(organ_id: int, case_id: int, old: str, new: str) -> None:
    """The description was put right."""
    former = (RequestTrace.case_id == case_id, RequestTrace.trace.in_(traces_of(organ_id, old)))
    db.session.execute(delete(RequestTrace).where(*former))
    keep_traces(organ_id, case_id, new)


def _newest_with(place: int):
    query = select(RequestTrace.case_id).where(
        RequestTrace.trace == bindparam(f"trace_{place}"), RequestTrace.case_id < bindparam("case_id")
    )
    return select(query.order_by(RequestTrace.case_id.desc()).limit(NEWEST).subquery().c.case_id)


def _newest_of_applicant():
    query = (
        select(DisclosureRequest.case_id)
        .join(Applicant, Applicant.id == DisclosureRequest.applicant_id)
        .where(Applicant.identity_index == bindparam("identity"), Applicant.identity_index != "")
        .where(DisclosureRequest.case_id < bindparam("case_id"))
    )
    return select(query.order_by(Applicant.id.desc()).limit(OF_APPLICANT).subquery().c.case_id)


EARLIER = union(*map(_newest_with, range(KEPT)), _newest_of_applicant())


def worth_comparing(organ_id: int, case_id: int, description: str, identity: str) -> list[int]:
    """Earlier requests that share a trace or the applicant: some of each, the newest; at most a hundred and thirty."""
    traces = traces_of(organ_id, description)
    asked = {f"trace_{place}": traces[min(place, len(traces) - 1)] for place in range(KEPT)}
    return list(columns_of(EARLIER, {**asked, "case_id": case_id, "identity": identity}).scalars())
