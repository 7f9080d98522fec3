"""Fixtures of the office: its tables and those of casework, made once a module, rolled back after each test."""

import os
from datetime import datetime

import pytest
from flask import Flask

from app.database import db
from app.office.vocabulary import Role, UnitKind
from app.timekeeping import OFFICE_TIME
from tests.office.case_rows import case_at, step_at
from tests.office.small_county import County
from tests.support import databases

FAST = {"ARGON2_TIME": 1, "ARGON2_MEMORY": 8, "ARGON2_THREADS": 1}
TABLES_OF = ("app.office.", "app.casework.models")  # permissions are asked about real cases and steps


@pytest.fixture(scope="module")
def office_app():
    """An application with nothing but the tables of office and casework, on SQLite or on TEST_DATABASE_URL.

    In a database of its own: several logins in one transaction take their locks in an order of their own.
    """
    app = Flask("office")
    with databases.empty(os.environ.get("TEST_DATABASE_URL")) as url:
        app.config.update(FAST, SQLALCHEMY_DATABASE_URI=url or "sqlite://", TESTING=True)
        db.init_app(app)
        with app.app_context():
            _make_tables()
            yield app
            db.session.remove()
            db.engine.dispose()


def _make_tables():
    models = [mapper.class_ for mapper in db.Model.registry.mappers]
    tables = [model.__table__ for model in models if model.__module__.startswith(TABLES_OF)]
    db.metadata.create_all(db.engine, tables=tables)


@pytest.fixture
def session(office_app):
    """The session; what a test did is thrown away."""
    yield db.session
    db.session.rollback()
    db.session.remove()


@pytest.fixture
def now():
    return datetime(2026, 3, 2, 9, 0, tzinfo=OFFICE_TIME)


@pytest.fixture
def county(session):
    made = County()
    made.add("楚雄州", UnitKind.PREFECTURE, name="楚雄彝族自治州人民政府")
    made.add("禄丰市", UnitKind.COUNTY, "楚雄州", name="禄丰市人民政府")
    made.add("双柏县", UnitKind.COUNTY, "楚雄州", name="双柏县人民政府")
    made.add("民政局", UnitKind.DEPARTMENT, "禄丰市", name="禄丰市民政局", telephone="0878-0000001")
    made.add("教育局", UnitKind.DEPARTMENT, "禄丰市", name="禄丰市教育体育局")
    made.add("金山镇", UnitKind.TOWNSHIP, "禄丰市", name="金山镇人民政府")
    made.add("公开办", UnitKind.SECTION, "民政局")
    made.add("救助股", UnitKind.SECTION, "民政局")
    made.add("社会股", UnitKind.SECTION, "民政局")
    made.add("双柏民政", UnitKind.DEPARTMENT, "双柏县", name="双柏县民政局")
    return made


@pytest.fixture
def pool_item(county):
    """Waits in the pool of the section 救助股 for a handler."""
    return step_at(case_at(county["民政局"], county["救助股"]), county["救助股"], Role.HANDLER)
