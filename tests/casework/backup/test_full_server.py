"""PostgreSQL's own disk fills while rows are copied into it: told as that, undone, and done again with room."""

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from app.casework.acts.installation import is_in_use
from app.database import db, is_sqlite
from tests.support.starts import invoke

pytestmark = pytest.mark.database
NO_ROOM = """
CREATE FUNCTION no_room() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
ALTER TABLE office_case ADD CONSTRAINT needs_room CHECK (no_room());
"""


def in_the_server(statement):
    with db.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_full_disk_of_the_server_is_told_and_the_restore_may_be_run_again(
    worked, empty, tmp_path, passphrase
):
    if is_sqlite():
        pytest.skip("the server's disk; that of SQLite fills in test_the_drill")
    file, own = tmp_path / "whole.tar", ("--passphrase-file", str(passphrase))
    assert invoke(worked, "backup", str(file), *own).exit_code == 0
    db.session.rollback()
    other, _folder = empty("full", on_the_server=True)
    with other.app_context():
        upgrade(revision="heads")
        in_the_server(NO_ROOM)
        answer = invoke(other, "restore", str(file), *own)
        assert answer.exit_code == 1
        assert answer.stderr.strip() == "磁盘已满，暂时不能保存：请腾出空间（只读的改为可写）后再运行同一命令"
        assert not is_in_use()

        in_the_server("ALTER TABLE office_case DROP CONSTRAINT needs_room")
        again = invoke(other, "restore", str(file), *own)
        db.session.remove()
        db.engine.dispose()

    assert again.exit_code == 0, again.output
