"""The temporary PostgreSQL server of the tests."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "with_postgres.py"
REPORT = """
import os, sys, psycopg
address = os.environ["TEST_DATABASE_URL"].replace("+psycopg", "")
with psycopg.connect(address, autocommit=True) as connection:
    print(connection.execute("SHOW data_directory").fetchone()[0])
    print(connection.execute("SHOW server_encoding").fetchone()[0])
    print(connection.execute("SHOW fsync").fetchone()[0])
    connection.execute("CREATE DATABASE another")
sys.exit(7)
"""
installed = shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def run(*command: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, str(SCRIPT), *command], capture_output=True, text=True)


@pytest.mark.skipif(not installed, reason="no PostgreSQL on this machine")
def test_the_command_finds_a_server_that_is_gone_afterwards():
    done = run(sys.executable, "-c", REPORT)
    assert done.returncode == 7, done.stderr
    folder, encoding, fsync = done.stdout.splitlines()
    assert (encoding, fsync) == ("UTF8", "on")
    assert not Path(folder).exists()


def test_without_a_command_it_says_how_to_use_it():
    done = run()
    assert done.returncode == 2
    assert done.stderr.startswith("usage:")
