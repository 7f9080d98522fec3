"""Anonymous sendings are limited, wrong codes are counted, and the neighbours are not shut out."""

import pytest

from app import timekeeping
from app.web.access import MARK as ACCESS
from app.web.limits import MARK, MOST, Sending
from tests.portal.conftest import Applicant
from tests.support.office import MORNING

pytestmark = pytest.mark.database
COUNTED_OTHERWISE = {
    "signin.enter": "wrong passwords are counted by app.office.guesses, strangers by address; known browsers pass",
    "signin.enter_code": "only after the right password; wrong codes are counted by app.office.guesses",
    "api_tokens.create": "the same",
    "disclosure_portal.look_up": "the same of query codes",
    "disclosure_portal.answer": "only after the right code; counted by number",
    "disclosure_portal.withdraw": "only after the right code; counted by number",
    "disclosure_portal.apply_correction": "only after the right code; counted by number",
    "disclosure_portal.send_reason": "only after the right code; counted by number",
    "disclosure_portal.send_evaluation": "only after the right code; counted by number",
    "disclosure_portal.suggest": "only after the right code; counted by number",
    "disclosure_public.clarify": "only with the right code; counted by number",
    "disclosure_public.withdraw": "only with the right code; counted by number",
    "portal.verify_code": "leads to an address, reads and writes nothing",
    "disclosure_portal.discard": "deletes the draft of this browser",
    "disclosure_portal.leave": "ends what this browser may see",
    "signin.sign_out": "ends the session of this browser",
}
WRONG = "AAAABBBBCCCC"
STRANGER = {"environ_overrides": {"REMOTE_ADDR": "198.51.100.66"}}


def looking(applicant) -> str:
    """The applicant has applied and looks at the request; its number."""
    number, code = applicant.applies()
    applicant.looks_up(number, code)
    return number


def test_every_anonymous_post_is_limited_or_says_why_not(app):
    open_to_all = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and getattr(app.view_functions[rule.endpoint], ACCESS, "") == "public"
    }
    limited = {endpoint for endpoint in open_to_all if hasattr(app.view_functions[endpoint], MARK)}
    assert open_to_all - limited == set(COUNTED_OTHERWISE)
    assert limited


def test_every_sending_has_its_number():
    assert set(MOST) == set(Sending)


class TestSendings:
    @pytest.mark.parametrize(
        ("path", "most"), [("/apply", 120), ("/apply/form", 300), ("/apply/check", 60), ("/verify/file", 120)]
    )
    def test_what_comes_too_often_is_refused_until_the_quarter_of_an_hour_is_over(self, client, path, most):
        with timekeeping.moved_to(MORNING):
            for _ in range(most):
                assert client.post(path).status_code < 429
            refused = client.post(path)
            assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
            assert "请于09:15以后再试" in refused.text
            assert client.post(path, **STRANGER).status_code < 429
        with timekeeping.moved_to(MORNING.replace(minute=15)):
            assert client.post(path).status_code < 429

    def test_a_sending_without_the_forms_token_counts_too(self, client, monkeypatch):
        monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", True)
        with timekeeping.moved_to(MORNING):
            seen = [client.post("/apply/check").status_code for _ in range(61)]
        assert seen == [400] * 60 + [429]

    def test_answers_are_counted_by_number(self, applicant):
        number = looking(applicant)
        seen = [applicant.post(f"/progress/{number}/withdrawal", {"reason": "因" * 501}) for _ in range(31)]
        assert [answer.status_code for answer in seen] == [422] * 30 + [429]
        assert "Retry-After" in seen[-1].headers

    def test_strangers_use_up_nobodys_answers(self, applicant, app):
        number = looking(applicant)
        stranger = app.test_client()
        for _ in range(40):
            stranger.post(f"/progress/{number}/withdrawal")
        assert applicant.post(f"/progress/{number}/withdrawal", {"reason": ""}).status_code == 302


class TestQueryCodes:
    def wrong(self, browser, number, times=5, **options):
        data = {"number": number, "code": WRONG}
        return [browser.post("/progress", data, **options).status_code for _ in range(times)]

    def test_a_stranger_elsewhere_locks_only_himself_out(self, applicant, app):
        number, code = applicant.applies()
        stranger = Applicant(app.test_client(), applicant.now)
        assert self.wrong(stranger, number, 6, **STRANGER) == [404] * 5 + [429]
        fresh = Applicant(app.test_client(), applicant.now)
        assert fresh.looks_up(number, code).status_code == 302

    def test_a_neighbour_at_the_same_address_does_not_lock_the_browser_out_that_applied(self, applicant, app):
        number, code = applicant.applies()
        neighbour = Applicant(app.test_client(), applicant.now)
        assert self.wrong(neighbour, number, 6) == [404] * 5 + [429]
        assert neighbour.looks_up(number, code).status_code == 429
        assert applicant.looks_up(number, code).status_code == 302

    def test_nor_a_browser_that_gave_the_code_before(self, applicant, app):
        number, code = applicant.applies()
        home, neighbour = (Applicant(app.test_client(), applicant.now) for _ in range(2))
        assert home.looks_up(number, code).status_code == 302
        self.wrong(neighbour, number)
        assert home.looks_up(number, code).status_code == 302

    def test_the_mark_opens_nothing_tells_nothing_and_cannot_be_forged(self, applicant, app):
        number, code = applicant.applies()
        mark = applicant.client.get_cookie("known")
        assert mark.http_only
        assert mark.same_site == "Lax"
        assert number not in mark.decoded_value
        thief = Applicant(app.test_client(), applicant.now)
        thief.client.set_cookie("known", mark.value)
        assert thief.get(f"/progress/{number}").location == "/progress"
        assert self.wrong(thief, number, 6) == [404] * 5 + [429]
        forger = Applicant(app.test_client(), applicant.now)
        self.wrong(forger, number)
        forger.client.set_cookie("known", mark.value[:-4] + "AAAA")
        assert forger.looks_up(number, code).status_code == 429

    def test_twenty_wrong_codes_for_other_numbers_lock_nobody_out(self, applicant, app):
        number, code = applicant.applies()
        other = Applicant(app.test_client(), applicant.now)
        for n in range(25):
            assert self.wrong(other, f"LF-2026-9{n:03}", 1) == [404]
        assert other.looks_up(number, code).status_code == 302
