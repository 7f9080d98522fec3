"""The kinds of publications that the processes of this house declare."""

from app.casework.contract.platform import platform
from app.casework.contract.publications import PublicationKind
from app.casework.publications.errors import KindNotDeclared


def all_kinds() -> list[PublicationKind]:
    """Every kind, in the order of lists."""
    declared = (kind for process in platform().processes.values() for kind in process.publications.kinds)
    return sorted(declared, key=lambda kind: (kind.order, kind.key))


def kind_of(process: str, key: str) -> PublicationKind:
    """A kind of this process. Raises KindNotDeclared."""
    declared = platform().process(process).publications.kinds
    found = next((kind for kind in declared if kind.key == key), None)
    if found is None:
        raise KindNotDeclared()
    return found


def kind_at(word: str) -> PublicationKind | None:
    """The kind with this word in its address."""
    return next((kind for kind in all_kinds() if kind.word == word), None)


def title_of(key: str) -> str:
    """The kind's title; of a kind that is no longer declared its key."""
    return next((kind.title for kind in all_kinds() if kind.key == key), key)
