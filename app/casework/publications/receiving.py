"""Public forms that belong to a publication (意见征集、报名): they take answers for as long as it stands."""

from app.casework.acts.act import Act
from app.casework.acts.errors import NotFound
from app.casework.models import Publication
from app.casework.publications import lists
from app.casework.publications.errors import ClosedToThePublic
from app.casework.publications.standing import Standing
from app.database import db

CLOSED = {
    Standing.WITHDRAWN: "这项公开内容已经撤回，不再接受提交",
    Standing.ENDED: "这项公开内容的公开期限已满，不再接受提交",
    Standing.SUPERSEDED: "这项公开内容已被新的内容替代，不再接受提交",
}


def require_standing(act: Act, publication_id: int) -> Publication:
    """The entry of the act's case that an answer is for, under the lock of the case: nobody withdraws it meanwhile.

    Raises NotFound for what never stood in public or belongs to another case, ClosedToThePublic for what stands no
    more and for a case that is done.
    """
    db.session.get(Publication, publication_id, populate_existing=True)
    found = lists.find(publication_id, act.now)
    if found is None or found.publication.case_id != act.the_case.id:
        raise NotFound()
    if words := CLOSED.get(found.standing):
        raise ClosedToThePublic(words)
    if not act.the_case.is_open:
        raise ClosedToThePublic("这件事项已经办结，不再接受提交")
    return found.publication
