"""The facet of the publications: what kinds of things a process puts before the public, and where they are listed."""

from dataclasses import dataclass

from app.casework.contract.public import MenuEntry


@dataclass(frozen=True)
class PublicationKind:
    """One kind. `key` is stored; `word` stands in addresses (/publications/<word>); `order` places it in lists.

    Whoever claims the word `policies` has the page /policies as well. `form`: a public form that its entries offer
    while they stand; `together`: the page on which an entry is read with what its case published beside it. Both have
    an address with `publication_id`.
    """

    key: str
    title: str
    word: str
    order: int = 100
    form: MenuEntry | None = None
    together: str = ""


@dataclass(frozen=True)
class Publications:
    """A process that declares no kind publishes nothing."""

    kinds: tuple[PublicationKind, ...] = ()
