"""登录安全: the owner sets the second factor up, gets recovery codes, ends it; the secret is shown until then alone."""

import logging

import pytest
from lxml import html
from sqlalchemy import select

from app import timekeeping
from app.casework.models import AuditEntry
from app.database import db
from app.office import factors
from app.office.models import SecondFactor
from app.office.people import find_person
from app.office.tokens import create_token, tokens_of
from tests.support.county import PASSWORD
from tests.support.second_factor import code_at, with_factor, wrong_code

pytestmark = pytest.mark.database


@pytest.fixture
def signed_in(client):
    assert client.post("/signin", data={"login": "clerk", "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def elsewhere(app):
    other = app.test_client()
    other.post("/signin", data={"login": "clerk", "password": PASSWORD})
    return other


def begun(client):
    """The secret as the page shows it for typing."""
    answer = client.post("/signin/factor/begin", data={"password": PASSWORD})
    assert answer.headers["Location"] == "/signin/factor/set-up"
    return shown_secret(client.get("/signin/factor/set-up"))


def shown_secret(page):
    tree = html.fromstring(page.get_data(as_text=True))
    return tree.xpath("//p[contains(@class, 'typed-secret')]")[0].text_content().replace(" ", "").strip()


def confirmed(client, secret):
    return client.post("/signin/factor/set-up", data={"code": code_at(secret, timekeeping.now())})


def recovery_codes(page):
    tree = html.fromstring(page.get_data(as_text=True))
    return [one.text_content() for one in tree.xpath("//ol[contains(@class, 'recovery-codes')]/li")]


def tags():
    db.session.rollback()
    return list(db.session.scalars(select(AuditEntry.tag).order_by(AuditEntry.sequence)))


@pytest.mark.parametrize("page", ["factor", "factor/set-up", "factor/recovery", "factor/end"])
def test_nobody_sees_these_pages_without_signing_in(client, page):
    assert client.get(f"/signin/{page}").headers["Location"].startswith("/signin?next=")


def test_from_the_account_to_the_recovery_codes(signed_in, elsewhere, app, caplog):
    caplog.set_level(logging.DEBUG)
    _token, _plain = create_token(find_person("clerk"), "对接", timekeeping.now())
    db.session.commit()
    assert "/signin/factor" in signed_in.get("/signin/account").get_data(as_text=True)
    assert "尚未设置" in signed_in.get("/signin/factor").get_data(as_text=True)
    secret = begun(signed_in)
    page = signed_in.get("/signin/factor/set-up")
    text = page.get_data(as_text=True)
    for mark in ('class="qr"', 'autocomplete="one-time-code"', 'inputmode="numeric"', "09:00:00"):
        assert mark in text
    assert "style=" not in text
    assert page.headers["Cache-Control"] == "private, no-store"

    done = confirmed(signed_in, secret)
    codes = recovery_codes(done)
    assert (done.status_code, len(codes)) == (200, 10)
    assert done.headers["Cache-Control"] == "private, no-store"
    assert elsewhere.get("/signin/account").status_code == 302
    assert tokens_of(find_person("clerk"), timekeeping.now()) == []
    assert tags()[-1] == "person.factor_set"
    kept = [line.detail for line in db.session.scalars(select(AuditEntry))]
    everything = caplog.text + str(kept) + db.session.scalars(select(SecondFactor.secret_sealed)).one()
    for one in (secret, *codes):
        assert one not in everything
    for path in ("factor", "account", "sessions", "factor/recovery", "factor/end", "factor/set-up"):
        after = signed_in.get(f"/signin/{path}", follow_redirects=True).get_data(as_text=True)
        for one in (secret, secret[:4] + " " + secret[4:8], codes[0], 'class="qr"'):
            assert one not in after, path


def test_what_is_sent_twice_shows_no_codes_again(signed_in):
    secret = begun(signed_in)
    codes = recovery_codes(confirmed(signed_in, secret))
    again = confirmed(signed_in, secret)
    assert again.headers["Location"] == "/signin/factor"
    page = signed_in.get("/signin/factor").get_data(as_text=True)
    assert "已经设置" in page
    assert codes[0] not in page


def test_without_the_password_nothing_is_begun_and_guessing_it_locks(signed_in):
    statuses = [
        signed_in.post("/signin/factor/begin", data={"password": "wrong"}).status_code for _ in range(6)
    ]
    assert statuses == [422] * 5 + [429]
    assert db.session.scalars(select(SecondFactor)).all() == []
    assert signed_in.get("/signin/factor/set-up").headers["Location"] == "/signin/factor"


def test_a_wrong_code_confirms_nothing_and_says_that_the_time_may_be_off(signed_in):
    secret = begun(signed_in)
    bad = wrong_code(secret, timekeeping.now())
    refused = signed_in.post("/signin/factor/set-up", data={"code": bad})
    assert refused.status_code == 422
    assert "核对手机时间" in refused.get_data(as_text=True)
    assert shown_secret(refused) == secret
    assert not factors.is_set(find_person("clerk"))


def test_a_set_up_left_lying_is_begun_anew(signed_in, working_morning):
    secret = begun(signed_in)
    working_morning.shift(20 * 60)
    signed_in.get("/signin/factor")
    working_morning.shift(10 * 60)
    assert confirmed(signed_in, secret).headers["Location"] == "/signin/factor"
    assert "重新开始" in signed_in.get("/signin/factor").get_data(as_text=True)


class TestWithAFactor:
    @pytest.fixture
    def phone(self, app):
        return with_factor("clerk")

    @pytest.fixture
    def owner(self, client, phone, working_morning):
        client.post("/signin", data={"login": "clerk", "password": PASSWORD})
        client.post("/signin/code", data={"code": code_at(phone[0], timekeeping.now())})
        working_morning.shift(30)
        return client

    def both(self, phone, **changed):
        return {"password": PASSWORD, "code": code_at(phone[0], timekeeping.now()), **changed}

    def test_new_recovery_codes_for_password_and_code(self, owner, phone):
        answer = owner.post("/signin/factor/recovery", data=self.both(phone))
        codes = recovery_codes(answer)
        assert len(codes) == 10
        assert set(codes).isdisjoint(phone[1])
        assert tags()[-1] == "person.recovery_codes_renewed"
        assert codes[0] not in owner.get("/signin/factor/recovery").get_data(as_text=True)

    def test_it_ends_for_password_and_code_and_other_sign_ins_with_it(self, owner, phone, app):
        _token, _plain = create_token(find_person("clerk"), "对接", timekeeping.now())
        db.session.commit()
        assert owner.post("/signin/factor/end", data=self.both(phone)).headers["Location"] == "/signin/factor"
        assert not factors.is_set(find_person("clerk"))
        assert tokens_of(find_person("clerk"), timekeeping.now()) == []
        assert tags()[-1] == "person.factor_ended"
        assert "尚未设置" in owner.get("/signin/factor").get_data(as_text=True)

    def test_a_recovery_code_ends_it_too_and_is_on_record(self, owner, phone):
        owner.post("/signin/factor/end", data=self.both(phone, code=phone[1][2]))
        assert tags()[-2:] == ["person.recovery_code_used", "person.factor_ended"]

    @pytest.mark.parametrize("act", ["recovery", "end"])
    @pytest.mark.parametrize(
        ("changed", "field"),
        [({"password": "wrong"}, "password"), ({"code": "000"}, "code"), ({"code": ""}, "code")],
    )
    def test_one_of_both_is_not_enough(self, owner, phone, act, changed, field):
        refused = owner.post(f"/signin/factor/{act}", data=self.both(phone, **changed))
        tree = html.fromstring(refused.get_data(as_text=True))
        assert (refused.status_code, len(tree.xpath(f"//*[@id='f-{field}-error']"))) == (422, 1)
        assert factors.is_set(find_person("clerk"))
        assert factors.recovery_left(find_person("clerk")) == 10

    def test_guessing_the_code_here_locks_too(self, owner, phone):
        bad = wrong_code(phone[0], timekeeping.now())
        statuses = [
            owner.post("/signin/factor/end", data=self.both(phone, code=bad)).status_code for _ in range(6)
        ]
        assert statuses == [422] * 5 + [429]
        assert owner.post("/signin/factor/end", data=self.both(phone)).status_code == 429
