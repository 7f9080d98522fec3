"""Run a command with a temporary PostgreSQL server: `python scripts/with_postgres.py COMMAND…`.

The command finds the server's address in TEST_DATABASE_URL (an empty database; the user may create more). The
server runs as an ordinary user on a free port of loopback, with a random password, in a temporary folder: in
memory where there is room, so that its fsync, which stays on, costs nothing. It is stopped and removed at the
end, also after SIGINT, SIGTERM or a failure. The exit code is the command's. Standard library only.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

USER = "mingbai"
DATABASE = "mingbai_test"
ROOM_NEEDED = 1024**3  # bytes free before memory is preferred to the disk
STOP_LIMIT = 20  # seconds


def main() -> int:
    if len(sys.argv) < 2:
        print("usage: with_postgres.py COMMAND…", file=sys.stderr)
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_asked)
    try:
        with temporary_server() as address:
            return run(sys.argv[1:], {**os.environ, "TEST_DATABASE_URL": address})
    except subprocess.CalledProcessError as error:
        output = (error.stderr or error.stdout or "").strip().splitlines()
        print(f"with_postgres: {Path(error.cmd[0]).name} failed: {' '.join(output[-1:])}", file=sys.stderr)
        return 1


def stop_asked(number: int, _frame: FrameType | None) -> None:
    """Leave by way of the clean-up."""
    raise SystemExit(128 + number)


def run(command: list[str], environment: dict[str, str]) -> int:
    with subprocess.Popen(command, env=environment) as child:
        try:
            return child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()


@contextmanager
def temporary_server(*, in_memory: bool = True) -> Iterator[str]:
    """A running server; yields the address of its empty database. Not in memory: what is measured waits for a disk."""
    owner = ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="mingbai-postgres-", dir=roomy_folder() if in_memory else None))
    try:
        if owner:
            shutil.chown(folder, owner, owner_group(owner))
        password = secrets.token_urlsafe(18)
        create_cluster(folder, owner, password)
        port = free_port()
        with running(folder, owner, port):
            create_database(owner, port, password)
            yield f"postgresql+psycopg://{USER}:{password}@127.0.0.1:{port}/{DATABASE}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_cluster(folder: Path, owner: str | None, password: str) -> None:
    password_file = folder / "password"
    password_file.write_text(password + "\n")
    if owner:
        shutil.chown(password_file, owner)
    call(
        owner,
        *(
            program("initdb"),
            "--pgdata",
            str(folder / "data"),
            "--username",
            USER,
            "--pwfile",
            str(password_file),
        ),
        *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    )
    password_file.unlink()


@contextmanager
def running(folder: Path, owner: str | None, port: int) -> Iterator[None]:
    control = (program("pg_ctl"), "--pgdata", str(folder / "data"), "--wait")
    settings = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    settings += " -c max_connections=60 -c max_wal_size=128MB -c shared_buffers=64MB -c timezone=UTC"
    log = folder / "log"
    try:
        call(owner, *control, "--log", str(log), "--options", settings, "start")
    except subprocess.CalledProcessError as error:
        last = log.read_text().splitlines()[-1:] if log.exists() else []
        raise SystemExit(f"with_postgres: the server did not start: {' '.join(last)}") from error
    try:
        yield
    finally:
        call(owner, *control, "--mode", "immediate", "--timeout", str(STOP_LIMIT), "stop")


def create_database(owner: str | None, port: int, password: str) -> None:
    arguments = ("--host", "127.0.0.1", "--port", str(port), "--username", USER, DATABASE)
    call(owner, program("createdb"), *arguments, PGPASSWORD=password)


def call(owner: str | None, *command: str, **environment: str) -> None:
    """Run one of PostgreSQL's programs as its owner. A starting server must not inherit a pipe of ours."""
    subprocess.run(
        command,
        check=True,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if command[-1] == "start" else subprocess.PIPE,
        cwd="/",
        env={**os.environ, **environment},
        user=owner,
        group=owner_group(owner) if owner else None,
        extra_groups=[] if owner else None,
        start_new_session=True,
    )


def program(name: str) -> str:
    """Where the newest PostgreSQL of this machine keeps a program; Debian does not put it on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    where = str(found[-1]) if found else shutil.which(name)
    if not where:
        raise SystemExit(f"with_postgres: {name} is not installed; `make setup-test` installs PostgreSQL")
    return where


def ordinary_user() -> str | None:
    """The server refuses to run as root, so root lends it another user; anybody else runs it himself."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def owner_group(owner: str) -> int:
    return pwd.getpwnam(owner).pw_gid


def roomy_folder() -> str | None:
    memory = "/dev/shm"
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= ROOM_NEEDED:
        return memory
    return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
