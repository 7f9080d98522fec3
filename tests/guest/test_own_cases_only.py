"""A process's pages and calls open its own cases; those of another process answer there like unknown ones."""

import pytest
from werkzeug.routing import AnyConverter

from app import timekeeping
from app.database import db
from app.office.people import find_person
from app.office.tokens import create_token
from tests.guest.test_the_house_admits_guests import announce, office
from tests.support.browsing import Browser

__all__ = ["office"]
VALUES = {"doing": "reason", "which": 1, "field": "telephone", "file_id": 1, "letter_id": 1, "document_id": 1}


def value_of(rule, name):
    """What may stand there: what the rule has anyway, one of its choices, or one that fits."""
    converter = rule._converters.get(name)
    choices = sorted(converter.items) if isinstance(converter, AnyConverter) else [VALUES.get(name)]
    return (rule.defaults or {}).get(name, choices[0])


def own_routes(app):
    """(method, rule) of every disclosure route that names a case."""
    return [
        (method, rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("disclosure") and "number" in rule.arguments
        for method in sorted(rule.methods & {"GET", "POST"})
    ]


def test_every_route_of_disclosure_answers_for_a_foreign_case_as_for_an_unknown_one(office):
    from flask import current_app

    app = current_app._get_current_object()
    announce(office)
    foreign = office.number
    _token, plain = create_token(find_person("clerk"), "test", office.now)
    db.session.commit()
    clerk, routes = Browser(app.test_client(), office.now).sign_in("clerk"), own_routes(app)
    assert clerk.get(f"/desk/cases/{foreign}").status == 200
    assert len(routes) > 20
    for method, rule in routes:
        values = {name: value_of(rule, name) for name in rule.arguments if name != "number"}
        answers = []
        for number in (foreign, "LF-2026-9999"):
            with app.test_request_context():
                path = app.url_map.bind("").build(rule.endpoint, {**values, "number": number}, method)
            answers.append(ask(clerk, plain, method, path, rule))
        assert answers[0] == answers[1], (method, rule.rule)
        expected = 302 if rule.endpoint.startswith("disclosure_portal.") else 404
        assert answers[0] == expected, (method, rule.rule, answers)


def ask(clerk: Browser, token: str, method: str, path: str, rule) -> int:
    if not path.startswith("/api/"):
        return (clerk.get(path) if method == "GET" else clerk.post(path, reason="x", decision="x")).status
    headers = {} if "/public/" in path else {"Authorization": f"Bearer {token}", "Idempotency-Key": path}
    with clerk._at_the_moment():
        return clerk.client.open(
            path, method=method, headers=headers, json={} if method == "POST" else None
        ).status_code


@pytest.mark.parametrize("act", ["extension", "withdrawal"])
def test_a_foreign_case_cannot_be_extended_or_withdrawn_by_disclosures_calls(office, act):
    from flask import current_app

    announce(office)
    _token, plain = create_token(find_person("clerk"), "test", office.now)
    db.session.commit()
    client = current_app.test_client()
    headers = {"Authorization": f"Bearer {plain}", "Idempotency-Key": "1"}
    with timekeeping.moved_to(office.now):
        answer = client.post(f"/api/v1/cases/{office.number}/{act}", json={"reason": "x"}, headers=headers)
    assert answer.status_code == 404
    assert office.case.is_open
