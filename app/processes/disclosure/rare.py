"""The tables of disclosure that few requests have rows in (`casework.acts.rare`)."""

from app.casework.acts.rare import OF_CASE, Rare
from app.processes.disclosure.models import (
    CaseLink,
    Clarification,
    Conversion,
    Deferral,
    ExtensionRequest,
    Judgement,
    ProceedingRecord,
    SearchRecord,
)
from app.processes.disclosure.models.search import search_paper

_links, _searches = CaseLink.__table__.c, SearchRecord.__table__.c
_BY_CASE = (
    Clarification, Conversion, Deferral, ExtensionRequest, Judgement, ProceedingRecord,
)  # fmt: skip

RARE = Rare(
    "rare rows of the request",
    {
        **{table: table.__table__.c.case_id == OF_CASE for table in _BY_CASE},
        CaseLink: (_links.later_id == OF_CASE) | (_links.earlier_id == OF_CASE),
        search_paper: (_searches.case_id == OF_CASE) & (search_paper.c.search_id == _searches.id),
    },
)
