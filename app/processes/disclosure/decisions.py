"""What may be decided on a request, as clerks choose it; the law's table (app.law.outcomes) says what follows."""

from app.law.outcomes import OUTCOMES, Outcome, is_refusal, outcome
from app.processes.disclosure.models import DisclosureRequest

CLARIFY, ACCEPT, FEE = "clarify", "accept", "fee"

ON_SCREENING = (
    "not_responsible",
    "petition",
    "publication",
    "repeated",
    "excessive",
    "still_unclear",
    "special_query",
    "not_information",
)
"""Outcomes that the disclosure office may choose when it screens, without asking a handling unit."""

ON_HANDLING = (
    "granted", "already_public", "partly_granted", "denied_state_secret", "denied_law_forbids",
    "denied_safety_stability", "denied_third_party", "denied_internal_affairs", "denied_process",
    "denied_enforcement_file", "not_existing", "not_responsible", "needs_making", "special_query", "repeated",
    "publication", "petition", "reissue", "not_information", "still_unclear",
)  # fmt: skip
"""Outcomes that the handling unit may come to."""

ON_VERIFYING = ("corrected", "correction_transferred", "correction_refused")
"""Outcomes of a correction that is asked for (第四十一条)."""

CLASSES = {"granted": "granted", "already_public": "granted", "partly_granted": "partly",
           "special_query": "unavailable", "not_information": "not_processed", "items_given": "granted",
           "items_partly": "partly", "items_partly_denied": "partly", "items_denied": "denied",
           "items_some_denied": "denied", "items_unavailable": "unavailable"}  # fmt: skip


def outcome_class(code: str) -> str:
    """The class that the sign-off table reads: granted, partly, denied, unavailable, not_processed, other."""
    if code in CLASSES:
        return CLASSES[code]
    row = outcome(code).report_row
    for prefix, name in (("denied", "denied"), ("unavailable", "unavailable"), ("refused", "not_processed")):
        if row.startswith(prefix):
            return name
    return "other"


def options(codes: tuple[str, ...]) -> dict[str, str]:
    """code → Chinese with its article, for a choice field."""
    return {code: labelled(OUTCOMES[code]) for code in codes if code in OUTCOMES}


def undivided_words(request: DisclosureRequest) -> str:
    """区分处理 (第三十七条) as signers and readers of the case see it; empty where nothing is refused."""
    if not is_refusal(request.outcome):
        return ""
    return (
        f"不能区分：{request.inseparable}"
        if request.inseparable
        else "没有说明为什么不能区分处理（第三十七条）"
    )


def labelled(found: Outcome) -> str:
    """Such as 予以公开（第三十六条第二项、第四十条）."""
    return f"{found.title}（{found.article}）" if found.article else found.title
