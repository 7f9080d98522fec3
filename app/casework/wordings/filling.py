"""Putting values into a text with fields, and what is wrong with a text. Pure."""

import re
from collections.abc import Iterator, Mapping

from app.casework.wordings.catalogue import Wording

FIELD = re.compile(r"\{([^{}]*)\}")
LOOSE = re.compile(r"[{}]")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every field in its place; one without a value is left out."""
    return FIELD.sub(lambda match: values.get(match[1], ""), text)


def problems_of(wording: Wording, heading: str, body: str) -> dict[str, str]:
    """What is wrong, by `heading` and `body`; nothing when it may be used."""
    found = {
        name: words
        for name, text in (("heading", heading), ("body", body))
        if (words := "；".join(_of_text(wording, text)))
    }
    missing = [one for one in wording.needed if f"{{{one}}}" not in heading + body]
    if missing and "body" not in found:
        found["body"] = f"不能没有{'、'.join(f'{{{one}}}' for one in missing)}"
    return found


def _of_text(wording: Wording, text: str) -> Iterator[str]:
    unknown = [one for one in FIELD.findall(text) if one not in wording.fields]
    if unknown:
        allowed = "、".join(f"{{{one}}}" for one in wording.fields)
        yield f"没有{'、'.join(f'{{{one}}}' for one in dict.fromkeys(unknown))}这个字段，可以用：{allowed}"
    if LOOSE.search(FIELD.sub("", text)):
        yield "花括号没有成对"
