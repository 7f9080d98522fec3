"""The first organ and the first accounts of a real installation, and how it becomes usable by them alone."""

import os

import pytest
from sqlalchemy import select

import config
from app import create_app
from app.casework.models import AuditEntry
from app.database import db
from app.office.models import OrgUnit, Person
from app.web.site import Site
from tests.support import databases
from tests.support.settings import settings_for
from tests.support.starts import invoke

pytestmark = pytest.mark.database
ORGAN = ("--organ", "LF", "--organ-name", "禄丰市人民政府")
PEOPLE = (
    "--administrator",
    "zhanghua:张华",
    "--security-administrator",
    "liwen:李文",
    "--auditor",
    "wangan:王安",
)


@pytest.fixture
def nothing(tmp_path):
    """A program in an empty folder, on an empty database."""
    with databases.empty(os.environ.get("TEST_DATABASE_URL")) as url:
        made = create_app(settings_for(tmp_path, url or f"sqlite:///{tmp_path / 'mingbai.db'}"))
        yield made
        with made.app_context():
            db.session.remove()
            db.engine.dispose()


def test_the_pages_bear_the_name_of_the_office_that_runs_them(monkeypatch):
    monkeypatch.setenv("MINGBAI_SITE_ORGAN_NAME", "禄丰市人民政府")
    monkeypatch.setenv("MINGBAI_SITE_TELEPHONE", "")
    told = config.from_environment()["SITE"]
    assert told == {"organ_name": "禄丰市人民政府"}
    assert Site.from_config(told).organ_name == "禄丰市人民政府"


def passwords_in(output):
    rows = (line.split("\t") for line in output.splitlines() if "\t" in line)
    return {login: password for _role, login, password in rows}


def test_an_empty_installation_becomes_an_office_that_people_enter(nothing):
    bare = invoke(nothing, "setup", "--no-demo")
    assert bare.exit_code == 0, bare.output
    assert "还没有机构和账号" in bare.output

    refused = invoke(nothing, "setup", "--no-demo", *ORGAN, *PEOPLE[:3], "zhanghua:李文", *PEOPLE[4:])
    assert refused.exit_code == 2
    assert "已被使用" in refused.stderr
    with nothing.app_context():
        assert (
            db.session.scalar(select(OrgUnit.id)) is None
        )  # a rule refused one of the three: nothing is left

    answer = invoke(nothing, "setup", "--no-demo", *ORGAN, *PEOPLE)

    assert answer.exit_code == 0, answer.output
    passwords = passwords_in(answer.output)
    assert list(passwords) == ["zhanghua", "liwen", "wangan"]
    browser = nothing.test_client()
    entered = browser.post("/signin", data={"login": "zhanghua", "password": passwords["zhanghua"]})
    assert entered.headers["Location"] == "/signin/password"
    assert browser.get("/admin/units").headers["Location"] == "/signin/password"
    new = {"old_password": passwords["zhanghua"], "password": "Kx7-rain-Vorn-9", "again": "Kx7-rain-Vorn-9"}
    assert browser.post("/signin/password", data=new).status_code == 302
    assert "禄丰市人民政府" in browser.get("/admin/units").text
    again = nothing.test_client().post(
        "/signin", data={"login": "zhanghua", "password": passwords["zhanghua"]}
    )
    assert again.status_code == 401  # it was for one sign-in
    _is_said_once(nothing, passwords)


def _is_said_once(application, passwords):
    """No password rests in the database; the act is on record; a second founding is refused and changes nothing."""
    second = invoke(application, "setup", "--no-demo", *ORGAN, *PEOPLE)
    assert second.exit_code == 2
    assert "已经有机构" in second.stderr
    with application.app_context():
        assert db.session.scalars(select(OrgUnit.code)).all() == ["LF"]
        lines = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "unit.opened")).all()
        assert ["张华（zhanghua，系统管理员）" in line.summary for line in lines] == [True]
        kept = [*(person.password_hash for person in db.session.scalars(select(Person))), lines[0].summary]
        assert not any(password in text for password in passwords.values() for text in kept)


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        (ORGAN, "--administrator"),
        ((*ORGAN, "--administrator", "zhanghua", *PEOPLE[2:]), "登录名:姓名"),
        ((*ORGAN, *PEOPLE[:4]), "--auditor"),
    ],
)
def test_half_a_founding_is_refused_before_anything_is_made(nothing, tmp_path, told, missing):
    answer = invoke(nothing, "setup", "--no-demo", *told)
    assert answer.exit_code == 2
    assert missing in answer.stderr
    assert not (tmp_path / "files").exists()
