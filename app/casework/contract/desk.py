"""The facet of the desk: a process's own pages for clerks, and their entries in the menu."""

from dataclasses import dataclass

from flask import Blueprint

from app.casework.contract.rows import Link


@dataclass(frozen=True)
class Desk:
    """Pages of the office; the menu shows each entry to whoever holds its permission."""

    blueprints: tuple[Blueprint, ...] = ()
    menu: tuple[Link, ...] = ()
