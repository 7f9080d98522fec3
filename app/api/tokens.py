"""A token for login and password. Failures count like those of the sign-in page."""

from typing import Any

from app import timekeeping
from app.api.access import FactorMustBeSet, PasswordMustBeChanged
from app.api.described import ApiBlueprint, described
from app.api.kinds import optional, text, thing
from app.api.parsing import json_body, text_in
from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import Result, perform, use_case
from app.casework.acts.keys import sealer
from app.casework.administration.factors import owes_factor
from app.law.errors import RuleViolation
from app.office import factors, refusals_on_record, sign_in, tokens
from app.office.factors import Accepted
from app.office.models import Person
from app.office.people import find_person
from app.office.second_step import settle_code
from app.web.access import public
from app.web.addresses import client_address
from app.web.limits import count_stranger

bp = ApiBlueprint("api_tokens", __name__, url_prefix="/api/v1/tokens", description="令牌")
LABEL = "接口登录"
CODE = text("动态验证码或者恢复码，设置了双因素登录的账号必填")
CREDENTIALS = optional(thing(login=text("账号"), password=text("密码", format="password"), code=CODE), "code")


class CodeNeeded(RuleViolation):
    """The password is right; the account has a second factor and no code was sent."""

    code = "code_needed"
    message = "这个账号设置了双因素登录，请同时给出动态验证码（code）"
    status = 401


@bp.post("")
@described(thing(token=text("令牌，只显示这一次")), status=201, body=CREDENTIALS, keyed=False)
@public
def create() -> tuple[dict[str, Any], int]:
    """用账号和密码换取令牌；令牌只显示这一次。设置了双因素登录的账号，还须给出动态验证码。"""
    body, now = json_body(), timekeeping.now()
    count_stranger("", now)
    attempt = sign_in.verify(text_in(body, "login"), text_in(body, "password"), client_address(), now)
    answers: dict[str, Any] = {}
    perform(
        exchange_password, actor=SYSTEM, now=now, attempt=attempt, code=text_in(body, "code"),
        answers=answers,
    )  # fmt: skip
    if "refusal" in answers:
        raise answers["refusal"]
    return {"token": answers["token"]}, 201


@use_case("exchange_password_for_token", is_audited=False)  # of many refusals not each one is told
def exchange_password(act: Act, attempt: sign_in.Attempt, code: str, answers: dict[str, Any]) -> Result:
    """A token for a right password, and a right code where there is a second factor; a failure is counted in the same
    act.

    The token leaves by `answers`, so that no table keeps it.
    """
    person, refusal = sign_in.settle(attempt, act.now)
    if person is not None:
        refusal = _lacks(act, person, code, attempt)
    if refusal is not None or person is None:
        answers["refusal"] = refusal
        _record_refusal(act, attempt)
        return {}
    token, answers["token"] = tokens.create_token(person, LABEL, act.now)
    act.audit("token.created", f"以密码换取接口令牌 {token.beginning}…", person=person.id)
    return {}


def _lacks(act: Act, person: Person, code: str, attempt: sign_in.Attempt) -> RuleViolation | None:
    """What is missing although the password is right."""
    if person.must_change_password:
        return PasswordMustBeChanged()
    if owes_factor(person, act.today):
        return FactorMustBeSet()
    if not factors.is_set(person):
        return None
    if not code:
        return CodeNeeded()
    accepted, refusal = settle_code(person, code, attempt.guess, act.now, sealer())
    if accepted is Accepted.RECOVERY:
        act.audit("person.recovery_code_used", factors.recovery_words(person), person=person.id)
    return refusal


def _record_refusal(act: Act, attempt: sign_in.Attempt) -> None:
    """As for the pages: the chain tells the first ones of a day, then each doubling."""
    tries = refusals_on_record.count(attempt.login if find_person(attempt.login) else "", act.now)
    if refusals_on_record.is_told(tries):
        act.audit(
            "token.refused", refusals_on_record.in_words("以密码换取接口令牌未成功", tries), tries=tries
        )
