"""How a request may fare beside the plain way, and what that means for its story."""

import random
from typing import Any

from app.processes.disclosure.stories.asides import ASIDES

BRANCHES = (
    ("plain", 11), ("answered", 2), ("silent", 2), ("late", 1), ("extended", 2), ("refused_extension", 1),
    ("withdrawn", 2), ("sent_back", 2), ("overdue", 1), ("returned_mail", 1), ("paid", 1), ("unpaid", 1),
    ("co_authored", 1),
    *((name, 1) for name in ASIDES),
)  # fmt: skip
"""How a request may fare, and how many of a round do."""
ENDING_IN = {
    "passed_on": "not_responsible",
    "itemised": "items_partly",
    **dict.fromkeys(("overridden", "co_authored"), "granted"),
    **dict.fromkeys(("helped", "deferred", "corrected", "converted", "contested", "replaced"), "granted"),
}
"""What fares so has this outcome."""
MORE_OF_ASIDES: dict[str, dict[str, Any]] = {
    "overridden": {"asks": "third_party"}, "voided": {"fee": "paid"},
    "advised": {"slow": {"T_sign_unit_head": 1}}, "deferred": {"slow": {"T_screening": 1}},
}  # fmt: skip
"""What must have gone before; a task that would be done on its first day has to lie a night to be met by an aside."""
NEEDED_FOR: dict[str, dict[str, Any]] = {"still_unclear": {"clarification": "answered"}}
"""What must have gone before an outcome."""
WITHDRAWN_AT = ("T_register", "T_assign", "T_handle", "T_draft", "T_sign_unit_head", "T_sign_office_head")
SENDING_BACK = ("T_sign_unit_head", "T_sign_office_head")


def settings(branch: str, luck: random.Random) -> dict[str, Any]:
    """What a branch means for its story."""
    match branch:
        case "answered" | "silent" | "late":
            return {"clarification": branch}
        case "extended":
            return {"extension": "approve", "extension_days": luck.randint(5, 20), "slow": {"T_handle": 19}}
        case "refused_extension":
            return {"extension": "refuse", "slow": {"T_handle": 15}}
        case "withdrawn":
            return {"withdraw_at": luck.choice(WITHDRAWN_AT)}
        case "sent_back":
            return {"send_backs": tuple(luck.choices(SENDING_BACK, k=luck.randint(1, 2)))}
        case "overdue":
            return {"slow": {"T_handle": 24}}
        case "returned_mail":
            return {"failed_deliveries": 1, "way": "post"}
        case "paid" | "unpaid":
            return {"fee": {"paid": "paid", "unpaid": "silent"}[branch]}
        case "co_authored":
            return {"asks": "co_author_organ"}
    return (
        {"aside": branch, "channel": "online", "way": "portal", **MORE_OF_ASIDES.get(branch, {})}
        if branch in ASIDES
        else {}
    )
