"""How many SQL statements a completion sends, and how large the state of a case becomes."""

from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from app.casework.models import CaseRun
from app.database import db
from tests.bench.figures import Figure, median
from tests.bench.workplace import LOGINS, Workplace, path
from tests.support.county import PASSWORD
from tests.support.statements import counted

USER_STEPS = 20
SIGNATURE, ISSUE = "T_sign_unit_head", "T_issue"


def statement_counts(work: Workplace, database: str) -> list[Figure]:
    """By the API, in this process, until the commit: reading token, person, rights and item included.

    What a process keeps of the office is known, as in one that has worked for an hour: another case went before, with
    the same tokens, whose use is noted once an hour. The first call with a new token sends six statements more.
    """
    client, tokens = work.app.test_client(), {}
    for login in LOGINS:
        tokens[login] = _token(client, login)
    _walked(work, tokens)
    counts = _walked(work, tokens)
    note = f"median {median(list(counts.values())):.0f}, {min(counts.values())} to {max(counts.values())}"
    return [
        Figure("statements_signing", "SQL statements of a signature", counts[SIGNATURE], "", note, database),
        Figure("statements_issuing", "SQL statements of issuing a letter", counts[ISSUE], "", "", database),
    ]


def _walked(work: Workplace, tokens: dict[str, str]) -> dict[str, int]:
    """How many statements each step of a case sent."""
    client, office, counts = work.app.test_client(), work.apply(), {}
    for login, node, data in path():
        item_id, mark = work.open_item(office, node)
        headers = {"Authorization": f"Bearer {tokens[login]}", "Idempotency-Key": str(uuid4())}
        with counted() as sent:
            answer = client.post(f"/api/v1/tasks/{item_id}/complete", json={**data, **mark}, headers=headers)
        assert answer.status_code == 200, answer.text
        counts[node] = len(sent)
    return counts


def _token(client: Any, login: str) -> str:
    headers = {"Idempotency-Key": str(uuid4())}
    answer = client.post("/api/v1/tokens", json={"login": login, "password": PASSWORD}, headers=headers)
    token: str = answer.json["token"]
    return token


def state_sizes(work: Workplace, database: str) -> list[Figure]:
    """The stored state of a request that is sent back again and again."""
    figures, office = [], work.apply()
    with work.app.app_context():
        for number, (login, node, data) in enumerate(path(sent_back=USER_STEPS // 2)[:USER_STEPS], start=1):
            office.do(login, node, **data)
            if number in (1, 5, USER_STEPS):
                mine = CaseRun.case_id == office.case.id
                size = db.session.scalar(select(func.length(CaseRun.state)).where(mine)) or 0
                title = f"state in the database after {number} user steps"
                figures.append(Figure(f"state_{number}", title, size / 1024, "KiB", "", database))
        db.session.rollback()
    return figures
