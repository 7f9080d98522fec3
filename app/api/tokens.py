"""A token for login and password. Failures count like those of the sign-in page."""

from typing import Any

from app import timekeeping
from app.api.access import PasswordMustBeChanged
from app.api.described import ApiBlueprint, described
from app.api.kinds import text, thing
from app.api.parsing import json_body, text_in
from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import Result, perform, use_case
from app.office import refusals_on_record, sign_in, tokens
from app.office.people import find_person
from app.web.access import public
from app.web.addresses import client_address

bp = ApiBlueprint("api_tokens", __name__, url_prefix="/api/v1/tokens", description="令牌")
LABEL = "接口登录"
CREDENTIALS = thing(login=text("账号"), password=text("密码", format="password"))


@bp.post("")
@described(thing(token=text("令牌，只显示这一次")), status=201, body=CREDENTIALS, keyed=False)
@public
def create() -> tuple[dict[str, Any], int]:
    """用账号和密码换取令牌；令牌只显示这一次。"""
    body = json_body()
    attempt = sign_in.verify(text_in(body, "login"), text_in(body, "password"), client_address())
    answers: dict[str, Any] = {}
    perform(exchange_password, actor=SYSTEM, now=timekeeping.now(), attempt=attempt, answers=answers)
    if "refusal" in answers:
        raise answers["refusal"]
    return {"token": answers["token"]}, 201


@use_case("exchange_password_for_token", is_audited=False)  # of many refusals not each one is told
def exchange_password(act: Act, attempt: sign_in.Attempt, answers: dict[str, Any]) -> Result:
    """A token for a right password; a failure is counted in the same act.

    The token leaves by `answers`, so that no table keeps it.
    """
    person, refusal = sign_in.settle(attempt, act.now)
    if refusal is None and person is not None and person.must_change_password:
        refusal = PasswordMustBeChanged()
    if refusal is not None or person is None:
        answers["refusal"] = refusal
        _record_refusal(act, attempt)
        return {}
    token, answers["token"] = tokens.create_token(person, LABEL, act.now)
    act.audit("token.created", f"以密码换取接口令牌 {token.beginning}…", person=person.id)
    return {}


def _record_refusal(act: Act, attempt: sign_in.Attempt) -> None:
    """As for the pages: the chain tells the first ones of a day, then each doubling."""
    tries = refusals_on_record.count(attempt.login if find_person(attempt.login) else "", act.now)
    if refusals_on_record.is_told(tries):
        act.audit(
            "token.refused", refusals_on_record.in_words("以密码换取接口令牌未成功", tries), tries=tries
        )
