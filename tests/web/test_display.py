import pytest

from app.web.display import Display, is_local_path


def test_the_wish_for_large_type_is_kept_and_leads_back(client):
    answer = client.get("/display?large=on&back=/gallery/home?x=1")
    assert answer.status_code == 302
    assert answer.location == "/gallery/home?x=1"
    assert 'class="display-large"' in client.get("/gallery/home").text


def test_the_two_wishes_are_independent(client):
    client.get("/display?large=on")
    client.get("/display?contrast=on")
    assert 'class="display-large display-contrast"' in client.get("/gallery/home").text
    client.get("/display?large=off")
    assert 'class="display-contrast"' in client.get("/gallery/home").text


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "javascript:x", "", "a\nb"],
)
def test_the_link_never_leads_to_another_site(client, target):
    assert not is_local_path(target)
    assert client.get("/display", query_string={"large": "on", "back": target}).location == "/"


def test_a_strange_cookie_changes_nothing():
    assert Display.from_cookie("x.y.<b>") == Display()
    assert Display.from_cookie(None).css_class == ""
