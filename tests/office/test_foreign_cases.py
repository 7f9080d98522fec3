"""Whoever works for another organ gets of a case what a stranger gets of one that is not there, at every address."""

import pytest
from werkzeug.routing import AnyConverter

from app import timekeeping
from app.database import db
from app.office.people import find_person
from app.office.tokens import create_token
from app.web.access import MARK as ACCESS
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = pytest.mark.database
UNKNOWN = "LF-2026-9999"
OTHERS = {"doing": "reason", "field": "telephone"}


def routes(app):
    """(method, rule) of everything behind a sign-in or a token that names a case."""
    return [
        (method, rule)
        for rule in app.url_map.iter_rules()
        if "number" in rule.arguments
        and getattr(app.view_functions[rule.endpoint], ACCESS, "public") != "public"
        and rule._converters["number"].__class__.__name__ != "IntegerConverter"
        for method in sorted(rule.methods & {"GET", "POST"})
    ]


def filled(app, method, rule, number):
    """The address of this case, with something that may stand in its other parts."""
    values = dict(rule.defaults or {})
    for name in rule.arguments - values.keys() - {"number"}:
        converter = rule._converters.get(name)
        choices = sorted(converter.items) if isinstance(converter, AnyConverter) else [OTHERS.get(name, 1)]
        values[name] = choices[0]
    with app.test_request_context():
        return app.url_map.bind("").build(rule.endpoint, {**values, "number": number}, method)


def asked(browser, token, method, path):
    """Status and words of the answer; numbers of failures and the number asked for are no difference."""
    if not path.startswith("/api/"):
        page = browser.get(path) if method == "GET" else browser.post(path, reason="x", decision="x")
        return page.status, page.text
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": path}
    body = {} if method == "POST" else None
    with browser._at_the_moment():
        answer = browser.client.open(path, method=method, headers=headers, json=body)
    return answer.status_code, answer.text


@pytest.mark.parametrize("login", ["foreign", "foreignreviewer"])
def test_a_case_of_another_organ_is_one_that_is_not_there(app, login):
    office = Office()
    office.apply()
    office.issued()
    known = routes(app)
    assert len(known) > 60
    _token, plain = create_token(find_person(login), "test", office.now)
    db.session.commit()
    foreign = Browser(app.test_client(), office.now).sign_in(login)
    told = {}
    with timekeeping.moved_to(office.now):
        for method, rule in known:
            (status, words), (other, nothing) = (
                asked(foreign, plain, method, filled(app, method, rule, number))
                for number in (office.number, UNKNOWN)
            )
            if (
                status not in (403, 404)
                or other != status
                or words != nothing.replace(UNKNOWN, office.number)
            ):
                told[f"{method} {rule.rule}"] = (status, other)
    assert told == {}
