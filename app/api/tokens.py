"""A token for login and password. Failures count like those of the sign-in page."""

from typing import Any

from flask import request
from flask_smorest import Blueprint

from app import timekeeping
from app.api.parsing import json_body
from app.casework.commands import transaction
from app.database import db
from app.office import sign_in, tokens
from app.web.access import public

bp = Blueprint("api_tokens", __name__, url_prefix="/api/v1/tokens", description="令牌")
LABEL = "接口登录"


@bp.post("")
@public
def create() -> tuple[dict[str, Any], int]:
    """用账号和密码换取令牌；令牌只显示这一次。"""
    body, now = json_body(), timekeeping.now()
    attempt = sign_in.verify(
        str(body.get("login", "")), str(body.get("password", "")), request.remote_addr or ""
    )
    db.session.rollback()
    with transaction():
        person, refusal = sign_in.settle(attempt, now)
        token = tokens.create_token(person, LABEL, now)[1] if person is not None else ""
    if refusal is not None:
        raise refusal
    return {"token": token}, 201
