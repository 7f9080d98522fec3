"""An office that is backed up, and empty programs that take the backup."""

import os

import pytest

from app import create_app
from app.casework.models import StoredFile
from app.casework.store.files import file_store
from app.database import db
from tests.support import databases
from tests.support.office import MORNING, Office, paper
from tests.support.passphrase import PASSPHRASE
from tests.support.settings import settings_for


@pytest.fixture
def passphrase(tmp_path):
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return file


@pytest.fixture
def worked(app):
    """An office with a request, a sealed telephone and a stored file."""
    office = Office()
    office.apply()
    data = paper("附件")
    with db.engine.begin() as connection:
        name = file_store().put(data)
        row = {"hash": name, "size": len(data), "media_type": "application/pdf", "stored_at": MORNING}
        connection.execute(StoredFile.__table__.insert().values(has_active_content=False, **row))
    return app


@pytest.fixture
def empty(tmp_path):
    """Programs in empty folders, on SQLite or on a database of the server with nothing in it."""
    with databases.empty(os.environ.get("TEST_DATABASE_URL")) as server:
        made = []

        def make(name, *, on_the_server=False):
            folder = tmp_path / name
            folder.mkdir()
            url = server if on_the_server else f"sqlite:///{folder / 'mingbai.db'}"
            made.append((create_app(settings_for(folder, url)), folder))
            return made[-1]

        yield make
        for application, _folder in made:
            with application.app_context():
                db.session.remove()
                db.engine.dispose()
