"""Reads one PDF from standard input and tells on standard output, as JSON, what is wrong or active in it.

A program of its own (see upload_contents.inspect_pdf): hostile files make PDF libraries use memory and time
without end, so it runs with hard limits and may be killed, or crash, without harm to the web server.
It imports nothing of ours.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

MEMORY_BYTES = 1024**3
CPU_SECONDS = 8
STREAM_BYTES = 64 * 1024**2
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/RichMedia", "/XFA", "/EmbeddedFiles", "/EF"})
ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/GoToE"})


def limit_resources() -> None:
    """From here on the kernel ends this process when it asks for too much."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def probe(data: bytes) -> dict[str, Any]:
    """`{"problem": code}` or `{"active": bool}`."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(flate_max_memory=STREAM_BYTES, run_length_max_memory=STREAM_BYTES)
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            if len(document.pages) == 0:
                return {"problem": "no_pages"}
            active = False
            for each in containers(document):
                active = active or is_active(each)
            if any("memory limit" in str(warning) for warning in document.get_warnings()):
                return {"problem": "too_much"}
            return {"active": active}
    except pikepdf.PasswordError:
        return {"problem": "password"}
    except MemoryError:
        return {"problem": "too_much"}
    except Exception as error:  # whatever the library stumbles over: the file cannot be read
        return {"problem": "unreadable", "error": type(error).__name__}


def containers(document: Any) -> Iterator[Any]:
    """Every dictionary of the document, also inside arrays, dictionaries and compressed object streams."""
    import pikepdf

    for root in document.objects:
        stack = [root]
        while stack:
            each = stack.pop()
            if isinstance(each, pikepdf.Array):
                stack.extend(part for part in each if _is_direct_container(part))
            elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                yield each
                stack.extend(part for _, part in each.items() if _is_direct_container(part))


def is_active(dictionary: Any) -> bool:
    """Whether this dictionary carries a script, an action that reaches outside, or an embedded file."""
    if not ACTIVE_KEYS.isdisjoint(dictionary.keys()):
        return True
    return str(dictionary.get("/S", "")) in ACTIVE_ACTIONS


def _is_direct_container(part: Any) -> bool:
    import pikepdf

    return isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect


if __name__ == "__main__":
    limit_resources()
    json.dump(probe(sys.stdin.buffer.read()), sys.stdout)
