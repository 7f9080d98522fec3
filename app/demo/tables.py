"""The demo's own tables in `data/`, read once: the county with its organs and people."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def table(name: str, folder: Path = DATA) -> Mapping[str, Any]:
    """One file of a folder of tables as it is written."""
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
