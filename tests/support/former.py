"""Former replies, asked in both ways: the forms ask only whether there is any, the drafter sees which."""

from app.processes.disclosure.former import Former, former_replies, has_former_reply
from app.processes.disclosure.models import DisclosureRequest


def formers(request: DisclosureRequest) -> list[Former]:
    """What a decision 重复申请 can rest on; whether there is any is told alike by columns alone."""
    found = former_replies(request)
    assert has_former_reply(request) is bool(found)
    return found
