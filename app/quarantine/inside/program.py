"""The process that opens one file: bytes on standard input, JSON on standard output. Started by `quarantine.child`.

First bound to its parent's life, then the library is read, then every limit is set, and only then the file is read.
"""

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from typing import Any

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38


def main() -> None:
    """Do what the one argument asks."""
    task: dict[str, Any] = json.loads(sys.argv[1])
    die_with(task["parent"], task["seconds"])
    sys.path.extend(task["path"])
    reader = importlib.import_module(f"app.quarantine.inside.{task['look']}")
    confine()
    found = read_carefully(reader.read, sys.stdin.buffer.read(), task["options"])
    sys.stdout.write(json.dumps(found))


def die_with(parent: int, seconds: int) -> None:
    """The kernel ends this process when its parent ends, and in any case after so many seconds."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before we asked
        raise SystemExit(1)
    signal.alarm(seconds)


def confine() -> None:
    """From here on the kernel refuses or ends what asks for too much: no file, no process, no rights can be added."""
    from app.quarantine.limits import CPU_SECONDS, MEMORY_BYTES, NICENESS

    os.nice(NICENESS)
    with (
        suppress(OSError),
        open("/proc/self/oom_score_adj", "w") as file,
    ):  # a wish: the limits do not hang on it
        file.write("1000")  # when memory is short, this process goes first
    ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))


def read_carefully(read: Any, data: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """What the reader found; a library may raise anything over a hostile file, and whatever it is has an answer."""
    try:
        found: dict[str, Any] = read(data, **options)
    except MemoryError:
        return {"problem": "too_much"}
    except Exception as error:  # whatever the library stumbles over: the file cannot be read
        return {"problem": "unreadable", "error": type(error).__name__}
    return found


if __name__ == "__main__":
    main()
