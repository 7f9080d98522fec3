"""Fixtures of the whole suite: one application per worker, a database as it was prepared for each test.

SQLite by default; with TEST_DATABASE_URL the same tests run on PostgreSQL (marker `database`).
"""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from app import create_app
from app.database import db
from app.office.secrets import FILE
from tests.support import databases
from tests.support.chromium import chromium, launcher, skip_without_browser
from tests.support.setting import held_back
from tests.support.settings import settings_for
from tests.support.walks import open_from
from tests.support.workers import Together

# A busy machine draws its examples slowly; that is no fault of what is tested. CI takes the same examples every time.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("house")
LOOKS_ON = {
    "monkeypatch",
    "caplog",
    "capsys",
    "of_another",
}  # with these a test may change or watch how acts are done


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    skip_without_browser(items)


def pytest_collection_finish() -> None:
    """What was imported and collected stays: no collection of garbage looks through it again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


@pytest.fixture(scope="session")
def prepared() -> Iterator[databases.Prepared]:
    """The template database with the small county in it, made once per worker."""
    with databases.instance_folder() as folder:
        yield databases.prepare(folder, os.environ.get("TEST_DATABASE_URL"))


@pytest.fixture
def app(prepared: databases.Prepared, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on a fresh database with the small county, inside an application context."""
    with databases.fresh(prepared) as application, application.app_context():
        if not prepared.is_sqlite or _looks_on(request):
            yield application
            return
        with open_from(prepared.template, prepared.file):
            yield application


def _looks_on(request: pytest.FixtureRequest) -> bool:
    """Whether the test looks at how acts are done: then it does all of them. Who counts statements counts those of a
    process at work, not of one that was put to where others have walked."""
    return bool(LOOKS_ON.intersection(request.fixturenames)) or hasattr(request.module, "counted")


@pytest.fixture
def letters_wait(app: Flask) -> Iterator[None]:
    """No letter is set by itself: the worker comes when the test lets it."""
    with held_back():
        yield


@pytest.fixture
def client(app: Flask):
    """A browser without cookies. Requests get application contexts of their own."""
    return app.test_client()


@pytest.fixture
def county(app: Flask):
    """The small county: units and people by name."""
    from tests.support.county import County

    return County.load()


@pytest.fixture
def drafting_organ(app: Flask) -> None:
    """The organ drafts and signs what it gives to no unit."""
    from tests.support.county import drafts_itself

    drafts_itself()


@pytest.fixture
def of_another(app, prepared, tmp_path):
    """The application on the same database, with an instance folder of its own."""
    shutil.copy(prepared.instance / FILE, tmp_path / FILE)

    made = []

    def make():
        made.append(create_app(settings_for(tmp_path, prepared.url)))
        return made[-1]

    yield make
    for application in made:
        with application.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def instance(prepared: databases.Prepared) -> Path:
    return prepared.instance


__all__ = ["chromium", "launcher", "settings_for"]
