"""One's own tokens of programs: seen on the account's page, revoked here."""

from flask import abort, flash, g, redirect, url_for
from werkzeug.wrappers import Response

from app import timekeeping
from app.database import db
from app.office.models import ApiToken
from app.office.tokens import revoke_token
from app.signin import acts
from app.signin.blueprint import bp
from app.web.access import signed_in


@bp.post("/signin/tokens/<row_id:token_id>/revoke")
@signed_in
def revoke_own_token(token_id: int) -> Response:
    """The program can no longer act in one's name."""
    now = timekeeping.now()
    token = db.session.get(ApiToken, token_id)
    if token is None or token.person_id != g.person.id:
        abort(404)
    with acts.recorded(g.person, "token.revoked", f"作废本人的接口令牌“{token.label}”", now, token=token_id):
        revoke_token(db.session.get_one(ApiToken, token_id, with_for_update=True), now)
    flash("令牌已作废", "success")
    return redirect(url_for("signin.account"))
