"""The facet of the publications: what kinds of things a process puts before the public, and where they are listed."""

import re
from dataclasses import dataclass

from app.casework.contract.public import MenuEntry

WORD = re.compile(r"[a-z]+(-[a-z]+)*")


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

    def __post_init__(self) -> None:
        """Raises ValueError for a word that could be taken for a number or for two steps of an address."""
        if not WORD.fullmatch(self.word):
            raise ValueError(f"“{self.word}”不能作地址用：只用小写字母和连字符")


@dataclass(frozen=True)
class Publications:
    """A process that declares no kind publishes nothing."""

    kinds: tuple[PublicationKind, ...] = ()
