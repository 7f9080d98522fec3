"""What permissions are asked about: each subject tells what the conditions read of it.

`Place` is what every subject has, `Task` what a work item adds, `Worked` a case with everybody who worked on it. A page
that is about no unit in particular asks for ANYWHERE, in so many words.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol


class Place(Protocol):
    """A subject that lies at an organ; its units take part."""

    @property
    def organ_id(self) -> int: ...

    @property
    def unit_ids(self) -> AbstractSet[int]: ...


class Task(Place, Protocol):
    """A step that waits for a person: whose it is, which post it waits for; who wrote what it checks."""

    @property
    def assignee_id(self) -> int | None: ...

    @property
    def lane_role(self) -> str: ...

    @property
    def lane_unit_id(self) -> int: ...

    @property
    def is_signature(self) -> bool: ...

    @property
    def check_words(self) -> str: ...

    @property
    def drafter_ids(self) -> list[int]: ...


class Told(Place, Protocol):
    """A subject that tells to whom it was copied."""

    @property
    def told_ids(self) -> AbstractSet[int]: ...


class Done(Place, Protocol):
    """A step that somebody has completed."""

    @property
    def done_by_id(self) -> int | None: ...


class Handled(Place, Protocol):
    """A subject that tells who has or had the work of its handling unit in hand."""

    @property
    def handler_ids(self) -> AbstractSet[int]: ...


class Worked(Place, Protocol):
    """A subject that tells who worked on it."""

    @property
    def participant_ids(self) -> AbstractSet[int]: ...


@dataclass(frozen=True)
class AtOrgan:
    """The subject of a page or act that concerns an organ as such, not one of its cases."""

    organ_id: int
    unit_ids: frozenset[int] = field(default_factory=frozenset)


class Anywhere:
    """The subject of a page that is about no unit in particular: a post anywhere is enough to enter."""


ANYWHERE = Anywhere()
