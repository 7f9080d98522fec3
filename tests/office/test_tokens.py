"""Tokens with which programs act."""

from datetime import timedelta

import pytest

from app.office.models import ApiToken
from app.office.tokens import (
    create_token,
    needs_note,
    note_use,
    revoke_token,
    revoke_tokens,
    token_for,
    tokens_of,
)
from app.office.vocabulary import Role

pytestmark = pytest.mark.database


@pytest.fixture
def li(county):
    return county.person("liming", Role.HANDLER, "救助股")


def test_a_token_acts_for_its_person_and_is_kept_as_a_hash_only(session, li, now):
    token, plain = create_token(li, "统计程序", now)
    assert token_for(plain, now) is token
    assert token.person is li
    assert plain.startswith("mb_")
    kept = session.query(ApiToken).one()
    assert plain not in (kept.token_hash, kept.beginning, kept.label)
    assert plain.startswith(token.beginning)


def test_an_unknown_a_revoked_and_an_expired_token_are_no_good(li, now):
    token, plain = create_token(li, "", now, valid_days=10)
    assert token_for("mb_other", now) is None
    assert token_for(plain, now + timedelta(days=10)) is None
    revoke_token(token, now)
    assert token_for(plain, now) is None


def test_a_token_of_an_account_out_of_use_is_no_good(li, now):
    _token, plain = create_token(li, "", now)
    li.is_active = False
    assert token_for(plain, now) is None


def test_revoking_twice_keeps_the_first_time(li, now):
    token, _plain = create_token(li, "", now)
    revoke_token(token, now)
    revoke_token(token, now + timedelta(hours=1))
    assert token.revoked_at == now


def test_the_last_use_is_remembered_roughly(li, now):
    token, _plain = create_token(li, "", now)
    assert needs_note(token, now)
    note_use(token, now)
    assert token.last_used_at == now
    assert not needs_note(token, now + timedelta(minutes=59))
    assert needs_note(token, now + timedelta(hours=1))
    note_use(token, now - timedelta(minutes=1))
    assert token.last_used_at == now


def test_the_good_tokens_of_a_person_are_listed_latest_first_and_end_together(li, now):
    first, _ = create_token(li, "甲", now)
    second, plain = create_token(li, "乙", now)
    third, _ = create_token(li, "丙", now, valid_days=1)
    revoke_token(third, now)
    assert tokens_of(li, now) == [second, first]
    assert revoke_tokens(li, now) == 2
    assert tokens_of(li, now) == []
    assert token_for(plain, now) is None
