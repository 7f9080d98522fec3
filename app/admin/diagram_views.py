"""Drawings of a set of diagrams: alone, or of two sets side by side with what differs, in a list and marked on them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.engine.comparing import Difference, compare, marks_of
from app.engine.diagrams import DiagramSet
from app.engine.drawing import draw

DRAWN = re.compile(r'<g id="([no]\d+-([^"]+))"')


@dataclass(frozen=True)
class Pair:
    """One drawing in both sets; None where a set has no such file."""

    name: str
    old: Markup | None
    new: Markup | None


@dataclass(frozen=True)
class Comparison:
    """`pairs`: the drawings that differ; `same`: the names of the others; `places`: element id → where it is drawn."""

    differences: Sequence[Difference]
    pairs: Sequence[Pair]
    same: Sequence[str]
    places: Mapping[str, str]


def drawings(diagrams: DiagramSet, uid: str) -> list[tuple[str, Markup]]:
    """Title and SVG of each diagram, the main one first. `uid` keeps names apart on a page with several sets."""
    return [
        (name, Markup(draw(diagrams.files[name], title=name, uid=f"{uid}{position}")))
        for position, name in enumerate(_names(diagrams))
    ]


def compared(old: DiagramSet, new: DiagramSet) -> Comparison:
    """What differs."""
    differences = compare(old, new)
    marks, pairs, same = marks_of(differences), list[Pair](), list[str]()
    for name in _names(new, old):
        if old.files.get(name) == new.files.get(name):
            same.append(name)
        else:
            at = len(pairs)
            pairs.append(Pair(name, _drawn(old, name, marks, f"o{at}"), _drawn(new, name, marks, f"n{at}")))
    drawn = [drawing for pair in pairs for drawing in (pair.old, pair.new) if drawing is not None]
    places = {found[1]: found[0] for drawing in drawn for found in DRAWN.findall(drawing)}
    return Comparison(differences, pairs, same, places)


def _names(newest: DiagramSet, *others: DiagramSet) -> list[str]:
    """The diagrams of all, the newest's main one first."""
    main = newest.file_of(newest.process_id)
    names = {name for one in (newest, *others) for name in one.files if name.endswith(".bpmn")}
    return [main, *sorted(names - {main})]


def _drawn(diagrams: DiagramSet, name: str, marks: dict[str, str], uid: str) -> Markup | None:
    files = diagrams.files
    return Markup(draw(files[name], marks=marks, title=name, uid=uid)) if name in files else None
