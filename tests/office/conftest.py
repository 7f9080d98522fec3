"""Fixtures of the office."""

import os
from datetime import datetime

import pytest
from flask import Flask

from app.database import db
from app.office.vocabulary import UnitKind
from app.timekeeping import OFFICE_TIME
from tests.office.small_county import County

FAST = {"ARGON2_TIME": 1, "ARGON2_MEMORY": 8, "ARGON2_THREADS": 1}


@pytest.fixture(scope="package")
def office_app():
    """An application with nothing but the tables of the office, on SQLite or on TEST_DATABASE_URL."""
    app = Flask("office")
    url = os.environ.get("TEST_DATABASE_URL", "sqlite://")
    app.config.update(FAST, SQLALCHEMY_DATABASE_URI=url, TESTING=True)
    if not url.startswith("sqlite"):
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"connect_args": {"options": "-csearch_path=office_tests"}}
    db.init_app(app)
    with app.app_context():
        _fresh_schema()
        yield app
        db.session.remove()
        db.engine.dispose()


def _fresh_schema():
    office_tables = [table for name, table in db.metadata.tables.items() if _is_of_office(name)]
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("drop schema if exists office_tests cascade")
            connection.exec_driver_sql("create schema office_tests")
        db.metadata.create_all(connection, tables=office_tables)


def _is_of_office(table_name):
    models = [mapper.class_ for mapper in db.Model.registry.mappers]
    return any(m.__tablename__ == table_name and m.__module__.startswith("app.office.") for m in models)


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
