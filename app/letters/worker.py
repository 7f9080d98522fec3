"""The process that sets letters, apart from the web process: `python -m app.letters.worker BYTES`.

It reads frames from its standard input, answers on its standard output and ends with its input. Its memory is
limited to BYTES, and each letter to so many seconds of processor time as the side that asks says
(app/letters/workshop.py): on a busy machine a letter takes longer and is as good as any other.
"""

from __future__ import annotations

import math
import os
import resource
import signal
import sys
import traceback
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from app.letters.catalogue import LetterKind, read_kind
from app.letters.drawn import Drawn
from app.letters.errors import FontsMissing, LetterRefused, RenderingFailed
from app.letters.fonts import FONT_FOLDER
from app.letters.frames import read_frame, write_frame


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks decides when to end
    limit = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a letter that is given up leaves nothing of it behind
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing printed may get among the frames
    _warm_up()
    serve(sys.stdin.buffer, answers)


def _warm_up() -> None:
    """Read the usual fonts before the first letter asks for them. Where they are missing, that letter tells."""
    from app.letters.press import get_press

    with suppress(FontsMissing):
        get_press(FONT_FOLDER)


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer every frame with the PDF, or with why there is none."""
    while True:
        try:
            head, seal = read_frame(questions)
        except EOFError:
            return
        _allow(head["seconds"])
        answer, pdf = answer_to(head, seal)
        write_frame(answers, answer, pdf)


def _allow(seconds: float) -> None:
    """From now on so much processor time, to the second above; the kernel ends a process that takes more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def answer_to(head: dict[str, Any], seal: bytes) -> tuple[dict[str, Any], bytes]:
    """One letter, or one report. What is wrong goes back as data, so that the asking side raises it anew."""
    from app.letters.press import get_press

    try:
        press = get_press(Path(head["fonts"]))
        if "report" in head:
            return {}, press.report(head["report"])
        kind = _kind_in(head["folder"], head["layouts"], head["version"], head["delivered"])
        return {}, press.render(kind, head["facts"], Drawn(seal or None))
    except LetterRefused as refusal:
        return {"refused": [[each.fact, each.code, each.message] for each in refusal.problems]}, b""
    except FontsMissing as error:
        return {"fonts": [error.folder, error.files]}, b""
    except RenderingFailed as error:
        return {"failed": str(error)}, b""
    except MemoryError:
        return {"failed": "文书过大，超出排版的内存限制"}, b""
    except Exception as error:  # whatever a template or the typesetter does, this process goes on
        return {"failed": f"文书排版失败（{type(error).__name__}）", "detail": _place_of(error)}, b""


def _place_of(error: Exception) -> str:
    """Where it went wrong, for the log: the error's text may quote what stands in the letter."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"


@lru_cache(maxsize=256)
def _kind_in(folder: str, layouts: str, version: str, is_delivered: bool) -> LetterKind:
    """`version` is part of the key: an edited folder is read again."""
    kind = read_kind(Path(folder), is_delivered=is_delivered, layouts=Path(layouts))
    if kind.version_hash != version:
        raise RenderingFailed(f"文书 {kind.kind} 的模板已经改动，请重新启动程序")
    return kind


if __name__ == "__main__":
    main()
